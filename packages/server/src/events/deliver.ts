import { randomUUID } from 'node:crypto'
import { deliveries, events, installation } from '@instagram-dashboard/db'
import { addMs, furthest, longestAhead } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import { inParallel } from '../concurrency/in-parallel.ts'
import { describeError } from '../log.ts'
import { withSpan } from '../tracing.ts'
import type { SendOutcome } from './host-channel.ts'
import { hostEventOf, isHostEventType } from './host-events.ts'
import { afterFailure } from './retry-plan.ts'

export interface DeliveryCounts {
  delivered: number
  failed: number
  dead: number
}

export type DeliverDeps = Pick<
  Deps,
  'db' | 'vault' | 'clock' | 'log' | 'leaseOwner' | 'background' | 'random' | 'host' | 'counters'
>

const pageSize = 100
const parallelSends = 4

/** Makes messages of new events, and sends what is due. */
export async function deliverEvents(deps: DeliverDeps): Promise<DeliveryCounts> {
  const { db, clock, background, host } = deps
  const counts: DeliveryCounts = { delivered: 0, failed: 0, dead: 0 }
  for (const { name } of host) await makeMessages(deps, name)
  for (;;) {
    const channels = host.map(({ name }) => name)
    const due = await deliveries.listDue(db, channels, { ...dueAt(clock.now()), limit: pageSize })
    let taken = 0
    await inParallel(due, parallelSends, async (delivery) => {
      const outcome = background.isEnding() ? null : await sendOne(deps, delivery)
      if (outcome === null) return
      taken += 1
      counts[outcome] += 1
    })
    if (taken === 0 || due.length < pageSize) return counts
  }
}

function dueAt(now: Date): deliveries.DueDeliveries {
  return { now, latestAttempt: furthest('deliveryWait', now), latestLease: furthest('deliveryLease', now) }
}

/** Before the channel is used, events are no business of it: it begins with the next one. */
export async function startCursors({ db, host }: Pick<Deps, 'db' | 'host'>): Promise<void> {
  const { lastSequence = 0 } = (await installation.find(db)) ?? {}
  for (const { name } of host) await deliveries.startCursor(db, name, lastSequence)
}

/** Events and the cursor move on together, so that each event becomes one message, whoever wrote it. */
async function makeMessages({ db, clock }: DeliverDeps, channel: deliveries.DeliveryChannel): Promise<void> {
  for (;;) {
    const from = await deliveries.findCursor(db, channel)
    if (from === undefined) return
    const page = await events.listAfter(db, { after: from, limit: pageSize })
    const last = page.at(-1)
    if (!last) return
    const createdAt = clock.now()
    const messages = page
      .filter(({ type }) => isHostEventType(type))
      .map(({ sequence, type }) => ({ id: `msg_${randomUUID()}`, channel, eventSequence: sequence, type, createdAt }))
    await db.transaction(async (tx) => {
      if (await deliveries.moveCursor(tx, channel, { from, to: last.sequence })) await deliveries.insert(tx, messages)
    })
  }
}

async function sendOne(deps: DeliverDeps, delivery: deliveries.DeliveryRow): Promise<keyof DeliveryCounts | null> {
  const { channel, type, attempts } = delivery
  const attributes = { 'delivery.channel': channel, 'event.type': type, 'delivery.attempt': attempts + 1 }
  return withSpan('deliver', { attributes, isRoot: true }, async (span) => {
    const outcome = await claimAndSend(deps, delivery)
    if (outcome === null) return null
    span.setAttribute('delivery.outcome', outcome)
    deps.counters.countDelivery(channel, outcome)
    return outcome
  })
}

async function claimAndSend(
  { db, vault, clock, log, leaseOwner, random, host }: DeliverDeps,
  delivery: deliveries.DeliveryRow,
): Promise<keyof DeliveryCounts | null> {
  const channel = host.find(({ name }) => name === delivery.channel)
  const now = clock.now()
  const owner = leaseOwner.name
  const leaseUntil = addMs(now, longestAhead.deliveryLease)
  if (!channel || !(await deliveries.claim(db, delivery.id, { owner, leaseUntil, ...dueAt(now) }))) return null
  const row = await events.find(db, delivery.eventSequence)
  const event = row ? await hostEventOf({ db, vault }, row, delivery.id) : null
  const attempts = delivery.attempts + 1
  const outcome: SendOutcome =
    event === null
      ? { isDelivered: false, failure: 'the event is gone', isFinal: true }
      : await channel.send(event).catch((error: unknown) => {
          log.warn('delivery.threw', describeError(error))
          return { isDelivered: false, failure: 'failed' }
        })
  const at = clock.now()
  const mine = { id: delivery.id, owner }
  if (outcome.isDelivered) {
    const done = { status: 'delivered', attempts, nextAttemptAt: at, lastFailure: null, endedAt: at } as const
    await deliveries.settle(db, mine, done)
    return 'delivered'
  }
  const next = outcome.isFinal === true ? null : afterFailure(attempts, { at, random, ...outcome })
  log.info('delivery.failed', { id: delivery.id, channel: channel.name, attempts, failure: outcome.failure })
  await deliveries.settle(db, mine, {
    status: next === null ? 'dead' : 'pending',
    attempts,
    nextAttemptAt: next ?? at,
    lastFailure: outcome.failure,
    endedAt: next === null ? at : null,
  })
  return next === null ? 'dead' : 'failed'
}
