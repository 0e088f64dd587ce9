import { signIn } from '../../server/login.ts'
import type { RequestHandler } from './$types'

export const POST: RequestHandler = ({ url }) =>
  new Response(null, { status: 204, headers: { 'set-cookie': signIn(url.searchParams.get('user') ?? '') } })
