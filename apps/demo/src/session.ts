import { jwtVerify, SignJWT } from 'jose'
import { findUser, type User } from './users.ts'

export interface Sessions {
  /** The `Set-Cookie` value that signs this user in. */
  open(user: User): Promise<string>
  /** The `Set-Cookie` value that signs out. */
  close(): string
  /** Whose session a `Cookie` header holds; `null` when there is none that we signed. */
  read(cookies: string | null | undefined): Promise<User | null>
}

const cookieName = 'aurora_session'
const issuer = 'estudio-aurora'
const lifetimeSeconds = 7 * 24 * 60 * 60
const attributes = 'Path=/; HttpOnly; SameSite=Lax'

/** The login of the host app: a signed token in a cookie that no script can read. */
export function createSessions(secret: string): Sessions {
  const key = new TextEncoder().encode(secret)
  return {
    async open(user) {
      const token = await new SignJWT({ role: user.role })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(user.id)
        .setIssuer(issuer)
        .setIssuedAt()
        .setExpirationTime(`${lifetimeSeconds}s`)
        .sign(key)
      return `${cookieName}=${token}; ${attributes}; Max-Age=${lifetimeSeconds}`
    },
    close() {
      return `${cookieName}=; ${attributes}; Max-Age=0`
    },
    async read(cookies) {
      const token = tokenIn(cookies ?? '')
      if (token === null) return null
      try {
        const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], issuer })
        return findUser(payload.sub)
      } catch {
        // Expired, or signed with another secret: the user signs in again.
        return null
      }
    },
  }
}

/**
 * Whether a page of ours sent a request, by its `Origin` header. Browsers name the origin of every POST themselves,
 * so another site's page can not use the user's cookie to change something.
 */
export function isFromOurPages(given: string | null | undefined, origin: string): boolean {
  return given === origin
}

function tokenIn(cookies: string): string | null {
  for (const pair of cookies.split(';')) {
    const [name, value] = pair.trim().split('=', 2)
    if (name === cookieName && value !== undefined && value !== '') return value
  }
  return null
}
