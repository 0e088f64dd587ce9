import { Controller, HttpCode, Post, Query, Res } from '@nestjs/common'
import { signIn } from './login.js'

@Controller('login')
export class LoginController {
  @Post()
  @HttpCode(204)
  login(
    @Query('user') user: string,
    @Res({ passthrough: true }) response: { setHeader(name: string, value: string): void },
  ) {
    response.setHeader('set-cookie', signIn(user))
  }
}
