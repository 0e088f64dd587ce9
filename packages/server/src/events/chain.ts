import { createHmac, type KeyObject } from 'node:crypto'
import type { events } from '@instagram-dashboard/db'

/**
 * The code of an event: over all that is stored of it and over the code of the event before, so that none can be
 * changed, removed or put in between without all that follow showing it.
 */
export function codeOf(key: KeyObject, previousMac: string, row: Omit<events.EventRow, 'mac'>): string {
  const text = JSON.stringify([
    previousMac,
    row.sequence,
    row.type,
    row.personRef,
    row.accountId,
    row.actorKind,
    row.actorRef,
    row.requestId,
    row.ipNetwork,
    inOrder(row.data),
    row.sealedPersonal,
    row.createdAt.getTime(),
  ])
  return createHmac('sha256', key).update(text).digest('base64url')
}

/** PostgreSQL gives the keys of a JSON value back in an order of its own. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, inOrder(item)])
}
