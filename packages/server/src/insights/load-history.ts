import { dailyMetrics, dailySplits, followerDays, media, type Handle } from '@instagram-dashboard/db'
import { DateTime } from 'luxon'
import { addDays, dayOf, daysFrom, endOfDay, startOfDay } from '../instagram/index.ts'
import type { History, Post, PostType, Series, SeriesName } from './history.ts'

/** Half a year to know the noise, and four weeks before it to know what was usual then. */
const historyDays = 210

export interface LoadedHistory {
  history: History
  /** By id, what else is told of a post. */
  posts: ReadonlyMap<string, media.PublishedPost>
  /** Days of the range whose numbers may still be corrected, and were left out. */
  provisionalDays: number
}

interface Asked {
  first: string
  last: string
  /** Of the hours of posts. */
  timeZone: string
}

const columns = {
  reach: ['reach', 'reach'],
  impressions: ['views', 'views'],
  engagement: ['totalInteractions', 'total_interactions'],
  profileViews: ['profileViews', 'profile_views'],
  follows: ['follows', 'follows_and_unfollows'],
} as const satisfies Record<SeriesName, readonly [keyof dailyMetrics.DayLookedAtRow, string]>

/** What findings of a range are made of: settled numbers of it and of the half year before, and the posts. */
export async function loadHistory(
  db: Handle,
  accountId: string,
  { first, last, timeZone }: Asked,
): Promise<LoadedHistory> {
  const earliest = addDays(first, -historyDays)
  const days = daysFrom(earliest, last)
  const rows = await dailyMetrics.listLookedAt(db, accountId, { first: earliest, last })
  const followed = await followerDays.listDays(db, accountId, { first: earliest, last })
  const published = await media.listPublished(db, accountId, {
    since: startOfDay(earliest),
    until: endOfDay(last),
  })
  const places = new Map(days.map((day, index) => [day, index]))
  const changes = days.map((): number | null => null)
  for (const { day, change, isFinal } of followed) {
    const place = places.get(day)
    if (place !== undefined && isFinal) changes[place] = change
  }
  return {
    history: {
      days,
      rangeStart: days.length - daysFrom(first, last).length,
      series: seriesOf(days, rows, places),
      changes,
      posts: published.map((row) => postOf(row, timeZone)),
      splits: splitsOf(await dailySplits.listBy(db, accountId, { by: 'contentType', first, last })),
    },
    posts: new Map(published.map((row) => [row.mediaId, row])),
    provisionalDays: rows.filter(({ day, unsettled }) => day >= first && unsettled.length > 0).length,
  }
}

/** Posts before a period are looked for so far back: without any, those of the period may not have been read. */
const postsBeforeDays = 60

export interface LoadedPeriod {
  series: Record<SeriesName, Series>
  /** How many posts and reels were published in it; `null` where none before it is known. */
  posts: number | null
}

/** The settled numbers of a period that a range is held against, and how many posts it had. */
export async function loadPeriod(
  db: Handle,
  accountId: string,
  { first, last }: { first: string; last: string },
): Promise<LoadedPeriod> {
  const days = daysFrom(first, last)
  const rows = await dailyMetrics.listLookedAt(db, accountId, { first, last })
  const published = await media.listPublished(db, accountId, {
    since: startOfDay(addDays(first, -postsBeforeDays)),
    until: endOfDay(last),
  })
  const begins = startOfDay(first)
  const inside = published.filter(({ publishedAt }) => publishedAt >= begins).length
  return {
    series: seriesOf(days, rows, new Map(days.map((day, index) => [day, index]))),
    posts: inside < published.length ? inside : null,
  }
}

function seriesOf(
  days: readonly string[],
  rows: readonly dailyMetrics.DayLookedAtRow[],
  places: ReadonlyMap<string, number>,
): Record<SeriesName, Series> {
  const firstWeekday = weekdayOf(days[0] ?? '2026-01-05')
  const series = (name: SeriesName): Series => {
    const [column, instagramName] = columns[name]
    const values = days.map((): number | null => null)
    for (const row of rows) {
      const place = places.get(row.day)
      if (place !== undefined && !row.unsettled.includes(instagramName)) values[place] = row[column]
    }
    return { firstWeekday, values }
  }
  return {
    reach: series('reach'),
    impressions: series('impressions'),
    engagement: series('engagement'),
    profileViews: series('profileViews'),
    follows: series('follows'),
  }
}

type SplitDay = Awaited<ReturnType<typeof dailySplits.listBy>>[number]

/** What settled days say together. Reach by type does not add up over days, views and interactions do. */
function splitsOf(rows: readonly SplitDay[]): History['splits'] {
  const sumOf = (metric: string) => {
    const sums: Record<string, number> = {}
    for (const { isFinal, values } of rows) {
      if (!isFinal) continue
      for (const [category, value] of Object.entries(values[metric] ?? {}))
        sums[category] = (sums[category] ?? 0) + value
    }
    return sums
  }
  return { impressions: sumOf('views'), engagement: sumOf('total_interactions') }
}

/** 0 Monday to 6 Sunday. */
export const weekdayOf = (day: string): number => DateTime.fromISO(day, { zone: 'utc' }).weekday - 1

function postOf(row: media.PublishedPost, timeZone: string): Post {
  const { weekday, hour } = DateTime.fromJSDate(row.publishedAt, { zone: timeZone })
  return {
    mediaId: row.mediaId,
    type: typeOf(row),
    day: dayOf(row.publishedAt),
    publishedAt: row.publishedAt,
    weekday,
    hour,
    reach: row.reach,
    impressions: row.views,
    engagement: row.totalInteractions,
    follows: row.figures['follows'] ?? null,
  }
}

/** A reel is a video by its media type: only the product tells. */
export function typeOf({ productType, mediaType }: Pick<media.PublishedPost, 'productType' | 'mediaType'>): PostType {
  if (productType === 'REELS') return 'reel'
  if (mediaType === 'CAROUSEL_ALBUM') return 'carousel'
  return mediaType === 'VIDEO' ? 'video' : 'image'
}
