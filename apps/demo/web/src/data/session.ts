/** The login of the host app itself. Instagram Dashboard only learns the person's id and role from it. */
export interface Person {
  id: string
  name: string
  role: 'user' | 'admin'
}

export interface Session {
  person: Person | null
  /** How far the clock of the demo is ahead of the real one, in milliseconds. */
  clockAheadMs: number
}

export const personIds = ['ana', 'bruno', 'carla'] as const
export type PersonId = (typeof personIds)[number]

export async function readSession(): Promise<Session> {
  return readAnswer(await fetch('/session'))
}

export async function signIn(person: PersonId): Promise<Person> {
  const response = await fetch('/login', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ person }),
  })
  const { person: signedIn } = await readAnswer<Pick<Session, 'person'>>(response)
  if (signedIn === null) throw new Error('The server opened no session')
  return signedIn
}

export async function signOut(): Promise<void> {
  await fetch('/logout', { method: 'POST' })
}

async function readAnswer<Answer>(response: Response): Promise<Answer> {
  if (!response.ok) throw new Error(`The session could not be read: HTTP ${response.status}`)
  return (await response.json()) as Answer
}
