import type Database from 'better-sqlite3'
import { sentences } from './sentences.ts'

type Values = (number | null)[]

const metrics = [
  'followersCount',
  'impressions',
  'reach',
  'engagement',
  'profileViews',
  'likes',
  'comments',
  'shares',
  'saves',
  'accountsEngaged',
  'engagementRate',
  'replies',
  'reposts',
  'websiteClicks',
  'profileLinksTaps',
  'follows',
  'unfollows',
] as const
const instagramNames: Record<string, string> = {
  impressions: 'views',
  engagement: 'total_interactions',
  profileViews: 'profile_views',
  accountsEngaged: 'accounts_engaged',
  websiteClicks: 'website_clicks',
  profileLinksTaps: 'profile_links_taps',
  follows: 'follows_and_unfollows',
  unfollows: 'follows_and_unfollows',
}
const aggregations: Record<string, string> = {
  followersCount: 'last',
  reach: 'daily_average',
  accountsEngaged: 'daily_average',
  engagementRate: 'ratio',
}
const aggregationOf = (name: string) => aggregations[name] ?? 'sum'
const round = (value: number) => Math.round(value * 100) / 100
const dayMs = 86_400_000

/** Every day of a range, by counting milliseconds: no day of UTC is longer or shorter. */
function daysFrom(first: string, last: string): string[] {
  const days: string[] = []
  const end = Date.parse(last)
  for (let time = Date.parse(first); time <= end; time += dayMs) days.push(new Date(time).toISOString().slice(0, 10))
  return days
}
const plusDays = (day: string, count: number) => new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10)

/** The product's reads, each as one prepared statement and a loop. Each row is an array, which is fastest. */
export function createReads(database: Database.Database) {
  const columns =
    'd.views, d.reach, d.total_interactions, d.profile_views, d.likes, d.comments, d.shares, d.saves, d.accounts_engaged, null, d.replies, d.reposts, d.website_clicks, d.profile_links_taps, d.follows, d.unfollows'
  const prepare = (text: string) => database.prepare(text).raw(true)
  const accountOf = prepare(
    "SELECT id, updated_at FROM accounts WHERE user_id = ? AND status <> 'disconnected' ORDER BY last_synced_at IS NULL, last_synced_at DESC, connected_at DESC, id LIMIT 1",
  )
  const accountsOf = prepare(
    "SELECT id, instagram_user_id, username, name, account_type, profile_picture_url, followers_count, follows_count, media_count, status, connected_at, token_expires_at, granted_scopes, last_synced_at, next_sync_allowed_at, numbers_read_at FROM accounts WHERE user_id = ? AND status <> 'disconnected' ORDER BY last_synced_at IS NULL, last_synced_at DESC, connected_at DESC, id",
  )
  const pause = prepare("SELECT paused_until FROM call_budgets WHERE scope = 'app'")
  const timelineDays = prepare(
    'SELECT day, reach, views, total_interactions, profile_views, is_final FROM daily_metrics WHERE account_id = ? AND day BETWEEN ? AND ? ORDER BY day',
  )
  const wholeDays = prepare(
    `SELECT d.day, f.followers, ${columns}, d.is_final, d.unsettled, f.is_final, f.change FROM daily_metrics d LEFT JOIN follower_days f ON f.account_id = d.account_id AND f.day = d.day WHERE d.account_id = ? AND d.day BETWEEN ? AND ? ORDER BY d.day`,
  )
  const splitDays = prepare(
    `SELECT day, "values", missing, is_final FROM daily_splits WHERE account_id = ? AND day BETWEEN ? AND ? AND "by" = 'contentType' ORDER BY day`,
  )
  const followed = prepare(
    'SELECT f.day, f.followers, f.change, f.is_final, f.is_derived, f.is_estimated, d.follows, d.unfollows FROM follower_days f LEFT JOIN daily_metrics d ON d.account_id = f.account_id AND d.day = f.day WHERE f.account_id = ? AND f.day BETWEEN ? AND ? ORDER BY f.day',
  )
  const notices = prepare(
    'SELECT id, kind, parameters, account_id, created_at, read_at, closed_at FROM notifications WHERE user_id = ? ORDER BY CASE WHEN read_at IS NULL AND closed_at IS NULL THEN 0 ELSE 1 END, id DESC LIMIT 21',
  )
  const unread = prepare(
    'SELECT count(*) FROM notifications WHERE user_id = ? AND read_at IS NULL AND closed_at IS NULL',
  )

  function findAccount(userId: string): { id: string; updatedAt: number } {
    const [id, updatedAt] = accountOf.get(userId) as [string, number]
    return { id, updatedAt }
  }

  function timeline(accountId: string, { startDate, endDate }: Range) {
    const stored = new Map(
      (timelineDays.all(accountId, startDate, endDate) as [string, ...Values][]).map((row) => [row[0], row]),
    )
    const days = daysFrom(startDate, endDate)
    const reach: Values = []
    const impressions: Values = []
    const engagement: Values = []
    const profileViews: Values = []
    const engagementRate: Values = []
    const final: boolean[] = []
    for (const day of days) {
      const [, reached = null, views = null, interactions = null, visits = null, isFinal = 0] = stored.get(day) ?? [day]
      reach.push(reached)
      impressions.push(views)
      engagement.push(interactions)
      profileViews.push(visits)
      engagementRate.push(interactions === null || !reached ? null : round((100 * interactions) / reached))
      final.push(isFinal === 1)
    }
    const series = { reach, impressions, engagement, profileViews, engagementRate }
    const aggregation = Object.fromEntries(Object.keys(series).map((name) => [name, aggregationOf(name)]))
    return { days, series, final, isPartial: days.map(() => false), aggregation }
  }

  function breakdown(accountId: string, { startDate, endDate }: Range) {
    const rows = splitDays.all(accountId, startDate, endDate) as [string, string, string, number][]
    const stored = new Map(rows.map((row) => [row[0], row]))
    const sums: Record<string, number> = { post: 0, reel: 0, carousel: 0, story: 0, ad: 0 }
    let knownDays = 0
    const read = daysFrom(startDate, endDate).map((date) => {
      const [, values = '{}', missing = '{}', isFinal = 0] = stored.get(date) ?? [date]
      const { views } = JSON.parse(values) as { views?: Record<string, number> }
      if (!views) return { date, isFinal: false, values: null, missing: missingOf(missing) }
      knownDays += 1
      const named: Record<string, number> = {}
      for (const [category, value] of Object.entries(views)) {
        const name = contentTypes[category] ?? category.toLowerCase()
        named[name] = (named[name] ?? 0) + value
        sums[name] = (sums[name] ?? 0) + value
      }
      return { date, isFinal: isFinal === 1, values: named, missing: null }
    })
    const all = Object.entries(sums).toSorted(([one, sum], [other, more]) => more - sum || (one < other ? -1 : 1))
    const whole = all.reduce((sum, [, value]) => sum + value, 0)
    const none = Object.fromEntries(all.map(([name]) => [name, 0]))
    const days = read.map((day) => (day.values === null ? day : { ...day, values: { ...none, ...day.values } }))
    const totals = Object.fromEntries(all.map(([name, value]) => [name, { value, share: (100 * value) / whole }]))
    return { metric: 'impressions', by: 'contentType', aggregation: 'sum', days, totals, knownDays }
  }

  function summary(accountId: string, { startDate, endDate }: Range) {
    const length = daysFrom(startDate, endDate).length
    const before = { startDate: plusDays(startDate, -length), endDate: plusDays(startDate, -1) }
    const rows = wholeDays.all(accountId, before.startDate, endDate) as Day[]
    const split = rows.findIndex(([day]) => day >= startDate)
    const [earlier, current] = [rows.slice(0, split), rows.slice(split)]
    const parts = Object.fromEntries(
      metrics.map((name, index) => [name, compare(name, index + 1, { current, earlier, startDate })]),
    )
    return {
      ...parts,
      period: {
        startDate,
        endDate,
        previousStartDate: before.startDate,
        previousEndDate: before.endDate,
        today: todayIn.format(Date.now()),
      },
      periodReach: null,
      engagementRateBasis: 'daily_reach',
    }
  }

  function growth(accountId: string, { startDate, endDate }: Range) {
    const rows = followed.all(accountId, startDate, endDate) as [string, ...Values][]
    const stored = new Map(rows.map((row) => [row[0], row]))
    let net: number | null = null
    let [best, worst]: ({ date: string; change: number } | null)[] = [null, null]
    const points = daysFrom(startDate, endDate).map((date) => {
      const [, followers = null, change = null, isFinal, isDerived, isEstimated, follows, unfollows] = stored.get(
        date,
      ) ?? [date]
      if (change !== null) {
        net = (net ?? 0) + change
        if (!best || change > best.change) best = { date, change }
        if (!worst || change <= worst.change) worst = { date, change }
      }
      const marks = { isFinal: isFinal === 1, isDerived: isDerived === 1, isEstimated: isEstimated === 1 }
      const isSaid = isEstimated !== 1 && Number(follows) - Number(unfollows) === change
      const told = isSaid ? { gained: follows, lost: unfollows } : { gained: null, lost: null }
      return { date, followers, change, ...told, ...marks }
    })
    return { points, net, best, bestPost: null, worst }
  }

  function status(userId: string) {
    const now = Date.now()
    const paused = (pause.get() as [number] | undefined)?.[0] ?? null
    const rows = accountsOf.all(userId) as (string | number | null)[][]
    const accounts = rows.map((row) => {
      const [
        id,
        instagramUserId,
        username,
        name,
        accountType,
        profilePictureUrl,
        followersCount,
        followsCount,
        mediaCount,
        state,
        connectedAt,
        expiresAt,
        scopes,
        lastSyncedAt,
        nextAt,
        numbersReadAt,
      ] = row
      const days = expiresAt === null ? null : Math.floor((Number(expiresAt) - now) / dayMs)
      return {
        id,
        instagramUserId,
        username,
        name,
        accountType,
        profilePictureUrl,
        followersCount,
        followsCount,
        mediaCount,
        status: state,
        connectedAt: instant(connectedAt),
        token: { expiresAt: instant(expiresAt), daysUntilExpiration: days, isExpiringSoon: days !== null && days <= 7 },
        grantedScopes: JSON.parse(String(scopes)) as string[],
        missingScopes: [],
        lastSyncedAt: instant(lastSyncedAt),
        numbersReadAt: instant(numbersReadAt),
        nextSyncAllowedAt: instant(paused === null || Number(nextAt) > paused ? nextAt : paused),
        lastError: null,
      }
    })
    return {
      connected: accounts.some((account) => account.status === 'active'),
      account: accounts[0] ?? null,
      accounts,
      today: todayIn.format(Date.now()),
    }
  }

  function notifications(userId: string) {
    const rows = notices.all(userId) as [number, string, string, string | null, number, number | null, number | null][]
    return {
      items: rows.map(([id, kind, parameters, accountId, createdAt, readAt, closedAt]) => ({
        id: String(id),
        kind,
        ...sentences(kind, JSON.parse(parameters) as Record<string, string | number>),
        action: 'none',
        accountId,
        createdAt: instant(createdAt),
        needsAction: false,
        readAt: instant(readAt),
        resolvedAt: instant(closedAt),
      })),
      unreadCount: (unread.get(userId) as [number])[0],
      nextCursor: null,
    }
  }

  return { findAccount, timeline, breakdown, summary, growth, status, notifications }
}

/** Of Instagram's names those that are not ours in capitals. */
const contentTypes: Record<string, string> = { FEED: 'post', REELS: 'reel', CAROUSEL_CONTAINER: 'carousel' }

const missingOf = (missing: string) => (JSON.parse(missing) as { views?: string }).views ?? null

export interface Range {
  startDate: string
  endDate: string
}

const instant = (time: unknown) => (time === null || time === undefined ? null : new Date(Number(time)).toISOString())

/** A row of `wholeDays`: the day, the metrics with nothing for the rate, `is_final`, `unsettled`, and what `follower_days` has. */
type Day = [string, ...(number | string | null)[]]
const unsettledPlace = 19
const [countedPlace, changePlace] = [20, 21]

const todayIn = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' })

function openMetrics(unsettled: string, isCounted: unknown): (name: string) => boolean {
  const names = new Set(unsettled === '[]' ? [] : (JSON.parse(unsettled) as string[]))
  const isOpen = (name: string): boolean => {
    if (name === 'followersCount') return isCounted !== 1
    if (name === 'engagementRate') return isOpen('engagement') || isOpen('reach')
    return names.has(instagramNames[name] ?? name)
  }
  return isOpen
}

const percentOf = (change: number | null, previous: number | null) =>
  change === null || !previous ? null : round((100 * change) / previous)

function compare(
  name: string,
  column: number,
  { current, earlier, startDate }: { current: Day[]; earlier: Day[]; startDate: string },
) {
  const aggregation = aggregationOf(name)
  const isKnown = (row: Day) => (aggregation === 'ratio' ? row[4] !== null && row[3] !== null : row[column] !== null)
  const openDays = (rows: Day[]) =>
    rows.filter((row) => openMetrics(String(row[unsettledPlace]), row[countedPlace])(name)).length
  const known = current.filter(isKnown)
  const last = known.at(-1)
  const length = last ? (Date.parse(last[0]) - Date.parse(startDate)) / dayMs + 1 : Infinity
  const from = Date.parse(startDate) - dayMs * current.length
  const isLast = aggregation === 'last'
  const knownBefore = earlier.filter((row) => isKnown(row) && (isLast || (Date.parse(row[0]) - from) / dayMs < length))
  const value = reduce(aggregation, column, known)
  const previous = isLast ? Number(earlier.at(-1)?.[column] ?? NaN) : reduce(aggregation, column, knownBefore)
  const isComparable = !isLast && known.length === knownBefore.length
  const difference = value === null || previous === null || !isComparable ? null : round(value - previous)
  const change = isLast ? current.reduce((sum, row) => sum + Number(row[changePlace]), 0) : difference
  return {
    value,
    previous,
    change,
    changePercent: percentOf(change, previous),
    aggregation,
    knownDays: known.length,
    previousKnownDays: knownBefore.length,
    provisionalDays: openDays(known),
    previousProvisionalDays: openDays(knownBefore),
  }
}

function reduce(aggregation: string, column: number, rows: Day[]): number | null {
  if (rows.length === 0) return null
  const sumOf = (index: number) => rows.reduce((sum, row) => sum + Number(row[index]), 0)
  if (aggregation === 'ratio') return sumOf(3) === 0 ? null : round((100 * sumOf(4)) / sumOf(3))
  if (aggregation === 'last') return Number(rows.at(-1)?.[column])
  return aggregation === 'sum' ? sumOf(column) : round(sumOf(column) / rows.length)
}
