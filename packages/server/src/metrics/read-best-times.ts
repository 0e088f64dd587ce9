import { audiences, media, type accounts } from '@instagram-dashboard/db'
import { DateTime } from 'luxon'
import { addMs, dayMs } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import { bestTimesDays, grownAfterDays } from '../insights/best-hours.ts'
import { postingTimesOf, type PostingTime } from '../insights/best-times.ts'
import type { BestTimesInput, BestTimesResult, BestTimeSlot, OnlineHour } from './best-times-contract.ts'

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
    online: onlineIn(await audiences.listOnline(db, account.id), DateTime.fromJSDate(clock.now(), { zone: timeZone })),
    posts: published.length,
  }
}

const hoursOfWeek = 168

/** What is kept by hours of UTC, in the zone's hours of today; zones that are off by half an hour get the nearest. */
function onlineIn(stored: audiences.AudienceRow['groups'], { offset }: DateTime): OnlineHour[] | null {
  if (stored === null) return null
  const places = new Map(
    stored.map(({ name, people }) => {
      const [weekday = 1, hour = 0] = name.split('T').map(Number)
      const place = (weekday - 1) * 24 + hour + Math.round(offset / 60)
      return [(place + hoursOfWeek) % hoursOfWeek, people]
    }),
  )
  return [...places]
    .toSorted(([one], [other]) => one - other)
    .map(([place, people]) => ({ weekday: Math.floor(place / 24) + 1, hour: place % 24, people }))
}

const slotOf = ({ weekday, ...time }: PostingTime): BestTimeSlot => ({ ...time, weekday: weekday ?? 1 })
const hourOf = ({ weekday: _any, ...time }: PostingTime) => time
