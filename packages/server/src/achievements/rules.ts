/** What a rule counts. */
export const measures = ['connections', 'daysConnected', 'followers', 'growthStreakDays', 'bestDays'] as const
export type Measure = (typeof measures)[number]

/** A rule is data: it is reached by the first event that shows the measure at its target or above. */
export interface Rule {
  key: string
  measure: Measure
  target: number
  /** Whole credits, given once per user and once per Instagram account, for ever. */
  credits: number
}

export const rules = [
  { key: 'first_connection', measure: 'connections', target: 1, credits: 50 },
  { key: 'connected_7_days', measure: 'daysConnected', target: 7, credits: 0 },
  { key: 'connected_30_days', measure: 'daysConnected', target: 30, credits: 0 },
  { key: 'followers_100', measure: 'followers', target: 100, credits: 0 },
  { key: 'followers_1000', measure: 'followers', target: 1_000, credits: 0 },
  { key: 'followers_10000', measure: 'followers', target: 10_000, credits: 0 },
  { key: 'best_day', measure: 'bestDays', target: 1, credits: 0 },
  { key: 'growth_streak_7', measure: 'growthStreakDays', target: 7, credits: 0 },
] as const satisfies readonly Rule[]

export type AchievementKey = (typeof rules)[number]['key']

/** Of these rules, those whose target is reached. */
export function reachedBy<R extends Rule>(values: Partial<Record<Measure, number>>, candidates: readonly R[]): R[] {
  return candidates.filter(({ measure, target }) => (values[measure] ?? -1) >= target)
}

/** Of several steps of one ladder that are reached at once, only the highest is worth a notification. */
export function isHighest(rule: Rule, reached: readonly Rule[]): boolean {
  return !reached.some((other) => other.measure === rule.measure && other.target > rule.target)
}
