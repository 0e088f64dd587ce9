/** Who can sign in to Estúdio Aurora. A real host app has its own users; this one has three. */
export interface User {
  id: string
  name: string
  role: 'user' | 'admin'
}

const users: readonly User[] = [
  { id: 'ana', name: 'Ana', role: 'user' },
  { id: 'bruno', name: 'Bruno', role: 'user' },
  { id: 'carla', name: 'Carla', role: 'admin' },
]

export function findUser(id: unknown): User | null {
  return users.find((user) => user.id === id) ?? null
}
