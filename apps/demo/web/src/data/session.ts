/** The login of the host app itself. Instagram Dashboard only learns the person's id and role from it. */
export interface Person {
  id: string
  name: string
  role: 'user' | 'admin'
}

export const personIds = ['ana', 'bruno', 'carla'] as const
export type PersonId = (typeof personIds)[number]

export async function readSession(): Promise<Person | null> {
  return readPerson(await fetch('/session'))
}

export async function signIn(person: PersonId): Promise<Person> {
  const response = await fetch('/login', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ person }),
  })
  const signedIn = await readPerson(response)
  if (signedIn === null) throw new Error('The server opened no session')
  return signedIn
}

export async function signOut(): Promise<void> {
  await fetch('/logout', { method: 'POST' })
}

async function readPerson(response: Response): Promise<Person | null> {
  if (!response.ok) throw new Error(`The session could not be read: HTTP ${response.status}`)
  const body = (await response.json()) as { person: Person | null }
  return body.person
}
