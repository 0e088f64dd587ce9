import { accounts, dailyMetrics, followerDays, notifications } from '@instagram-dashboard/db'
import { systemCaller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { weekKey } from '../events/consequences.ts'
import { addDays, dayOf } from '../instagram/index.ts'
import { lastWeek, weekFacts } from './week.ts'

type Used = Pick<Deps, 'db' | 'record'> & {
  clock: Pick<Deps['clock'], 'now'>
  settings: Pick<Deps['settings'], 'defaultLocale'>
}

/**
 * Tells what the last whole week of an account was, once, on the first night on which its days do not change any more. Of a week in
 * which the account was connected nothing is told: it had no numbers of its own before.
 * @returns whether it was told now
 */
export async function tellWeek({ db, record, clock, settings }: Used, accountId: string): Promise<boolean> {
  const at = clock.now()
  const today = dayOf(at)
  const week = lastWeek(today)
  const key = weekKey(accountId, week.last)
  if (await notifications.isGiven(db, key)) return false
  const numbers = {
    followed: await followerDays.listDays(db, accountId, week),
    days: await dailyMetrics.listDays(db, accountId, { first: addDays(week.first, -7), last: week.last }),
  }
  const data = weekFacts(week, today, numbers)
  if (data === null) return false
  return db.transaction(async (tx) => {
    const account = await accounts.lock(tx, accountId)
    // Two processes that end a night at once tell it once.
    if (!account || dayOf(account.createdAt) > week.first || (await notifications.isGiven(tx, key))) return false
    const event = { type: 'week.ended', userId: account.userId, accountId, data: { ...data } } as const
    await record(tx, event, { caller: systemCaller(settings.defaultLocale), at, account })
    return true
  })
}
