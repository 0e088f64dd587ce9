import type { Account, MetricName } from '@instagram-dashboard/server/contract'
import type { RangeChoice } from './range.ts'

/** The parts of the panel that the user goes between. */
export const sections = ['summary', 'content', 'audience', 'hours'] as const
export type Section = (typeof sections)[number]

/** What a period is held against: the one just before, or the same days of the week 52 weeks before. */
export const comparisons = ['previous', 'year'] as const
export type Comparison = (typeof comparisons)[number]

/** The metrics that can be drawn day by day, those that most people look for first. */
export const heroMetrics = [
  'reach',
  'impressions',
  'followersCount',
  'engagement',
  'engagementRate',
  'profileViews',
  'follows',
  'unfollows',
  'replies',
  'reposts',
  'websiteClicks',
  'profileLinksTaps',
] as const satisfies readonly MetricName[]
export type HeroMetric = (typeof heroMetrics)[number]

/** What the user looks at. */
export interface PanelView {
  /** The account; `null` is the one that was synced last. */
  account: string | null
  section: Section
  range: RangeChoice
  metric: HeroMetric
  compare: Comparison
}

/** `false` leaves a part out. */
export interface DashboardParts {
  /** The bell in the header. */
  notifications?: boolean
  /** What the numbers say, in sentences. */
  insights?: boolean
  /** What views and reach are made of. */
  breakdown?: boolean
  /** How the followers have grown. */
  growth?: boolean
  /** Where the account is among those of like size, where the server compares them. */
  benchmark?: boolean
  /** All accounts of a user who has several. */
  overview?: boolean
  /** What the user wants to reach. */
  goals?: boolean
  /** The posts that did best. */
  media?: boolean
  /** How the newest post grew. */
  postHistory?: boolean
  /** What became of stories. */
  stories?: boolean
  /** Who follows, and who engages. */
  audience?: boolean
  /** When posts have done well. */
  bestTimes?: boolean
  /** What the user has reached, and its credits. */
  achievements?: boolean
  /** The numbers as a file. */
  export?: boolean
}

/** What each section is given. */
export interface SectionProps {
  account: Account
  /** All of the user. */
  accounts: Account[]
  /** Instagram's day by the server's clock. */
  today: string
  view: PanelView
  onView: (change: Partial<PanelView>) => void
  parts: DashboardParts
}
