import { deliveries } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { readPage } from '../pages.ts'
import type {
  DeliveriesListInput,
  DeliveriesListResult,
  DeliveriesResendInput,
  DeliveriesResendResult,
} from './deliveries-contract.ts'

const usualLimit = 50

/** Messages to the host of one status, newest event first. */
export async function listDeliveries(
  { db }: Pick<Deps, 'db'>,
  { status = 'dead', cursor, limit = usualLimit }: DeliveriesListInput,
): Promise<DeliveriesListResult> {
  const after = cursor === undefined ? null : readCursor(cursor)
  const read = (most: number) => deliveries.list(db, status, { after, limit: most })
  const { rows, nextCursor } = await readPage(limit, read, (last) => `${last.eventSequence}.${last.channel}`)
  return { items: rows.map(({ leaseOwner: _owner, leaseUntil: _until, ...row }) => row), nextCursor }
}

function readCursor(cursor: string): deliveries.DeliveryPosition {
  const [sequence, channel] = cursor.split('.')
  return { eventSequence: Number(sequence), channel: channel === 'callback' ? 'callback' : 'webhook' }
}

/** Redrives dead letters: they are sent again, from the first try on. */
export async function resendDeliveries(
  { db, clock, record }: Deps,
  caller: Caller,
  { ids }: DeliveriesResendInput,
): Promise<DeliveriesResendResult> {
  const at = clock.now()
  const redriven = await db.transaction(async (tx) => {
    const found = await deliveries.redrive(tx, ids, at)
    const data = { deliveries: found.length }
    const event = { type: 'delivery.revived', userId: null, accountId: null, data } as const
    if (found.length > 0) await record(tx, event, { caller, at })
    return new Set(found)
  })
  return { results: ids.map((id) => ({ id, outcome: redriven.has(id) ? 'resent' : 'not_dead' })) }
}
