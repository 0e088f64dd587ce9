import type {
  BestTimesResult,
  Insight,
  InsightsResult,
  ListedMedia,
  MetricSummary,
  PeriodChange,
  PeriodMetric,
} from '@instagram-dashboard/server/contract'
import type { DashboardData } from '../hooks/dashboard.ts'

/** What the first sentence and its cards are made of. */
export interface LeadFacts {
  data: DashboardData
  insights: InsightsResult
  /** Of the range, in any order. */
  posts: readonly ListedMedia[]
  bestTimes: BestTimesResult | undefined
}

/** A metric of the range against the other period, as its tile has it. */
export interface LeadChange {
  metric: PeriodMetric
  summary: MetricSummary
  /** `null` where there is nothing to compare with. */
  direction: 'up' | 'down' | 'same' | null
  /** How it was judged; `null` where too little is known for that. */
  judged: PeriodChange | null
  /** It is more than the account's ups and downs. */
  isClear: boolean
}

/** A post, and how many times the average of its kind it was seen. */
export interface LeadPost {
  item: ListedMedia
  times: number
}

export type LeadReason =
  | { kind: 'post'; post: LeadPost; newPeoplePercent: number | null }
  | { kind: 'named'; item: Pick<ListedMedia, 'type' | 'caption' | 'permalink'>; finding: Insight }
  | { kind: 'posts'; posts: number; before: number }
  | { kind: 'finding'; finding: Insight }

export type LeadAdvice =
  | {
      kind: 'time'
      weekday: number | null
      hour: number
      times: number
      posts: number
      type: ListedMedia['type'] | null
    }
  | { kind: 'type'; type: ListedMedia['type']; times: number; posts: number }

export interface LeadStory {
  change: LeadChange
  /** Nothing is out of the ordinary. */
  isQuiet: boolean
  /** The post that stands out of the range; `null` where none does. */
  post: LeadPost | null
  reason: LeadReason | null
  advice: LeadAdvice | null
}

const metrics = ['reach', 'impressions', 'engagement'] as const
/** Less than this is within what posts of one account differ by anyway. */
const leastTimes = 1.5
/** Less than this is not worth a change of habit. */
const leastAdvantage = 1.15
/** Half more, or half as many. */
const leastPostsRatio = 1.5
const fewestMorePosts = 3

/** What the numbers of a range say first; `null` where too little is known to say anything. */
export function tellStory(facts: LeadFacts): LeadStory | null {
  const { insights } = facts
  if (insights.reason === 'too_little_data' || insights.period === null) return null
  const change = changeOf(facts)
  if (change === null) return null
  const post = farAbove(facts.posts)
  return {
    change,
    post: change.direction === 'down' && change.isClear ? null : post,
    isQuiet: !change.isClear && insights.isQuiet && post === null && change.direction !== null,
    reason: reasonOf(facts, { change, post }),
    advice: adviceOf(facts),
  }
}

/** The first metric that clearly changed, or else the first that is known. */
function changeOf({ data, insights }: LeadFacts): LeadChange | null {
  const all = metrics.flatMap((metric): LeadChange[] => {
    const summary = data.summary[metric]
    if (summary.value === null) return []
    const direction = directionOf(summary)
    const judged = insights.period?.changes.find((one) => one.metric === metric) ?? null
    const isSeen = insights.findings.some(
      ({ rule, metric: of, direction: to }) =>
        (rule === 'odd_day' || rule === 'level_shift') && of === metric && to === direction,
    )
    const isClear = (judged?.isClear === true && judged.direction === direction) || isSeen
    return [{ metric, summary, direction, judged, isClear }]
  })
  return all.find(({ isClear }) => isClear) ?? all[0] ?? null
}

/** Of a change that is shown as nothing: none. */
function directionOf(summary: MetricSummary): LeadChange['direction'] {
  const { change, changePercent } = summary
  if (change === null) return null
  const size = changePercent === null ? Math.round(change) : Number(changePercent.toFixed(isRough(summary) ? 0 : 1))
  if (size === 0) return 'same'
  return change > 0 ? 'up' : 'down'
}

/** Days that may still change on one side only: no decimal of such a comparison means anything. */
export const isRough = ({ provisionalDays, previousProvisionalDays }: MetricSummary): boolean =>
  provisionalDays !== previousProvisionalDays

/** The post with the most times its average, if it is far above. */
function farAbove(posts: readonly ListedMedia[]): LeadPost | null {
  const above = posts.flatMap((item): LeadPost[] => {
    const times = item.comparison?.times.views ?? 0
    return times >= leastTimes ? [{ item, times }] : []
  })
  return above.toSorted((one, other) => other.times - one.times)[0] ?? null
}

function reasonOf(
  { insights: { findings, period }, posts }: LeadFacts,
  { change, post }: { change: LeadChange; post: LeadPost | null },
): LeadReason | null {
  const { direction } = change
  const share = period?.nonFollowersPercent ?? null
  const ofPost = findings.find((finding) => finding.post !== null && finding.direction === 'up')
  if (direction !== 'down' && post !== null) return { kind: 'post', post, newPeoplePercent: mostly(share) }
  if (direction !== 'down' && ofPost !== undefined && ofPost.post !== null) {
    const item = posts.find(({ id }) => id === ofPost.mediaId)
    return { kind: 'named', item: item ?? ofPost.post, finding: ofPost }
  }
  const [now, before] = [period?.posts ?? 0, period?.previousPosts ?? null]
  if (change.isClear && before !== null && Math.abs(now - before) >= fewestMorePosts) {
    const isMore = direction === 'up' && now >= leastPostsRatio * before
    const isLess = direction === 'down' && before >= leastPostsRatio * now
    if (isMore || isLess) return { kind: 'posts', posts: now, before }
  }
  const finding = findings.find(
    ({ rule, direction: to }) => rule !== 'best_hour' && rule !== 'content_type' && to === direction,
  )
  return finding === undefined ? null : { kind: 'finding', finding }
}

/** Worth saying where it is most of them. */
const mostly = (percent: number | null): number | null => (percent !== null && percent >= 50 ? percent : null)

/** By the rule of the best times, of the kind of post that does best where one does. */
function adviceOf({ insights: { findings }, bestTimes }: LeadFacts): LeadAdvice | null {
  const kind = findings.find(({ rule, type }) => rule === 'content_type' && type !== null)
  const type = kind?.type ?? null
  const [slot, anyDay] = [bestTimes?.best[0], bestTimes?.bestHours[0]]
  const best = slot ?? anyDay
  const usual = bestTimes?.usual ?? 0
  if (best !== undefined && usual > 0 && best.expected / usual >= leastAdvantage) {
    const { hour, posts, expected } = best
    return { kind: 'time', weekday: slot?.weekday ?? null, hour, posts, times: expected / usual, type }
  }
  const lift = kind?.numbers['lift']
  if (type === null || lift === undefined) return null
  return { kind: 'type', type, times: lift, posts: kind?.numbers['posts'] ?? 0 }
}
