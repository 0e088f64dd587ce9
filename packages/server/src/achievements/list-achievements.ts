import { accounts, achievements, dailyMetrics, followerSnapshots, people, type Handle } from '@instagram-dashboard/db'
import type { Caller, Deps } from '../deps.ts'
import { addDays, dayOf } from '../instagram/days.ts'
import type { Achievement, AchievementsResult } from './contract.ts'
import { bestDayWindow, measureAccount } from './measure.ts'
import { daysBetween, rules, type Measure } from './rules.ts'
import { achievementWords } from './words.ts'

/** Every achievement with how far the caller is, by the best of their accounts. */
export async function listAchievements(
  { db, clock }: Deps,
  { caller, userId }: { caller: Caller; userId: string },
): Promise<AchievementsResult> {
  const person = await people.findByUser(db, userId)
  const reached = person === undefined ? [] : await achievements.listByPerson(db, person.ref)
  const living = await accounts.listLiving(db, userId)
  const best: Partial<Record<Measure, number>> = {}
  for (const account of living) {
    for (const [measure, value] of Object.entries(await standing(db, account, clock.now()))) {
      best[measure as Measure] = Math.max(best[measure as Measure] ?? 0, value)
    }
  }
  const items = rules.map(({ key, credits, measure, target }): Achievement => {
    const row = reached.find((achievement) => achievement.key === key && achievement.reversedAt === null)
    const current = row ? target : Math.min(best[measure] ?? 0, target)
    const unlockedAt = row?.unlockedAt ?? null
    return { key, ...achievementWords(key, caller.locale), credits, progress: { current, target }, unlockedAt }
  })
  return { items: items.toSorted((a, b) => rank(b) - rank(a)) }
}

function rank({ unlockedAt, progress }: Achievement): number {
  return (unlockedAt === null ? 0 : 1) + progress.current / progress.target
}

/** Where an account stands today in each measure. */
async function standing(db: Handle, account: accounts.AccountRow, now: Date): Promise<Record<Measure, number>> {
  const today = dayOf(now)
  const range = { first: addDays(today, -bestDayWindow * 2), last: today }
  const snapshots = await followerSnapshots.listDays(db, account.id, range)
  const days = await dailyMetrics.listDays(db, account.id, range)
  const { growthStreakDays, isBestDay } = measureAccount({
    snapshots,
    days,
    connectedOn: dayOf(account.createdAt),
    followers: account.followersCount,
  })
  return {
    connections: 1,
    daysConnected: daysBetween(account.createdAt, now),
    followers: account.followersCount ?? 0,
    growthStreakDays,
    bestDays: isBestDay ? 1 : 0,
  }
}
