import type { dailyMetrics, followerDays } from '@instagram-dashboard/db'
import { endOfDay } from '../instagram/index.ts'
import { missingReasons, type DailyMetrics, type MissingReason } from './contract.ts'
import { metricNames, type MetricName } from './metric-definitions.ts'
import { metricDefinitions } from './metric-definitions.ts'

/** Percent with two decimals; `null` when reach is 0 or one of the two is unknown. */
export function engagementRate(engagement: number | null, reach: number | null): number | null {
  if (engagement === null || reach === null || reach === 0) return null
  return round((100 * engagement) / reach)
}

export function round(value: number): number {
  return Math.round(value * 100) / 100
}

function asReason(text: string | undefined): MissingReason {
  return missingReasons.find((known) => known === text) ?? 'not_returned'
}

/** A day without the reasons for what is missing. */
export type DayNumbers = Omit<DailyMetrics, 'missing' | 'provisional' | 'derived'>

/** What is stored of a day; the numbers that nobody asked for may be left out. */
type ReadRow = dailyMetrics.DayNumbersRow & Partial<dailyMetrics.FurtherNumbersRow>

/** The numbers of a stored day. @param followersCount at its end; `null` when that is not known */
export function presentNumbers(row: ReadRow, followersCount: number | null): DayNumbers {
  const isHalf = areFollowsHalf(row)
  return {
    date: row.day,
    followersCount,
    impressions: row.views,
    reach: row.reach,
    engagement: row.totalInteractions,
    profileViews: row.profileViews,
    likes: row.likes,
    comments: row.comments,
    shares: row.shares,
    saves: row.saves,
    accountsEngaged: row.accountsEngaged,
    engagementRate: engagementRate(row.totalInteractions, row.reach),
    replies: row.replies ?? null,
    reposts: row.reposts ?? null,
    websiteClicks: row.websiteClicks ?? null,
    profileLinksTaps: row.profileLinksTaps ?? null,
    follows: isHalf ? null : (row.follows ?? null),
    unfollows: isHalf ? null : (row.unfollows ?? null),
    isFinal: row.isFinal,
  }
}

/**
 * Who came and went is asked for a day later than the rest: what was said while the day was under way would stand
 * beside whole numbers.
 */
function areFollowsHalf({ day, isFinal, follows, followsReadAt, fetchedAt }: ReadRow): boolean {
  if (isFinal || typeof follows !== 'number' || !followsReadAt || !fetchedAt) return false
  const end = endOfDay(day)
  return followsReadAt < end && fetchedAt >= end
}

/** A stored day as callers see it. @param followers what was worked out for it, if anything was */
export function presentDay(
  row: dailyMetrics.DailyMetricsRow,
  followers: followerDays.FollowerDay | undefined,
): DailyMetrics {
  const numbers = presentNumbers(row, followers?.followers ?? null)
  const isOpen = openMetrics(row.unsettled, followers?.isFinal ?? false)
  const missing: DailyMetrics['missing'] = {}
  for (const name of metricNames) {
    if (numbers[name] === null) missing[name] = reasonOf(name, row)
  }
  return {
    ...numbers,
    provisional: metricNames.filter((name) => numbers[name] !== null && isOpen(name)),
    derived: followers?.isDerived && numbers.followersCount !== null ? ['followersCount'] : [],
    ...withImported(importedOf(numbers, row), followers),
    missing,
  }
}

function importedOf(numbers: DayNumbers, row: dailyMetrics.DailyMetricsRow): MetricName[] {
  return metricNames.filter((name) => numbers[name] !== null && isImported(row, name))
}

/** What of a day somebody brought along, where anything was. */
export function withImported(
  names: readonly MetricName[],
  followers: followerDays.FollowerDay | undefined,
): Pick<DailyMetrics, 'imported'> {
  const imported: MetricName[] = followers?.isImported ? ['followersCount', ...names] : [...names]
  return imported.length === 0 ? {} : { imported }
}

/** Whether a number of a day was brought along, and Instagram has not said it. Followers have a history of their own. */
export function isImported(
  row: Pick<dailyMetrics.DailyMetricsRow, 'importedAt' | 'missing'>,
  name: MetricName,
): boolean {
  if (name === 'followersCount') return false
  if (name === 'engagementRate') return isImported(row, 'engagement') || isImported(row, 'reach')
  const { instagramName } = metricDefinitions[name]
  return row.importedAt !== null && instagramName !== null && row.missing[instagramName] !== undefined
}

/** Tells of each metric of a day whether Instagram may still correct it. @param unsettled Instagram's own names */
export function openMetrics(unsettled: readonly string[], areFollowersFinal: boolean): (name: MetricName) => boolean {
  const isOpen = (name: MetricName): boolean => {
    if (name === 'followersCount') return !areFollowersFinal
    if (name === 'engagementRate') return isOpen('engagement') || isOpen('reach')
    return unsettled.includes(metricDefinitions[name].instagramName)
  }
  return isOpen
}

function reasonOf(name: MetricName, row: dailyMetrics.DailyMetricsRow): MissingReason {
  const { missing, isFinal } = row
  // Until a day is settled its total can still be worked out.
  if (name === 'followersCount') return isFinal ? 'not_measured' : 'not_yet_available'
  if (areFollowsHalf(row) && (name === 'follows' || name === 'unfollows')) return 'not_yet_available'
  const { instagramName } = metricDefinitions[name]
  return instagramName === null ? 'not_computable' : asReason(missing[instagramName])
}
