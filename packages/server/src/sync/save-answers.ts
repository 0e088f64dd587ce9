import { accounts, dailyMetrics, media, periodReach, type Handle } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { dayOf, withoutBlanks } from '../instagram/index.ts'
import { packDay } from '../corrections/packed-day.ts'
import { packReach } from '../corrections/packed-followers.ts'
import { addBefore, type Befores } from '../corrections/keep-earlier.ts'
import { saveCount } from '../followers/save-count.ts'
import { resolveFollowerDays } from '../followers/save-days.ts'
import type { ClaimedSync } from './claim-sync.ts'
import { Superseded } from '../leases/superseded.ts'
import { dayRows, instagramNameOf } from './day-rows.ts'
import { settleIdentity } from './settle-identity.ts'
import type { Answers } from './answers.ts'
import { saveSplits } from './save-splits.ts'
import { splitKey, type SplitState } from './plan-splits.ts'

export interface ReadDays {
  answers: Answers
  /** Los Angeles days that were read just now. */
  days: readonly string[]
  today: string
  caller: Caller
  /** The first time in this run: the profile is new. */
  isFirst: boolean
  /** What is known of each stored day; what is saved is added. The lease keeps everybody else from changing it. */
  states: Map<string, dailyMetrics.DayStateRow>
  /** The same of what their numbers are made of, by `splitKey`. */
  splitStates: Map<string, SplitState>
}

/**
 * Saves what was read so far in a transaction of its own, so that nothing of a long sync is lost: the profile and
 * today's follower count at once, then a few days at a time.
 * @returns of how many of these days Instagram said a number just now
 * @throws Superseded when the lease is gone
 */
export async function saveAnswers(
  { db, clock, record, vault }: Deps,
  { account, lease }: ClaimedSync,
  { answers, days, today, caller, isFirst, states, splitStates }: ReadDays,
): Promise<number> {
  const now = clock.now()
  const { profile } = answers
  const known = withoutBlanks(profile)
  const saved = await db.transaction(async (tx) => {
    const before = await accounts.lock(tx, account.id)
    if (!before) throw new Superseded('The account is gone')
    await settleIdentity(tx, { vault }, { account: before, instagramUserId: profile.instagramUserId })
    await lease.renew(tx, { ...known, updatedAt: now })
    if (profile.username !== null && before.username !== profile.username) {
      const personal = { from: before.username, to: profile.username }
      const subject = { userId: account.userId, accountId: account.id }
      await media.renameOwner(tx, account.id, personal)
      await record(tx, { type: 'account.renamed', ...subject, data: {}, personal }, { caller, at: now })
    }
    const sorted = days.toSorted()
    const range = { first: sorted.at(0) ?? today, last: sorted.at(-1) ?? today }
    const stored = days.length === 0 ? [] : await dailyMetrics.listDays(tx, account.id, range)
    const byDay = new Map(stored.map((row) => [row.day, row]))
    const rows = dayRows({
      accountId: account.id,
      answers,
      days,
      stored: byDay,
      states,
      today,
      since: dayOf(account.createdAt),
      now,
    })
    const befores: Befores = new Map()
    for (const row of rows) {
      const before = byDay.get(row.day)
      if (before) addBefore(befores, row.day, packDay(before, row))
    }
    await dailyMetrics.saveDays(tx, rows, now)
    const splits = await saveSplits(tx, {
      accountId: account.id,
      splits: answers.splits,
      rows,
      states: splitStates,
      refusedMetrics: answers.refusedMetrics,
      today,
      since: dayOf(account.createdAt),
    })
    await savePeriods(tx, { accountId: account.id, periods: answers.periods, now, befores })
    if (isFirst) await saveCount(tx, { accountId: account.id, profile, takenAt: answers.beganAt })
    await resolveFollowerDays(tx, { accountId: account.id, days, now, befores })
    return { rows, splits }
  })
  answers.periods = []
  answers.splits = []
  for (const row of saved.rows) states.set(row.day, row)
  for (const row of saved.splits) splitStates.set(splitKey(row.by, row.day), row)
  return days.filter((day) => saysNumbers(answers, day)).length
}

async function savePeriods(
  tx: Handle,
  { accountId, periods, now, befores }: { accountId: string; periods: Answers['periods']; now: Date; befores: Befores },
): Promise<void> {
  for (const period of periods) {
    const { days, lastDay, reach } = period
    const before = await periodReach.find(tx, accountId, { days, lastDay })
    if (before) addBefore(befores, lastDay, packReach(days, before, { reach, readAt: now }))
    await periodReach.save(tx, { ...period, accountId, readAt: now })
  }
}

function saysNumbers({ days, series }: Answers, day: string): boolean {
  const { totals, follows } = days.get(day) ?? {}
  if ((totals?.size ?? 0) > 0 || (typeof follows === 'object' && follows !== null)) return true
  return series?.get(instagramNameOf.reach)?.has(day) ?? false
}
