import { media, type accounts } from '@instagram-dashboard/db'
import { DateTime } from 'luxon'
import { addMs, dayMs } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import { bestTimesDays, grownAfterDays } from '../insights/best-hours.ts'
import { postingTimesOf, type PostingTime } from '../insights/best-times.ts'
import type { BestTimesInput, BestTimesResult, BestTimeSlot } from './best-times-contract.ts'

/** When the account's own posts were published, and how they did: engagement a post, by weekday and hour. */
export async function readBestTimes(
  { db, clock, settings }: Deps,
  account: accounts.AccountRow,
  { timeZone = settings.scheduleTimeZone }: BestTimesInput,
): Promise<BestTimesResult> {
  const before = (days: number) => addMs(clock.now(), -days * dayMs)
  const published = await media.listEngagement(db, account.id, {
    since: before(bestTimesDays),
    until: before(grownAfterDays),
  })
  const times = postingTimesOf(
    published.map(({ publishedAt, engagement }) => {
      const { weekday, hour } = DateTime.fromJSDate(publishedAt, { zone: timeZone })
      return { weekday, hour, engagement }
    }),
  )
  return {
    timeZone,
    slots: times.slots.map(slotOf),
    hours: times.hours.map(hourOf),
    best: times.bestSlots.map(slotOf),
    bestHours: times.bestHours.map(hourOf),
    usual: published.length === 0 ? null : times.usual,
    posts: published.length,
  }
}

const slotOf = ({ weekday, ...time }: PostingTime): BestTimeSlot => ({ ...time, weekday: weekday ?? 1 })
const hourOf = ({ weekday: _any, ...time }: PostingTime) => time
