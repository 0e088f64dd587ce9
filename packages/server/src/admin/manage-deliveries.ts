import { deliveries } from '@instagram-dashboard/db'
import type { Caller, Deps } from '../deps.ts'
import type {
  DeliveriesListInput,
  DeliveriesListResult,
  DeliveriesResendInput,
  DeliveriesResendResult,
} from '../events/deliveries-contract.ts'

const usualLimit = 50

/** Messages to the host of one status, newest event first. */
export async function listDeliveries(
  { db }: Pick<Deps, 'db'>,
  { status = 'dead', cursor, limit = usualLimit }: DeliveriesListInput,
): Promise<DeliveriesListResult> {
  const after = cursor === undefined ? null : readCursor(cursor)
  const rows = await deliveries.list(db, status, { after, limit: limit + 1 })
  const items = rows.slice(0, limit).map(({ leaseOwner: _owner, leaseUntil: _until, ...row }) => row)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, nextCursor: last ? `${last.eventSequence}.${last.channel}` : null }
}

function readCursor(cursor: string): deliveries.DeliveryPosition {
  const [sequence, channel] = cursor.split('.')
  return { eventSequence: Number(sequence), channel: channel === 'callback' ? 'callback' : 'webhook' }
}

/** Lets dead messages be sent again from the first try on. */
export async function resendDeliveries(
  { db, clock, record }: Deps,
  caller: Caller,
  { ids }: DeliveriesResendInput,
): Promise<DeliveriesResendResult> {
  const at = clock.now()
  const revived = await db.transaction(async (tx) => {
    const found = await deliveries.revive(tx, ids, at)
    const data = { deliveries: found.length }
    const event = { type: 'delivery.revived', userId: null, accountId: null, data } as const
    if (found.length > 0) await record(tx, event, { caller, at })
    return new Set(found)
  })
  return { results: ids.map((id) => ({ id, outcome: revived.has(id) ? 'resent' : 'not_dead' })) }
}
