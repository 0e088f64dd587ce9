import { accountLists, retention } from '@instagram-dashboard/db'
import { systemCaller, type Deps } from '../deps.ts'
import { emptyLog, eraseAccount } from './erase-account.ts'

const dayMs = 86_400_000
const pageSize = 100

/** What the nightly clean-up dropped, in rows; `accounts` were disconnected for too long. */
export type RetentionCounts = retention.DroppedRows & { accounts: number }

/**
 * Drops what is older than the operator wants to keep: traces of work that ended, and accounts that were disconnected
 * long ago. Numbers of living accounts, events and credits stay.
 */
export async function dropOldData(deps: Deps): Promise<RetentionCounts> {
  const { db, clock, settings } = deps
  const at = clock.now()
  const before = (days: number) => new Date(at.getTime() - days * dayMs)
  const { retentionDays, disconnectedRetentionDays } = settings
  // From before the beginning of time nothing is dropped.
  const dropped = await db.transaction((tx) =>
    retention.dropEndedBefore(tx, retentionDays === 0 ? new Date(0) : before(retentionDays)),
  )
  let erased = 0
  while (disconnectedRetentionDays > 0 && !deps.background.isEnding()) {
    const page = await accountLists.listDisconnectedBefore(db, {
      before: before(disconnectedRetentionDays),
      limit: pageSize,
    })
    for (const account of page) {
      const caller = systemCaller(settings.defaultLocale)
      await db.transaction((tx) => eraseAccount(deps, tx, { account, caller, at, cause: 'retention' }))
    }
    erased += page.length
    if (page.length < pageSize) break
  }
  if (erased > 0) await emptyLog(deps)
  return { ...dropped, accounts: erased }
}
