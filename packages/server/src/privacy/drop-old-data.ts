import { accountLists, retention, type accounts } from '@instagram-dashboard/db'
import { putRight } from '../clock/put-right.ts'
import { holdAccount } from '../connection/hold-account.ts'
import { systemCaller, type Deps } from '../deps.ts'
import { emptyLog, eraseAccount } from './erase-account.ts'
import { eraseInTransaction } from './erase-in-transaction.ts'

const dayMs = 86_400_000
const pageSize = 100
// By more than this the clock must not be wrong when it decides what is old.
const largestSkewSeconds = 86_400
// By less it may put right what others wrote.
const smallSkewSeconds = 300

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
  if (skew <= smallSkewSeconds) await db.transaction((tx) => putRight(tx, at))
  const before = (days: number) => new Date(at.getTime() - days * dayMs)
  const { retentionDays, disconnectedRetentionDays } = settings
  // From before the beginning of time nothing is dropped.
  const dropped = await db.transaction((tx) =>
    retention.dropEndedBefore(tx, retentionDays === 0 ? new Date(0) : before(retentionDays)),
  )
  let erased = 0
  while (disconnectedRetentionDays > 0 && !deps.background.isEnding()) {
    const until = before(disconnectedRetentionDays)
    const page = await accountLists.listDisconnectedBefore(db, { before: until, limit: pageSize })
    for (const account of page) if (await eraseIfStillOld(deps, { account, until, at })) erased += 1
    if (page.length < pageSize) break
  }
  if (erased > 0) await emptyLog(deps)
  return { ...dropped, accounts: erased }
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

const nothingDropped: retention.DroppedRows = {
  connectionFlows: 0,
  connectionAttempts: 0,
  syncRuns: 0,
  notifications: 0,
  deliveries: 0,
  supportTickets: 0,
  jobSlots: 0,
}

/** Asked for now: what an earlier answer showed says nothing about a clock that has jumped since. */
async function clockSkewNow({ instagram }: Deps): Promise<number | null> {
  await instagram.probe()
  return instagram.clockSkewSeconds()
}
