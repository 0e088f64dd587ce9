import { createHmac, type KeyObject } from 'node:crypto'
import type { events } from '@instagram-dashboard/db'

/**
 * The MAC of an event: over all that is stored of it and over the end of the log before it, so that none can be
 * changed, removed or put in between without all that follow showing it.
 * @param previousEnd `endOf` the event before
 */
export function macOf(
  key: KeyObject,
  previousEnd: string,
  row: Omit<events.EventRow, 'mac' | 'data'> & { data: unknown },
): string {
  const text = JSON.stringify([
    previousEnd,
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

/**
 * The code of the end of the log, as the installation keeps it: made of the code of the last event. The next event
 * overwrites it, so that whoever cuts the log back finds it nowhere and can not make it.
 * @param mac of the last event; empty for a log without events
 */
export function endOf(key: KeyObject, mac: string): string {
  return createHmac('sha256', key)
    .update(JSON.stringify(['end', mac]))
    .digest('base64url')
}

/**
 * PostgreSQL gives the keys of a JSON value back in an order of its own. An object becomes a list of pairs, so that a
 * list which could be taken for one is marked.
 */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(inOrder)
    return items.length === 0 || value.some((item) => Array.isArray(item)) ? { items } : items
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, inOrder(item)])
}
