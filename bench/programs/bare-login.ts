import type { IncomingMessage } from 'node:http'
import { jwtVerify } from 'jose'

const mostTokens = 10_000

/**
 * The same check of the same token by the same library: for each request, as whoever writes a bare program does it, or as
 * the product does it, once and then from memory until the token ends.
 */
export function createLogin(
  secret: string,
  keepsLogins: boolean,
): (request: IncomingMessage) => Promise<string> | string {
  const key = new TextEncoder().encode(secret)
  const known = new Map<string, { userId: string; until: number }>()
  async function verify(token: string): Promise<string> {
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], requiredClaims: ['sub', 'exp'] })
    if (known.size >= mostTokens) known.clear()
    if (keepsLogins) known.set(token, { userId: payload.sub ?? '', until: (payload.exp ?? 0) * 1000 })
    return payload.sub ?? ''
  }
  return (request) => {
    const token = request.headers.authorization?.slice('Bearer '.length) ?? ''
    const kept = known.get(token)
    return kept && kept.until > Date.now() ? kept.userId : verify(token)
  }
}
