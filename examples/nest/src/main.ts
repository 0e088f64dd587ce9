import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { createInstagramDashboard, readConfiguration } from '@instagram-dashboard/server'
import { AppModule } from './app.module.js'
import { whoIs } from './login.js'

const dashboard = await createInstagramDashboard({
  ...readConfiguration(process.env),
  authenticate: ({ headers }) => whoIs(headers),
})

const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'], forceCloseConnections: true })
app.use('/instagram', dashboard.handler)
await app.listen(Number(process.env['PORT'] ?? 3000))

process.once('SIGTERM', async () => {
  await dashboard.close()
  await app.close()
})
