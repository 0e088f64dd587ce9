import { jobSlots, type accounts, type syncRuns } from '@instagram-dashboard/db'
import { believed, isAhead, minuteMs } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import { newestDueTime } from '../jobs/slots.ts'
import type { AccountNight, NightOutcome } from './contract.ts'

// Every minute somebody looks for what is due: so long a night may take to be begun.
const graceMs = 10 * minuteMs

/** @param runs of the account, newest first */
export async function readLastNight(
  { db, clock, settings }: Pick<Deps, 'db' | 'clock' | 'settings'>,
  account: accounts.AccountRow,
  runs: readonly syncRuns.SyncRunRow[],
): Promise<AccountNight | null> {
  const now = clock.now()
  const { syncCron: pattern, scheduleTimeZone: timeZone } = settings
  const dueAt = newestDueTime({ pattern, timeZone }, now)
  if (dueAt === null) return null
  const slot = await jobSlots.findNewest(db, 'sync', { dueUntil: dueAt })
  const own = slot?.dueAt.getTime() === dueAt.getTime() ? slot : undefined
  return {
    dueAt,
    startedAt: own?.startedAt ?? null,
    finishedAt: own?.finishedAt ?? null,
    counts: own?.result ?? {},
    outcome: outcomeOf({ now, dueAt, slot: own, runs }, account),
  }
}

interface Night {
  now: Date
  dueAt: Date
  slot: jobSlots.JobSlotRow | undefined
  runs: readonly syncRuns.SyncRunRow[]
}

function outcomeOf({ now, dueAt, slot, runs }: Night, account: accounts.AccountRow): NightOutcome {
  const run = runs.find(({ startedAt }) => startedAt >= dueAt)
  if (run) return outcomeOfRun(run)
  const syncedAt = believed(account.lastSyncedAt, 'happened', now)
  if (syncedAt !== null && syncedAt >= dueAt) return 'new_enough'
  if (account.status !== 'active') return 'not_connected'
  if (account.connectedAt > dueAt) return 'connected_later'
  if (!slot) return now.getTime() - dueAt.getTime() < graceMs ? 'night_under_way' : 'night_missing'
  if (account.leftOutAt !== null && account.leftOutAt >= dueAt) return 'left_out'
  if (slot.finishedAt !== null) return 'passed_over'
  return isAhead(slot.leaseUntil, 'slotLease', now) ? 'night_under_way' : 'night_broke_off'
}

function outcomeOfRun({ status, finishedAt, errorReason }: syncRuns.SyncRunRow): NightOutcome {
  if (finishedAt === null) return 'under_way'
  if (status === 'succeeded') return status
  if (errorReason === 'own_limit' || errorReason === 'app_paused' || errorReason === 'app_refused') return 'postponed'
  return status === 'partial' ? status : 'failed'
}
