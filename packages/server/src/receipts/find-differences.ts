import { audiences, dailySplits, media, type Handle } from '@instagram-dashboard/db'
import { dayMs } from '../clock/index.ts'
import { dayOf, endOfDay, startOfDay } from '../instagram/index.ts'
import { metricDefinitions, type MetricName } from '../metrics/metric-definitions.ts'
import { partsByName } from '../metrics/part-names.ts'
import type { DifferenceCode, DifferenceDirection, MetricReceipt } from './contract.ts'
import { metricTraits, partsOfMetric } from './metric-traits.ts'
import type { Subject } from './read-subject.ts'

/** A reason and which way it points. */
export type Difference = readonly [code: DifferenceCode, direction: DifferenceDirection]

/** What is known of a number when reasons are looked for. */
export interface Explained extends Pick<MetricReceipt, 'value' | 'state' | 'readAt'> {
  metric: MetricName
  hours: number
  /** What it was before Instagram corrected it; `null` when it did not. */
  corrected: number | null
}

/** Reasons that lie in the metric, whatever the day. */
export function generalDifferences(metric: MetricName): Difference[] {
  const { counts, isEstimated } = metricTraits[metric]
  if (metric === 'followersCount') return [['moment_of_day', 'either']]
  return [
    ['own_day', 'either'],
    ['other_window', counts === 'ratio' ? 'either' : 'higher'],
    ...(counts === 'people' && isEstimated ? ([['unique_over_period', 'lower']] as const) : []),
    ...(isEstimated ? ([['estimated', 'either']] as const) : []),
  ]
}

/** Reasons that the data of the day show; none is named whose cause is not there. */
export async function differencesOnThisDay(db: Handle, subject: Subject, found: Explained): Promise<Difference[]> {
  return [
    ...readingDifferences(subject, found),
    ...(await postDifferences(db, subject, found.metric)),
    ...(await adDifferences(db, subject, found.metric)),
    ...(await audienceDifferences(db, subject, found.metric)),
  ]
}

/** What follows from when and how the number was read. */
function readingDifferences({ account, date, followers, now }: Subject, found: Explained): Difference[] {
  const { metric, value, state, readAt, corrected, hours } = found
  const end = endOfDay(date)
  const isFollowers = metric === 'followersCount'
  const isUnderWay = value !== null && (isFollowers ? now : (readAt ?? now)) < end
  const total = followers?.states[0]?.row
  const isSmall = (total?.followers ?? Infinity) < 100
  // Nothing else is kept from a small account.
  const isKeptBack = value === null && (metric === 'follows' || metric === 'unfollows')
  const reasons: (Difference | false | undefined)[] = [
    isUnderWay && ['day_under_way', isFollowers ? 'either' : 'higher'],
    !isUnderWay && value !== null && state === 'provisional' && ['provisional', 'either'],
    corrected !== null && value !== null && ['corrected', corrected < value ? 'lower' : 'higher'],
    !isFollowers && hours !== 24 && ['clock_change', hours < 24 ? 'higher' : 'lower'],
    isSmall && isKeptBack && ['under_100_followers', 'either'],
    isFollowers && date === dayOf(account.createdAt) && ['connection_day', 'either'],
    state === 'imported' && ['imported', 'either'],
    isFollowers && total?.isDerived === true && ['derived', 'either'],
  ]
  return reasons.filter((reason) => reason !== false && reason !== undefined)
}

/** What follows from the posts that were published on the day. */
async function postDifferences(db: Handle, { account, date }: Subject, metric: MetricName): Promise<Difference[]> {
  if (!metricTraits[metric].isOfPosts) return []
  const range = { since: startOfDay(date), until: endOfDay(date) }
  const published = await media.listOfDay(db, account.id, range)
  // Only stories are replied to.
  const posts = metric === 'replies' ? [] : published.filter(({ productType }) => productType !== 'STORY')
  const isForeign = ({ ownerUsername }: media.MediaOfDay) =>
    ownerUsername !== null && ownerUsername.toLowerCase() !== account.username.toLowerCase()
  const areLikesTold = !('media.like_count' in account.refusedFields)
  const countsLikes = ['likes', 'engagement', 'engagementRate'].includes(metric)
  const isHighlighted = ({ productType, publishedAt, insightState, insightsAt }: media.MediaOfDay) =>
    productType === 'STORY' &&
    insightState === 'read' &&
    insightsAt !== null &&
    insightsAt.getTime() >= publishedAt.getTime() + dayMs
  const isRate = metric === 'engagementRate'
  const reasons: (Difference | false)[] = [
    posts.some(isForeign) && ['collaboration', isRate ? 'either' : 'higher'],
    countsLikes &&
      areLikesTold &&
      posts.some(({ areLikesHidden }) => areLikesHidden === true) && ['hidden_likes', 'lower'],
    posts.some(({ goneAt }) => goneAt !== null) && ['deleted_post', isRate ? 'either' : 'lower'],
    published.some(isHighlighted) && ['highlight', 'either'],
  ]
  return reasons.filter((reason) => reason !== false)
}

async function adDifferences(db: Handle, { account, date }: Subject, metric: MetricName): Promise<Difference[]> {
  const parts = partsOfMetric[metric] ?? [metric]
  const [split] = await dailySplits.listBy(db, account.id, { by: 'contentType', first: date, last: date })
  const hasAds = parts.some((name) => {
    const { instagramName } = metricDefinitions[name]
    const values = instagramName === null ? undefined : split?.values[instagramName]
    return (partsByName(values ?? {})['ad'] ?? 0) > 0
  })
  return hasAds ? [['ads', parts.length > 1 ? 'either' : 'lower']] : []
}

// Where replies are counted for nobody: the European Economic Area and Japan.
const silentCountries = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT JP LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
)

async function audienceDifferences(db: Handle, { account }: Subject, metric: MetricName): Promise<Difference[]> {
  if (metric !== 'replies') return []
  const countries = (await audiences.list(db, account.id)).filter(({ dimension }) => dimension === 'country')
  const areThere = countries.some(({ groups }) =>
    groups?.some(({ name, people }) => silentCountries.has(name) && people > 0),
  )
  return areThere ? [['eu_jp_replies', 'higher']] : []
}
