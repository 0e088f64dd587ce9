import { signIn } from '../../lib/login'

export function POST(request: Request): Response {
  const user = new URL(request.url).searchParams.get('user') ?? ''
  return new Response(null, { status: 204, headers: { 'set-cookie': signIn(user) } })
}
