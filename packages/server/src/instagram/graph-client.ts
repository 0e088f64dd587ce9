import { z } from 'zod'
import { windowOf, type EndTimeRule } from './days.ts'
import { GraphFailure } from './failure.ts'
import type { Concealed, SendToInstagram } from './http.ts'
import {
  insightsAnswer,
  readAudience,
  readFollows,
  readSeries,
  readTotals,
  type AudienceGroup,
  type FollowsReading,
  type SeriesReading,
  type TotalsReading,
} from './insight-answers.ts'
import { readFigures, readMediaPage, type MediaItem, type MediaPage } from './media-answers.ts'
import { readMediaPages } from './media-pages.ts'

export interface GraphOptions {
  graphBaseUrl: string
  /** For example `v25.0`. */
  graphVersion: string
  endTimeRule: EndTimeRule
}

export interface Profile {
  /** The professional account's own id (1784…): the stable key. */
  instagramUserId: string
  /** The app-scoped id, which Meta's callbacks carry. */
  appScopedId: string | null
  username: string
  name: string | null
  accountType: string | null
  profilePictureUrl: string | null
  followersCount: number | null
  followsCount: number | null
  mediaCount: number | null
}

const idText = z.union([z.string(), z.number().transform(String)])
const nullableText = z
  .string()
  .nullish()
  .transform((text) => (text === undefined || text === null || text === '' ? null : text))
const nullableCount = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'number' && Number.isSafeInteger(value) ? value : null))
const profileShape = z
  .object({
    user_id: idText.optional(),
    id: idText.optional(),
    username: z.string().min(1),
    name: nullableText,
    account_type: nullableText,
    profile_picture_url: nullableText,
    followers_count: nullableCount,
    follows_count: nullableCount,
    media_count: nullableCount,
  })
  .transform((body) => ({
    instagramUserId: body.user_id,
    appScopedId: body.id ?? null,
    username: body.username,
    name: body.name,
    accountType: body.account_type,
    profilePictureUrl: body.profile_picture_url,
    followersCount: body.followers_count,
    followsCount: body.follows_count,
    mediaCount: body.media_count,
  }))
/** The documentation prints a list, production sends the object itself. */
const profileAnswer = z.union([profileShape, z.object({ data: z.tuple([profileShape]).rest(z.unknown()) })])

const mediaFields = [
  'id',
  'caption',
  'media_type',
  'media_product_type',
  'media_url',
  'thumbnail_url',
  'permalink',
  'timestamp',
  'like_count',
  'comments_count',
].join(',')

const profileFields = [
  'user_id',
  'username',
  'name',
  'account_type',
  'profile_picture_url',
  'followers_count',
  'follows_count',
  'media_count',
].join(',')

export type AudienceKind = 'followers' | 'engaged'
export type AudienceDimension = 'age' | 'gender' | 'country' | 'city'
const audienceMetrics = {
  followers: 'follower_demographics',
  engaged: 'engaged_audience_demographics',
} as const satisfies Record<AudienceKind, string>

export interface DayRange {
  first: string
  last: string
}

/** The Graph API as one account's token sees it. Every method throws GraphFailure. */
export interface GraphSession {
  profile(): Promise<Profile>
  /** A value per day, for at most `longestWindowDays` days. */
  series(metrics: readonly string[], range: DayRange): Promise<SeriesReading>
  /** The totals of one day. */
  dayTotals(metrics: readonly string[], day: string): Promise<TotalsReading>
  /** New and lost followers of one day; `nothing` for an empty breakdown, `null` when Instagram does not say. */
  followsAndUnfollows(day: string): Promise<FollowsReading | 'nothing' | null>
  /** How many different people a period of at most 2,592,000 seconds reached; `null` when Instagram does not say. */
  periodReach(range: DayRange): Promise<number | null>
  /** People in groups, the largest first; `null` when Instagram does not say, as below a hundred people. */
  audience(kind: AudienceKind, dimension: AudienceDimension): Promise<AudienceGroup[] | null>
  /** Posts and reels, newest first. @throws GraphFailure of kind `transient`, code 1, when `limit` is too large */
  media(page: { after: string | null; limit: number }): Promise<MediaPage>
  /** Stories that are up now, on however many pages. */
  stories(): Promise<MediaItem[]>
  /** Lifetime figures of one media. */
  mediaFigures(mediaId: string, metrics: readonly string[]): Promise<Map<string, number>>
  /** Takes our access away at Instagram. Undocumented for Instagram login, so a failure means little. */
  revoke(): Promise<void>
}

export function openGraphSession(send: SendToInstagram, options: GraphOptions, token: Concealed): GraphSession {
  const call = (
    name: string,
    query: Record<string, string>,
    { endpoint = name, metrics }: { endpoint?: string; metrics?: readonly string[] } = {},
  ): Promise<unknown> =>
    token.use((accessToken) =>
      send({
        endpoint: `GET ${endpoint}`,
        baseUrl: options.graphBaseUrl,
        path: `/${options.graphVersion}/${name}`,
        query: { ...query, access_token: accessToken },
        ...(metrics ? { metrics } : {}),
      }),
    )

  async function insights(
    metrics: readonly string[],
    range: DayRange,
    extra: Record<string, string>,
  ): Promise<unknown[]> {
    const { since, until } = windowOf(range.first, range.last)
    const body = await call(
      'me/insights',
      { metric: metrics.join(','), period: 'day', since: String(since), until: String(until), ...extra },
      { metrics },
    )
    const answer = insightsAnswer.safeParse(body)
    if (!answer.success) throw new GraphFailure('unreadable', 'GET me/insights')
    return answer.data.data
  }

  async function mediaPage(
    list: string,
    productType: string,
    { after, limit }: { after: string | null; limit: number },
  ): Promise<MediaPage> {
    const query = { fields: mediaFields, limit: String(limit), ...(after === null ? {} : { after }) }
    const page = readMediaPage(await call(list, query), productType)
    if (!page) throw new GraphFailure('unreadable', `GET ${list}`)
    return page
  }

  return {
    async profile() {
      const answer = profileAnswer.safeParse(await call('me', { fields: profileFields }))
      if (!answer.success) throw new GraphFailure('unreadable', 'GET me')
      const { instagramUserId, ...profile } = 'data' in answer.data ? answer.data.data[0] : answer.data
      // A personal account has no professional id; the caller refuses it by its type.
      const isPersonal = profile.accountType?.toLowerCase() === 'personal'
      const id = instagramUserId ?? (isPersonal ? profile.appScopedId : null)
      if (id === null) throw new GraphFailure('unreadable', 'GET me')
      return { ...profile, instagramUserId: id }
    },
    async series(metrics, range) {
      // No metric_type: `follower_count` is refused, or silently empty, with one.
      return readSeries(await insights(metrics, range, {}), metrics, options.endTimeRule)
    },
    async dayTotals(metrics, day) {
      return readTotals(await insights(metrics, { first: day, last: day }, { metric_type: 'total_value' }), metrics)
    },
    async followsAndUnfollows(day) {
      // Meta's page prints `follower_type`, which errors; without the breakdown there is no value at all.
      const extra = { metric_type: 'total_value', breakdown: 'follow_type' }
      return readFollows(await insights(['follows_and_unfollows'], { first: day, last: day }, extra))
    },
    async periodReach(range) {
      const metrics = ['reach']
      const { totals } = readTotals(await insights(metrics, range, { metric_type: 'total_value' }), metrics)
      return totals.get('reach') ?? null
    },
    async audience(kind, dimension) {
      const metric = audienceMetrics[kind]
      // Without a timeframe the engaged audience is refused since v20; both know the month.
      const query = {
        metric,
        period: 'lifetime',
        metric_type: 'total_value',
        breakdown: dimension,
        timeframe: 'this_month',
      }
      const answer = insightsAnswer.safeParse(await call('me/insights', query, { metrics: [metric] }))
      if (!answer.success) throw new GraphFailure('unreadable', 'GET me/insights')
      return readAudience(answer.data.data, { metric, dimension })
    },
    media: (page) => mediaPage('me/media', 'FEED', page),
    stories: () => readMediaPages((page) => mediaPage('me/stories', 'STORY', page)),
    async mediaFigures(mediaId, metrics) {
      const query = { metric: metrics.join(',') }
      const path = `${encodeURIComponent(mediaId)}/insights`
      const answer = insightsAnswer.safeParse(await call(path, query, { endpoint: 'media/insights', metrics }))
      if (!answer.success) throw new GraphFailure('unreadable', 'GET media/insights')
      return readFigures(answer.data.data)
    },
    async revoke() {
      await token.use((accessToken) =>
        send({
          endpoint: 'DELETE me/permissions',
          method: 'DELETE',
          baseUrl: options.graphBaseUrl,
          path: `/${options.graphVersion}/me/permissions`,
          query: { access_token: accessToken },
        }),
      )
    },
  }
}
