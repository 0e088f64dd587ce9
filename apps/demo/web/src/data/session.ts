import { forgetKept } from '../offline/offline.ts'

/** The login of the host app itself. Instagram Dashboard only learns the user's id and role from it. */
export interface User {
  id: string
  name: string
  role: 'user' | 'admin'
}

export interface Session {
  person: User | null
  /** How far the clock of the demo is ahead of the real one, in milliseconds. */
  clockAheadMs: number
}

export const userIds = ['ana', 'bruno', 'carla'] as const
export type UserId = (typeof userIds)[number]

/** What the server wrote into the page; `null` where no server of ours did, as in development. */
export function sessionOfPage(): Session | null {
  const text = document.getElementById('session')?.textContent ?? ''
  return text.trim() === '' ? null : (JSON.parse(text) as Session)
}

export async function readSession(): Promise<Session> {
  return readAnswer(await fetch('/session'))
}

export async function signIn(user: UserId): Promise<User> {
  await forgetKept()
  const response = await fetch('/login', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ person: user }),
  })
  const { person: signedIn } = await readAnswer<Pick<Session, 'person'>>(response)
  if (signedIn === null) throw new Error('The server opened no session')
  return signedIn
}

export async function signOut(): Promise<void> {
  await forgetKept()
  await fetch('/logout', { method: 'POST' })
}

async function readAnswer<Answer>(response: Response): Promise<Answer> {
  if (!response.ok) throw new Error(`The session could not be read: HTTP ${response.status}`)
  return (await response.json()) as Answer
}
