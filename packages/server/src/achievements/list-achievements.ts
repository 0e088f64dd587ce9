import type { KeyObject } from 'node:crypto'
import { accounts, achievements, dailyMetrics, followerDays, people, type Handle } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { pseudonymOf } from '../pseudonyms/pseudonym.ts'
import { addDays, dayOf } from '../instagram/index.ts'
import { say } from '../messages/messages.ts'
import type { Achievement, AchievementsResult } from './contract.ts'
import { connectedMs } from './connected-time.ts'
import { bestDayWindow, longestStreak, measureAccount } from './measure.ts'
import { wholeDays } from './measure-event.ts'
import { rules, type Measure } from './rules.ts'
import { achievementWords } from './words.ts'

/** Every achievement with how far the caller is, by the best of their accounts. */
export async function listAchievements(
  { db, clock, keys }: Deps,
  { caller, userId }: { caller: Caller; userId: string },
): Promise<AchievementsResult> {
  const person = await people.findByUser(db, userId)
  const reached = person === undefined ? [] : await achievements.listByPerson(db, person.ref)
  const living = await accounts.listLiving(db, userId)
  const best: Partial<Record<Measure, number>> = {}
  for (const account of living) {
    for (const [measure, value] of Object.entries(await measuresNow(db, account, clock.now()))) {
      best[measure as Measure] = Math.max(best[measure as Measure] ?? 0, value)
    }
  }
  const given = await givenBefore(db, keys.pseudonyms, { userId, living })
  const items = rules.map(({ key, credits, measure, target }): Achievement => {
    const had = reached.filter((achievement) => achievement.key === key)
    const row = had.find(({ reversedAt }) => reversedAt === null)
    const isWithheld = had.length === 0 && given.has(key)
    const current = row ? target : Math.min(best[measure] ?? 0, target)
    const unlockedAt = row?.unlockedAt ?? null
    return {
      key,
      ...achievementWords(key, caller.locale, row ? null : target - current),
      credits,
      progress: { current, target },
      unlockedAt,
      rewardWithheld: isWithheld ? 'given_before' : null,
      rewardWithheldMessage: isWithheld ? say('achievements.given_before', caller.locale, {}) : null,
    }
  })
  return { items: items.toSorted((a, b) => rank(b) - rank(a)) }
}

function rank({ unlockedAt, progress }: Achievement): number {
  return (unlockedAt === null ? 0 : 1) + progress.current / progress.target
}

/** What was given for one of the caller's accounts, or to the caller before an erasure. */
async function givenBefore(
  db: Handle,
  key: KeyObject,
  { userId, living }: { userId: string; living: readonly accounts.AccountRow[] },
): Promise<Set<string>> {
  const given = new Set<string>()
  for (const { instagramUserId } of living) {
    const tags = [pseudonymOf(key, 'user', userId), pseudonymOf(key, 'instagram', instagramUserId)] as const
    for (const found of await achievements.listTagged(db, tags)) given.add(found)
  }
  return given
}

/** Where an account stands today in each measure. */
async function measuresNow(db: Handle, account: accounts.AccountRow, now: Date): Promise<Record<Measure, number>> {
  const today = dayOf(now)
  const range = { first: addDays(today, -bestDayWindow * 2), last: today }
  const followed = await followerDays.listDays(db, account.id, { first: addDays(today, -longestStreak), last: today })
  const days = await dailyMetrics.listDays(db, account.id, range)
  const { growthStreakDays, isBestDay } = measureAccount({
    followed,
    days,
    connectedOn: dayOf(account.createdAt),
    followers: account.followersCount,
  })
  return {
    connections: 1,
    daysConnected: wholeDays(connectedMs(account, now)),
    followers: account.followersCount ?? 0,
    growthStreakDays,
    bestDays: isBestDay ? 1 : 0,
  }
}
