import type { FindingRule } from '../insights/history.ts'
import type { EachOf, Nothing } from './parameters.ts'

type OfMetric = { metric: string }
type OfPost = { type: string; date: string }

/** What findings are told as. Days are already in words, ratios and shares plain numbers. */
export type InsightParameters = EachOf<
  `insights.${Exclude<FindingRule, 'followers_day'>}.title`,
  { direction: string }
> &
  EachOf<
    `insights.why.${FindingRule}`,
    { score: number; threshold: number; sampleSize: number; tests: number; baseline: number }
  > & {
    'insights.why.period': {
      score: number
      threshold: number
      sampleSize: number
      tests: number
      baseline: number
      isClear: string
    }
    'insights.odd_day': OfMetric & { date: string; direction: string; ratio: number; value: number; expected: number }
    'insights.odd_day.post': OfPost
    'insights.odd_day.no_post': Nothing
    'insights.level_shift': OfMetric & {
      date: string
      direction: string
      percent: number
      before: number
      after: number
    }
    'insights.content_type': OfMetric & { type: string; lift: number; posts: number; others: number }
    'insights.content_type.share': OfMetric & { percent: number }
    'insights.followers_day.title': { daysAsGood: number }
    /** `usual` is how much the number changes on a normal day, `trend` where to: `up`, `down` or `none`. */
    'insights.followers_day': OfMetric & {
      date: string
      value: number
      excess: number
      daysAsGood: number
      usual: number
      trend: string
    }
    'insights.followers_day.post': OfPost
    'insights.followers_day.no_post': Nothing
    'insights.best_hour': { hour: number; lift: number; posts: number }
    'insights.best_hour.weekday': { weekday: string; hour: number; lift: number; posts: number }
    'insights.growth_streak': { length: number; record: number; gained: number }
    'insights.posting_streak': { length: number; record: number }
  }
