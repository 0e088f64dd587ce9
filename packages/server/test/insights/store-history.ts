import { dailyMetrics, followerDays, media, type Database } from '@instagram-dashboard/db'
import { day as dayRow, followerDay } from '../../../db/test/rows.ts'
import type { History } from '../../src/insights/history.ts'
import { addDays } from '../../src/instagram/index.ts'

/** Stores a seeded history as what was read of an account, moved so that its last day is a given one. */
export async function storeHistory(
  db: Database,
  accountId: string,
  { history, lastDay, followers = 5_000 }: { history: History; lastDay: string; followers?: number },
): Promise<(day: string) => string> {
  const { days, series, changes, posts } = history
  const end = days.at(-1) ?? lastDay
  const moved = (day: string) => addDays(lastDay, (Date.parse(day) - Date.parse(end)) / 86_400_000)
  let total = followers
  await db.transaction(async (tx) => {
    for (const [index, day] of days.entries()) {
      const at = (name: keyof History['series']) => series[name].values[index] ?? null
      const row = {
        reach: at('reach'),
        views: at('impressions'),
        totalInteractions: at('engagement'),
        profileViews: at('profileViews'),
        follows: at('follows'),
        unfollows: 0,
        isFinal: true,
        unsettled: [],
      }
      if (row.reach !== null) await dailyMetrics.saveDays(tx, [dayRow(accountId, moved(day), row)])
      const change = changes[index] ?? null
      total += change ?? 0
      if (change !== null)
        await followerDays.saveDays(tx, { accountId, now: new Date(moved(day)) }, [
          followerDay(moved(day), { followers: total, change, isFinal: true, isDerived: false, isEstimated: false }),
        ])
    }
    for (const post of posts) {
      const publishedAt = new Date(post.publishedAt.getTime() + Date.parse(moved(post.day)) - Date.parse(post.day))
      await media.save(tx, [
        {
          accountId,
          mediaId: post.mediaId,
          mediaType: { reel: 'VIDEO', video: 'VIDEO', carousel: 'CAROUSEL_ALBUM', image: 'IMAGE' }[post.type],
          productType: post.type === 'reel' ? 'REELS' : 'FEED',
          caption: `Legenda de ${post.mediaId}`,
          permalink: `https://www.instagram.com/p/${post.mediaId}/`,
          ownerUsername: null,
          previewUrl: null,
          publishedAt,
          views: post.impressions,
          reach: post.reach,
          totalInteractions: post.engagement,
          likes: null,
          comments: null,
          saved: null,
          shares: null,
          figures: {},
          insightState: 'read',
          refusedMetrics: [],
          insightsAt: publishedAt,
          goneAt: null,
          seenAt: publishedAt,
          navigation: null,
          nextReadAt: null,
        },
      ])
    }
  })
  return moved
}
