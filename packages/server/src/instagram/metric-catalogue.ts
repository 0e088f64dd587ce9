/** How Instagram serves a metric: asked in another form it is refused, or silently left out. */
export type MetricForm = 'series' | 'recent_series' | 'day_total'

/**
 * The account metrics we ask for. Retired ones (`impressions`, `email_contacts`, `audience_*` …) are not here and are
 * never asked. `recent_series`: only the last 30 days without today, and in a call of its own, because an older window
 * spoils the metrics beside it. Source: Instagram Platform, "Instagram User Insights".
 */
export const accountMetrics = [
  { name: 'reach', form: 'series' },
  { name: 'follower_count', form: 'recent_series' },
  { name: 'views', form: 'day_total' },
  { name: 'accounts_engaged', form: 'day_total' },
  { name: 'total_interactions', form: 'day_total' },
  { name: 'likes', form: 'day_total' },
  { name: 'comments', form: 'day_total' },
  { name: 'shares', form: 'day_total' },
  { name: 'saves', form: 'day_total' },
  { name: 'replies', form: 'day_total' },
  { name: 'reposts', form: 'day_total' },
  { name: 'profile_links_taps', form: 'day_total' },
  { name: 'profile_views', form: 'day_total' },
  { name: 'website_clicks', form: 'day_total' },
] as const satisfies readonly { name: string; form: MetricForm }[]

export type AccountMetricName = (typeof accountMetrics)[number]['name']

/** The metrics that one request may carry together. */
export function metricsOfForm(form: MetricForm): AccountMetricName[] {
  return accountMetrics.filter((metric) => metric.form === form).map(({ name }) => name)
}

/**
 * The most days in one request. The limit is 30 × 24 hours between `since` and `until`, and 30 days with the long day of
 * autumn among them are an hour more than that.
 */
export const longestWindowDays = 29

/** A `recent_series` is kept for 30 days, counted in hours: the day that began exactly 30 days ago is already too old. */
export const recentSeriesDays = 29

/** What Instagram breaks a day's numbers down by, and which of them it does; those of one breakdown share a call. */
export const splitBreakdowns = {
  contentType: { breakdown: 'media_product_type', metrics: ['views', 'reach', 'total_interactions'] },
  followType: { breakdown: 'follow_type', metrics: ['views', 'reach'] },
} as const satisfies Record<string, { breakdown: string; metrics: readonly AccountMetricName[] }>

export type SplitBreakdown = keyof typeof splitBreakdowns
