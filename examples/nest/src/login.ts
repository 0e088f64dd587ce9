import { randomUUID } from 'node:crypto'

/** Your own login stands here: sessions of yours, better-auth, Auth.js, Clerk. This one believes whatever name is said. */
const sessions = new Map<string, string>()

/** @returns the cookie of a new session */
export function signIn(userId: string): string {
  const session = randomUUID()
  sessions.set(session, userId)
  return `session=${session}; Path=/; HttpOnly; SameSite=Lax`
}

/** @returns whose session the cookies of a request name; `null` for nobody's */
export function whoIs(headers: Headers): { userId: string; role: 'admin' | 'user' } | null {
  const session = /(?:^|; )session=([\w-]+)/.exec(headers.get('cookie') ?? '')?.[1] ?? ''
  const userId = sessions.get(session)
  return userId ? { userId, role: userId === 'admin' ? 'admin' : 'user' } : null
}
