import { accountMetrics } from './metric-catalogue.ts'

/** A question as Instagram is asked it, without the token and without whose account it is about. */
export interface GraphQuestion {
  /** Behind the version. */
  edge: 'me' | 'me/insights'
  /** Instagram's own names; none where a field is asked for. */
  metrics: string[]
  fields: string[]
  period: 'day' | null
  metricType: 'total_value' | null
  breakdown: string | null
  /** Which part of the breakdown is the number. */
  category: string | null
}

const insights = { edge: 'me/insights', fields: [], period: 'day', breakdown: null, category: null } as const
const follows = { ...insights, metrics: ['follows_and_unfollows'], breakdown: 'follow_type' } as const

/** How the total of followers is asked for: only the one of now is told. */
export function followersQuestion(): GraphQuestion {
  return {
    edge: 'me',
    fields: ['followers_count'],
    metrics: [],
    period: null,
    metricType: null,
    breakdown: null,
    category: null,
  }
}

/** How who began to follow, or who stopped, is asked for: one breakdown says both. */
export function followsQuestion(part: 'gained' | 'lost'): GraphQuestion {
  const category = part === 'gained' ? 'FOLLOWER' : 'NON_FOLLOWER'
  return { ...follows, fields: [], metrics: [...follows.metrics], metricType: 'total_value', category }
}

/** How a number of a day is asked for. @param isSeries it was read as a value per day and not as a total */
export function dayQuestion(metric: string, isSeries: boolean): GraphQuestion {
  const form = accountMetrics.find(({ name }) => name === metric)?.form
  const isTotal = form === 'day_total' || !isSeries
  return { ...insights, fields: [], metrics: [metric], metricType: isTotal ? 'total_value' : null }
}
