import { contentShares, namedShares, type ContentTypeNames } from './content-shares.ts'
import type { Day } from './days.ts'
import type { MediaHistory } from './media-history.ts'
import { isDailyMetric } from './metric-rules.ts'
import type { DayNumbers } from './numbers.ts'
import type { SandboxPerson } from './people.ts'
import { chance, splitByWeights } from './random.ts'
import { advertisingFactor, spike } from './rhythms.ts'

/** What a number is made of, in Instagram's names; a category without anything is left out. */
export type Split = Readonly<Record<string, number>>

/** One number of one day by one breakdown. */
export interface SplitQuestion {
  metric: string
  /** `media_product_type`, `follow_type` or `contact_button_type`. */
  by: string
  day: Day
}

interface SplitInput {
  seed: string
  history: MediaHistory
  now: Date
  names: ContentTypeNames
  numbers: DayNumbers
}

/** People whom two content types reached are counted in both: the sum is more than the reach of the day. */
const overlap = 1.18
const contactButtons = { DIRECTION: 8, CALL: 4, EMAIL: 3, TEXT: 2 }

/** How the day's number as it is served is split; null = the number is not served. */
export function splitOfDay(person: SandboxPerson, question: SplitQuestion, input: SplitInput): Split | null {
  const { metric, by } = question
  const { gained, lost } = input.numbers
  if (metric === 'follows_and_unfollows')
    return gained === null || lost === null ? null : withoutZeros({ FOLLOWER: gained, NON_FOLLOWER: lost })
  const total = isDailyMetric(metric) ? input.numbers[metric] : null
  if (total === null) return null
  if (by === 'contact_button_type') return divide(total, contactButtons)
  if (by === 'follow_type') return divide(total, followShares(person, question, input.seed))
  if (metric === 'total_interactions') return interactions(person, question, input, total)
  const shares = namedShares(contentShares(person, question, input), input.names)
  return metric === 'reach' ? overlapping(total, shares) : divide(total, shares)
}

/** What several days of a split are together: numbers add up; people overlap, but never by followers and others. */
export function mergeSplits(
  splits: readonly Split[],
  by: string,
  { total, unique }: { total: number; unique: ((values: readonly number[]) => number) | null },
): Split {
  const categories = [...new Set(splits.flatMap((split) => Object.keys(split)))]
  const valuesOf = (category: string) => splits.map((split) => split[category] ?? 0)
  const sums = Object.fromEntries(categories.map((name) => [name, valuesOf(name).reduce((sum, one) => sum + one, 0)]))
  if (splits.length === 1 || unique === null) return sums
  if (by === 'follow_type') return divide(total, sums)
  return Object.fromEntries(categories.map((name) => [name, unique(valuesOf(name))]))
}

/** Interactions of a content type are its likes, comments, saves, shares, replies and reposts, where those add up. */
function interactions(person: SandboxPerson, question: SplitQuestion, input: SplitInput, total: number): Split {
  const parts = ['likes', 'comments', 'saves', 'shares', 'replies', 'reposts'] as const
  const splits = parts.map((metric) => {
    const shares = contentShares(person, { metric, day: question.day }, input)
    return divide(input.numbers[metric] ?? 0, namedShares(shares, input.names))
  })
  const sums = mergeSplits(splits, question.by, { total, unique: null })
  if (Object.values(sums).reduce((sum, value) => sum + value, 0) === total) return sums
  return divide(total, namedShares(contentShares(person, question, input), input.names))
}

/** Who does not follow comes with viral days and with ads; a few cannot be told. */
function followShares(
  person: SandboxPerson,
  { metric, day }: SplitQuestion,
  seed: string,
): Readonly<Record<string, number>> {
  const draw = (what: string) => chance(seed, person.username, 'follow type', metric, what, day)
  const followers =
    (0.5 + 0.2 * draw('followers')) / Math.sqrt(spike(person, day, seed) * advertisingFactor(person, day))
  const unknown = draw('unknown') < 0.5 ? 0 : 0.03 * draw('unknown share')
  return { FOLLOWER: followers, NON_FOLLOWER: 1 - followers - unknown, UNKNOWN: unknown }
}

/** Parts that add up to the whole. */
function divide(total: number, weights: Readonly<Record<string, number>>): Split {
  const heaviestFirst = Object.entries(weights)
    .filter(([, weight]) => weight > 0)
    .sort(([, left], [, right]) => right - left)
  return withoutZeros(Object.fromEntries(splitByWeights(total, Object.fromEntries(heaviestFirst))))
}

/** Parts none of which is more than the whole, and which are more than the whole together. */
function overlapping(total: number, weights: Readonly<Record<string, number>>): Split {
  const parts = Object.entries(divide(total, weights))
  if (parts.length < 2) return Object.fromEntries(parts)
  return Object.fromEntries(parts.map(([name, part]) => [name, Math.min(total, Math.ceil(part * overlap))]))
}

function withoutZeros(split: Split): Split {
  return Object.fromEntries(Object.entries(split).filter(([, value]) => value !== 0))
}
