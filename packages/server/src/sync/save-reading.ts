import { accounts, dailyMetrics, followerSnapshots, syncRuns, type Handle } from '@instagram-dashboard/db'
import type { Caller, Deps } from '../deps.ts'
import { recordEvent } from '../events/record.ts'
import { addDays } from '../instagram/days.ts'
import { Superseded, type ClaimedSync } from './claim-sync.ts'
import { dayRows } from './day-rows.ts'
import { deriveFollowers } from './derive-followers.ts'
import { historyDays } from './plan-days.ts'
import type { Reading } from './read-instagram.ts'
import type { SyncVerdict } from './sync-failure.ts'

interface Finished {
  reading: Reading
  today: string
  /** Why the reading ended early; `null` when it is whole. */
  verdict: SyncVerdict | null
  apiCalls: number
  caller: Caller
}

/**
 * Saves all of a sync in one transaction: day rows, follower count, account, run and event.
 * @throws Superseded when the lease is gone
 */
export async function saveReading(
  { db, clock }: Deps,
  { run, account, lease }: ClaimedSync,
  { reading, today, verdict, apiCalls, caller }: Finished,
): Promise<syncRuns.SyncRunRow> {
  const now = clock.now()
  const { instagramUserId: _key, ...profile } = reading.profile
  return db.transaction(async (tx) => {
    const before = await accounts.findById(tx, account.id)
    const saved = await accounts.updateAndRelease(
      tx,
      { id: account.id, lease },
      {
        ...profile,
        lastSyncedAt: now,
        lastErrorCode: verdict?.code ?? null,
        lastErrorAt: verdict === null ? null : now,
        ...(verdict === null ? {} : { nextSyncAllowedAt: new Date(now.getTime() + verdict.retryAfterSeconds * 1000) }),
        updatedAt: now,
      },
    )
    if (!before || !saved) throw new Superseded('The lease is lost')
    await saveNumbers(tx, { accountId: account.id, reading, today, now })

    const status = verdict === null ? 'succeeded' : 'partial'
    const daysWritten = reading.days.length
    const followersChange =
      before.lastSyncedAt === null || before.followersCount === null || profile.followersCount === null
        ? null
        : profile.followersCount - before.followersCount
    const finished = await syncRuns.updateUnfinished(tx, run.id, {
      status,
      phase: 'finished',
      finishedAt: now,
      apiCalls,
      daysWritten,
      followersChange,
      errorCode: verdict?.code ?? null,
      errorAt: verdict === null ? null : now,
    })
    if (!finished) throw new Superseded('The run was closed')
    const subject = { userId: account.userId, accountId: account.id }
    if (before.username !== profile.username) {
      const data = { from: before.username, to: profile.username }
      await recordEvent(tx, { type: 'account.renamed', ...subject, data }, { caller, at: now })
    }
    const data = { runId: run.id, trigger: run.trigger, status, daysWritten, followersChange }
    await recordEvent(tx, { type: 'sync.completed', ...subject, data }, { caller, at: now })
    return finished
  })
}

async function saveNumbers(
  tx: Handle,
  { accountId, reading, today, now }: { accountId: string; reading: Reading; today: string; now: Date },
): Promise<void> {
  const range = { first: addDays(today, -historyDays), last: today }
  const stored = new Map((await dailyMetrics.listDays(tx, accountId, range)).map((row) => [row.day, row]))
  await dailyMetrics.saveDays(tx, dayRows({ accountId, reading, stored, today, now }))

  const { followersCount, followsCount, mediaCount } = reading.profile
  if (followersCount === null) return
  await followerSnapshots.saveObserved(tx, {
    accountId,
    day: today,
    followersCount,
    followsCount,
    mediaCount,
    takenAt: now,
  })
  const anchor = await followerSnapshots.findFirstObserved(tx, accountId)
  if (!anchor) return
  const days = await dailyMetrics.listDays(tx, accountId, {
    first: addDays(anchor.day, -historyDays),
    last: anchor.day,
  })
  const derived = deriveFollowers(anchor, days)
  await followerSnapshots.saveDerived(
    tx,
    derived.map((day) => ({ ...day, accountId, takenAt: now })),
  )
}
