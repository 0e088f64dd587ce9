/** Who can sign in to Estúdio Aurora. A real host app has its own users; this one has three. */
export interface Person {
  id: string
  name: string
  role: 'user' | 'admin'
}

const people: readonly Person[] = [
  { id: 'ana', name: 'Ana', role: 'user' },
  { id: 'bruno', name: 'Bruno', role: 'user' },
  { id: 'carla', name: 'Carla', role: 'admin' },
]

export function findPerson(id: unknown): Person | null {
  return people.find((person) => person.id === id) ?? null
}
