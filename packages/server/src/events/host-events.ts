import { people, type events, type Handle } from '@instagram-dashboard/db'
import type { EventData, EventOf, PersonalData } from './catalogue.ts'
import type { Vault } from '../vault/index.ts'
import { openUserKey } from './user-key.ts'
import { openPersonal } from './personal.ts'

/** What hosts are told of; the rest is for the audit log. */
export const hostEventTypes = [
  'connection.completed',
  'connection.lost',
  'account.disconnected',
  'account.renamed',
  'sync.completed',
  'day.final',
  'sync.failed',
  'insight.found',
  'week.ended',
  'token.expiring',
  'achievement.unlocked',
  'achievement.reversed',
  'goal.reached',
  'audit.broken',
] as const

export type HostEventType = (typeof hostEventTypes)[number]

/** Who and what it is about, with the facts of its type. A name is `null` once the person's data was erased. */
export type HostEventData<Type extends HostEventType> = {
  /** The host's own user id; `null` once the person's data was erased. */
  userId: string | null
  accountId: string | null
} & EventData[Type] &
  (Type extends keyof PersonalData ? { [Name in keyof PersonalData[Type]]: string | null } : object)

/** An event as the host gets it, by `onEvent` and as the body of a webhook. */
export type HostEvent = {
  [Type in HostEventType]: {
    /** The same at every try: use it to take each event once. */
    id: string
    type: Type
    /** When it happened, ISO 8601. */
    timestamp: string
    data: HostEventData<Type>
  }
}[HostEventType]

const personalNames = {
  'connection.completed': ['username'],
  'connection.lost': ['username'],
  'account.disconnected': ['username'],
  'account.renamed': ['from', 'to'],
  'achievement.reversed': ['why'],
} satisfies { [Type in HostEventType & keyof PersonalData]: (keyof EventOf<Type>['personal'])[] }

export function isHostEventType(type: string): type is HostEventType {
  return hostEventTypes.some((known) => known === type)
}

/** Always the same bytes for the same event, unless the person is erased meanwhile. */
export async function hostEventOf(
  { db, vault }: { db: Handle; vault: Vault },
  row: events.EventRow,
  id: string,
): Promise<HostEvent | null> {
  if (!isHostEventType(row.type)) return null
  const [person] = row.personRef === null ? [] : await people.listByRefs(db, [row.personRef])
  const opened = openPersonal(row.sealedPersonal === null ? undefined : openUserKey(vault, person), row.sealedPersonal)
  const names: readonly string[] =
    row.type in personalNames ? personalNames[row.type as keyof typeof personalNames] : []
  const personal = Object.fromEntries(names.map((name) => [name, opened?.[name] ?? null]))
  const data = { userId: person?.userId ?? null, accountId: row.accountId, ...inOrder(row.data), ...personal }
  // Written by `record` under the same type, so the facts are the type's.
  return { id, type: row.type, timestamp: row.createdAt.toISOString(), data } as HostEvent
}

/** PostgreSQL gives keys back in an order of its own, and a signature is over bytes. */
function inOrder(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
