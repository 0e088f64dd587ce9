import type { IncomingMessage } from 'node:http'
import { jwtVerify } from 'jose'

/** The same check of the same token by the same library as the product's, for each request, as a bare program has it. */
export function createLogin(secret: string): (request: IncomingMessage) => Promise<string> {
  const key = new TextEncoder().encode(secret)
  return async (request) => {
    const token = request.headers.authorization?.slice('Bearer '.length) ?? ''
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], requiredClaims: ['sub', 'exp'] })
    return payload.sub ?? ''
  }
}
