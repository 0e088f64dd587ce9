import { media, mediaReadings, postAges, type accounts } from '@instagram-dashboard/db'
import { hourMs, secondMs } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { lengthOf, offOf, toleranceOf, type PostAge } from '../sync/post-ages.ts'
import { compareWithUsual, fewestPosts, usualOf } from './usual-posts.ts'
import type {
  AgeMissingReason,
  MediaAgePoint,
  MediaHistoryInput,
  MediaHistoryResult,
} from './media-history-contract.ts'
import { isCollaboration } from './present-media.ts'

// Of so many posts each has a reading of each age: the newest hundred of a type.
const mostReadings = 100 * postAges.length

type Row = mediaReadings.MediaReadingRow

/**
 * A post at each of its ages, and how it did against the account's own posts of its type.
 * @throws AppError NOT_FOUND for what the account does not have, and for stories, which last a day
 */
export async function readMediaHistory(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  account: Pick<accounts.AccountRow, 'id' | 'username' | 'createdAt'>,
  { mediaId }: MediaHistoryInput,
): Promise<MediaHistoryResult> {
  const post = await media.find(db, account.id, mediaId)
  if (!post || post.goneAt !== null || post.productType === 'STORY') throw new AppError('NOT_FOUND')
  const kept = await mediaReadings.listOf(db, account.id, mediaId)
  const wanted = { productType: post.productType, limit: mostReadings }
  const usual = usualOf(await mediaReadings.listOfProduct(db, account.id, wanted), {
    type: media.typeOf(post),
    username: account.username,
  })
  const now = clock.now()
  return {
    id: post.mediaId,
    type: media.typeOf(post),
    permalink: post.permalink,
    caption: post.caption,
    previewUrl: post.previewUrl,
    publishedAt: post.publishedAt,
    isCollaboration: isCollaboration(post, account.username),
    fewestPosts,
    points: postAges.map((age) => {
      const reading = kept.find((row) => row.age === age)
      if (!reading) return emptyPoint(age, missingReasonOf(age, { post, account, now }))
      const before = kept.findLast(({ readAt }) => readAt < reading.readAt)
      return {
        ...pointOf(reading, post.publishedAt),
        growth: growthOf(reading, before, post.publishedAt),
        comparison: compareWithUsual(reading.figures, usual.get(age)),
      }
    }),
  }
}

function missingReasonOf(
  age: PostAge,
  {
    post: { publishedAt },
    account,
    now,
  }: { post: media.MediaRow; account: Pick<accounts.AccountRow, 'createdAt'>; now: Date },
): AgeMissingReason {
  const endsAt = publishedAt.getTime() + lengthOf(age) + toleranceOf(age)
  if (endsAt > now.getTime()) return 'not_reached'
  return endsAt < account.createdAt.getTime() ? 'before_connection' : 'not_read'
}

const unknown = {
  readAt: null,
  ageSeconds: null,
  offBySeconds: null,
  views: null,
  reach: null,
  engagement: null,
  likes: null,
  comments: null,
  saves: null,
  shares: null,
  figures: null,
  growth: null,
  comparison: {},
}

const targetOf = (age: PostAge) => ({
  age,
  targetSeconds: lengthOf(age) / secondMs,
  toleranceSeconds: toleranceOf(age) / secondMs,
})

function emptyPoint(age: PostAge, missingReason: AgeMissingReason): MediaAgePoint {
  return { ...targetOf(age), ...unknown, missingReason }
}

function pointOf({ age, readAt, figures }: Row, publishedAt: Date): Omit<MediaAgePoint, 'growth' | 'comparison'> {
  const said = (name: string): number | null => figures[name] ?? null
  return {
    ...targetOf(age),
    readAt,
    ageSeconds: Math.round((readAt.getTime() - publishedAt.getTime()) / secondMs),
    offBySeconds: Math.round(offOf(publishedAt, { age, readAt }) / secondMs),
    views: said('views'),
    reach: said('reach'),
    engagement: said('total_interactions'),
    likes: said('likes'),
    comments: said('comments'),
    saves: said('saved'),
    shares: said('shares'),
    figures,
    missingReason: null,
  }
}

function growthOf(reading: Row, before: Row | undefined, publishedAt: Date): MediaAgePoint['growth'] {
  const hours = (reading.readAt.getTime() - (before?.readAt ?? publishedAt).getTime()) / hourMs
  const grown = (name: string) => {
    const value = reading.figures[name]
    // Everything begins with nothing.
    const from = before ? before.figures[name] : 0
    const change = value === undefined || from === undefined ? null : value - from
    return { change, perHour: change === null || hours === 0 ? null : change / hours }
  }
  return {
    since: before?.age ?? null,
    hours,
    views: grown('views'),
    reach: grown('reach'),
    engagement: grown('total_interactions'),
  }
}
