import { accountLists, betweenBatches, hourlyCalls, retention, type accounts } from '@instagram-dashboard/db'
import { addMs, dayMs, hourMs, laterOf } from '../clock/index.ts'
import { clockSkewNow, mayPutRight, putRight } from '../clock/put-right.ts'
import { holdAccount } from '../accounts/hold-account.ts'
import { systemCaller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { emptyLog, eraseAccount } from './erase-account.ts'
import { eraseInTransaction } from './erase-in-transaction.ts'

const pageSize = 100
// By more than this the clock must not be wrong when it decides what is old.
const largestSkewSeconds = 86_400

/** What the nightly clean-up dropped, in rows; `accounts` were disconnected for too long. */
export type RetentionCounts = retention.DroppedRows & { accounts: number }

/**
 * Drops what is older than the operator wants to keep: traces of work that ended, and accounts that were disconnected
 * long ago. Numbers of living accounts, events and credits stay. By a clock that Instagram's answers show to be wrong by
 * more than a day nothing is old, and nothing is dropped.
 */
export async function dropOldData(deps: Deps): Promise<RetentionCounts> {
  const { db, clock, settings, log } = deps
  const skew = Math.abs((await clockSkewNow(deps)) ?? 0)
  if (skew > largestSkewSeconds) {
    log.error('retention.clock_wrong', { skewSeconds: skew })
    return { ...nothingDropped, accounts: 0 }
  }
  const at = clock.now()
  if (mayPutRight(skew)) await putRight(db, at)
  const before = (days: number) => addMs(at, -days * dayMs)
  const { retentionDays, disconnectedRetentionDays } = settings
  // From before the beginning of time nothing is dropped.
  const kept = retentionDays === 0 ? new Date(0) : before(retentionDays)
  const dropped = { ...nothingDropped }
  for (const kind of retention.droppedKinds) {
    const bound = laterOf(kept, shortest[kind] === undefined ? kept : before(shortest[kind]))
    dropped[kind] = await dropInBatches(deps, () => retention.dropBatch(db, kind, bound))
  }
  await dropInBatches(deps, () => hourlyCalls.dropBefore(db, { before: addMs(at, -hourMs), limit: pageSize }))
  const accounts = disconnectedRetentionDays === 0 ? 0 : await eraseOld(deps, before(disconnectedRetentionDays), at)
  if (accounts > 0) await emptyLog(deps)
  return { ...dropped, accounts }
}

/** Attempts to connect are kept for a day, so that a code can not be used again with another state. */
export const attemptRetentionMs = dayMs

/** Days after which a kind goes, also where the rest is kept for longer: nobody looks at it any more. */
const shortest: Partial<Record<retention.DroppedKind, number>> = {
  connectionFlows: attemptRetentionMs / dayMs,
  // The address of a story's picture has ended with the story, or soon after.
  storyPictures: 2,
  jobSlots: 30,
  deliveries: 30,
  // Whoever follows the changes and was away for longer begins anew.
  changes: 30,
}

/**
 * One piece after another, each committed for itself, with everybody else's work in between: what an end of the process
 * cuts off goes on in the next night.
 * @param drop how many rows it dropped; 0 when none is left
 */
async function dropInBatches({ background }: Pick<Deps, 'background'>, drop: () => Promise<number>): Promise<number> {
  let dropped = 0
  while (!background.isEnding()) {
    const rows = await drop()
    if (rows === 0) break
    dropped += rows
    await betweenBatches()
  }
  return dropped
}

/** Accounts that were disconnected before then. @returns how many were erased */
async function eraseOld(deps: Deps, before: Date, at: Date): Promise<number> {
  const { db } = deps
  let erased = 0
  while (!deps.background.isEnding()) {
    const page = await accountLists.listDisconnectedBefore(db, { before, limit: pageSize })
    for (const account of page) {
      const dropBatch = () =>
        db.transaction((tx) => retention.dropBatchOfAccount(tx, account.id, { disconnectedBefore: before, at }))
      await dropInBatches(deps, dropBatch)
      if (deps.background.isEnding()) return erased
      if (await eraseIfStillOld(deps, { account, until: before, at })) erased += 1
      await betweenBatches()
    }
    if (page.length < pageSize) break
  }
  return erased
}

/** Its owner may have connected it again meanwhile, or an admin be about to. */
function eraseIfStillOld(
  deps: Deps,
  { account, until, at }: { account: accounts.AccountRow; until: Date; at: Date },
): Promise<boolean> {
  return eraseInTransaction(deps, async (tx, plan) => {
    const current = await holdAccount(tx, account)
    if (current?.status !== 'disconnected' || current.deactivatedAt !== null) return false
    if (current.disconnectedAt === null || current.disconnectedAt >= until) return false
    const caller = systemCaller(deps.settings.defaultLocale)
    await eraseAccount(deps, { tx, plan }, { account: current, caller, at, cause: 'retention' })
    return true
  })
}

// The guarantee: a key for each kind.
const nothingDropped = Object.fromEntries(retention.droppedKinds.map((kind) => [kind, 0])) as retention.DroppedRows
