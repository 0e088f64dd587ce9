import { people, type SandboxPerson } from './people.ts'

const crowdName = /^conta\.(\d{1,5})$/

/** One of a hundred thousand small accounts, `conta.0` to `conta.99999`, for tests that need many: the consent page does not list them. */
export function crowdPerson(username: string): SandboxPerson | undefined {
  const number = crowdName.exec(username)?.[1]
  const model = people.find((person) => person.username === 'cafe.pequeno')
  if (number === undefined || model === undefined) return undefined
  const ending = number.padStart(5, '0')
  const ids = { userId: `178414000${ending}000`, appScopedId: `2613458900${ending}00` }
  return { ...model, username, name: `Conta ${number}`, ...ids }
}
