import { media, type accounts } from '@instagram-dashboard/db'
import { DateTime } from 'luxon'
import { addMs, dayMs } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import type { BestTimesInput, BestTimesResult, BestTimeSlot } from './best-times-contract.ts'

const daysBack = 180
// A post of minutes ago has the engagement of minutes, and would make its hour a bad one.
const grownAfterDays = 2
// One post that did well says nothing about its hour.
const fewestPosts = 2
const bestSlots = 3

/** When the account's own posts were published, and how they did: engagement a post, by weekday and hour. */
export async function readBestTimes(
  { db, clock, settings }: Deps,
  account: accounts.AccountRow,
  { timeZone = settings.scheduleTimeZone }: BestTimesInput,
): Promise<BestTimesResult> {
  const before = (days: number) => addMs(clock.now(), -days * dayMs)
  const published = await media.listEngagement(db, account.id, {
    since: before(daysBack),
    until: before(grownAfterDays),
  })
  const slots = new Map<string, BestTimeSlot>()
  for (const { publishedAt, engagement } of published) {
    const { weekday, hour } = DateTime.fromJSDate(publishedAt, { zone: timeZone })
    const key = `${weekday}.${hour}`
    const slot = slots.get(key) ?? { weekday, hour, posts: 0, engagement: 0 }
    const posts = slot.posts + 1
    slots.set(key, { ...slot, posts, engagement: slot.engagement + (engagement - slot.engagement) / posts })
  }
  const all = [...slots.values()].toSorted((a, b) => a.weekday - b.weekday || a.hour - b.hour)
  const best = all
    .filter(({ posts }) => posts >= fewestPosts)
    .toSorted((a, b) => b.engagement - a.engagement)
    .slice(0, bestSlots)
  return { timeZone, slots: all, best, posts: published.length }
}
