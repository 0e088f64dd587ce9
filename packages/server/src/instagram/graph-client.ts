import { askForFields, newFieldMemory, type FieldMemory } from './ask-fields.ts'
import { windowOf, type EndTimeRule } from './days.ts'
import { readable } from './failure.ts'
import type { Concealed, InstagramCall, SendToInstagram } from './http.ts'
import {
  insightEntries,
  readAudience,
  readFollows,
  readSeries,
  readTotals,
  type AudienceGroup,
  type SeriesReading,
  type TotalsReading,
} from './insight-answers.ts'
import { readFigures, readMediaPage, readNavigation, type MediaPage, type NavigationReading } from './media-answers.ts'
import { readOnline } from './online-answers.ts'
import { navigationBreakdown, navigationMetric } from './media-catalogue.ts'
import type { MediaPosition } from './media-pages.ts'
import { splitBreakdowns, type SplitBreakdown } from './metric-catalogue.ts'
import { profileFields, readProfile, type Profile } from './profile-answers.ts'

import { readSplits, type SplitReading } from './split-answers.ts'

export type { Profile } from './profile-answers.ts'

export interface GraphOptions {
  graphBaseUrl: string
  /** For example `v27.0`. */
  graphVersion: string
  endTimeRule: EndTimeRule
}

/** Fields of a media beside its id, without which it can not be named. */
export const mediaFields = [
  'timestamp',
  'caption',
  'media_type',
  'media_product_type',
  'media_url',
  'thumbnail_url',
  'username',
  'permalink',
  'like_count',
  'comments_count',
]

export type AudienceKind = 'followers' | 'engaged'
export type AudienceDimension = 'age' | 'gender' | 'country' | 'city'
const audienceMetrics = {
  followers: 'follower_demographics',
  engaged: 'engaged_audience_demographics',
} as const satisfies Record<AudienceKind, string>

const onlineMetric = 'online_followers'

export interface DayRange {
  first: string
  last: string
}

export interface SplitQuestion {
  day: string
  by: SplitBreakdown
  tries?: number | undefined
}

/** The Graph API as one account's token sees it. Every method throws GraphFailure. */
export interface GraphSession {
  profile(): Promise<Profile>
  /** Only whose token it is, by the professional account's id: the cheapest call there is. */
  identity(tries?: number): Promise<string>
  /** Fields that Instagram refuses, those that were known before and are not asked for included. Grows. */
  readonly refusedFields: ReadonlySet<string>
  /** A value per day, for at most `longestWindowDays` days. */
  series(metrics: readonly string[], range: DayRange): Promise<SeriesReading>
  /** The totals of one day. */
  dayTotals(metrics: readonly string[], day: string, tries?: number): Promise<TotalsReading>
  /** What some numbers of one day are made of; by `followType` also `follows_and_unfollows`. */
  split(metrics: readonly string[], question: SplitQuestion): Promise<SplitReading>
  /** How many different accounts a period of at most 2,592,000 seconds reached; `null` when Instagram does not say. */
  periodReach(range: DayRange): Promise<number | null>
  /** The audience in groups, the largest first; `null` when Instagram does not say, as below a hundred followers. */
  audience(kind: AudienceKind, dimension: AudienceDimension): Promise<AudienceGroup[] | null>
  /** How many followers are online in each hour of the week in UTC, `3T17`; `null` when Instagram does not say. */
  onlineFollowers(range: DayRange): Promise<AudienceGroup[] | null>
  /** Posts and reels, newest first. @throws GraphFailure of kind `transient`, code 1, when `limit` is too large */
  media(page: MediaPosition): Promise<MediaPage>
  /** The same of the stories that are up now. */
  stories(page: MediaPosition): Promise<MediaPage>
  /** Lifetime figures of one media. */
  mediaFigures(mediaId: string, metrics: readonly string[], tries?: number): Promise<Map<string, number>>
  /** What the viewers of a story did. */
  storyNavigation(mediaId: string): Promise<NavigationReading>
  /** Takes our access away at Instagram. Undocumented for Instagram login, so a failure means little. */
  revoke(): Promise<void>
}

interface CallOptions extends Pick<InstagramCall, 'asked' | 'tries' | 'method'> {
  /** Instead of the path, which may hold an id. */
  endpoint?: string
}

/** @param memory the fields that this account is refused; what else is refused is added to it */
export function openGraphSession(
  send: SendToInstagram,
  options: GraphOptions,
  { token, memory = newFieldMemory() }: { token: Concealed; memory?: FieldMemory },
): GraphSession {
  const call = (name: string, query: Record<string, string>, { endpoint = name, method, ...rest }: CallOptions = {}) =>
    token.use((accessToken) =>
      send({
        endpoint: `${method ?? 'GET'} ${endpoint}`,
        baseUrl: options.graphBaseUrl,
        path: `/${options.graphVersion}/${name}`,
        query: { ...query, access_token: accessToken },
        ...(method && { method }),
        ...rest,
      }),
    )

  async function insights(
    metrics: readonly string[],
    { first, last, tries }: DayRange & { tries?: number | undefined },
    extra: Record<string, string>,
  ): Promise<unknown[]> {
    const { since, until } = windowOf(first, last)
    const body = await call(
      'me/insights',
      { metric: metrics.join(','), period: 'day', since: String(since), until: String(until), ...extra },
      { asked: metrics, tries },
    )
    return insightEntries(body, 'GET me/insights')
  }

  async function mediaPage(list: string, { after, limit }: MediaPosition): Promise<MediaPage> {
    const query = { limit: String(limit), ...(after === null ? {} : { after }) }
    const body = await askForFields(
      (fields, tries) => call(list, { fields: fields.join(','), ...query }, { asked: fields, tries }),
      {
        edge: list.slice('me/'.length),
        needed: ['id'],
        wanted: mediaFields,
        memory,
        // The page is too long, whatever its fields.
        isAboutAll: ({ details }) => details.isTooMuch === true,
      },
    )
    return readable(readMediaPage(body), `GET ${list}`)
  }

  async function mediaInsights(
    mediaId: string,
    metrics: readonly string[],
    { tries, breakdown }: { tries?: number | undefined; breakdown?: string },
  ): Promise<unknown[]> {
    const query = { metric: metrics.join(','), ...(breakdown === undefined ? {} : { breakdown }) }
    const options = { endpoint: 'media/insights', asked: metrics, tries }
    const body = await call(`${encodeURIComponent(mediaId)}/insights`, query, options)
    return insightEntries(body, 'GET media/insights')
  }

  return {
    refusedFields: memory.refused,
    async profile() {
      const ask = (fields: readonly string[], tries?: number) =>
        call('me', { fields: fields.join(',') }, { asked: fields, tries })
      const body = await askForFields(ask, { edge: 'me', needed: ['user_id'], wanted: profileFields, memory })
      return readable(readProfile(body), 'GET me')
    },
    async identity(tries) {
      return readable(readProfile(await call('me', { fields: 'user_id' }, { tries })), 'GET me').instagramUserId
    },
    async series(metrics, range) {
      // No metric_type: `follower_count` is refused, or silently empty, with one.
      return readSeries(await insights(metrics, range, {}), metrics, options.endTimeRule)
    },
    async dayTotals(metrics, day, tries) {
      const extra = { metric_type: 'total_value' }
      return readTotals(await insights(metrics, { first: day, last: day, tries }, extra), metrics)
    },
    async split(metrics, { day, by, tries }) {
      // Meta's page prints `follower_type`, which errors.
      const { breakdown } = splitBreakdowns[by]
      const data = await insights(metrics, { first: day, last: day, tries }, { metric_type: 'total_value', breakdown })
      return { parts: readSplits(data, metrics, breakdown), follows: readFollows(data) }
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
      const entries = insightEntries(await call('me/insights', query, { asked: [metric] }), 'GET me/insights')
      return readAudience(entries, { metric, dimension })
    },
    async onlineFollowers({ first, last }) {
      const { since, until } = windowOf(first, last)
      const query = { metric: onlineMetric, period: 'lifetime', since: String(since), until: String(until) }
      const body = await call('me/insights', query, { asked: [onlineMetric] })
      return readOnline(insightEntries(body, 'GET me/insights'), { metric: onlineMetric, rule: options.endTimeRule })
    },
    media: (page) => mediaPage('me/media', page),
    stories: (page) => mediaPage('me/stories', page),
    async mediaFigures(mediaId, metrics, tries) {
      return readFigures(await mediaInsights(mediaId, metrics, { tries }))
    },
    async storyNavigation(mediaId) {
      return readNavigation(await mediaInsights(mediaId, [navigationMetric], { breakdown: navigationBreakdown }))
    },
    async revoke() {
      await call('me/permissions', {}, { method: 'DELETE' })
    },
  }
}
