import { addDays } from '../instagram/index.ts'
import { falseShare, strengthOf, type Finding, type FindingRule, type History } from './history.ts'

const leastHistory = { growth_streak: 28, posting_streak: 8 }
const leastLength = { growth_streak: 10, posting_streak: 6 }
/** So much longer than the longest before it. */
const aboveRecord = 1.5
/** A streak of which more than this is expected of the account is a habit. */
const mostUsual = 0.97
const mostUnknown = 2

/** Days in a row that gained more followers than they lost, beyond what the account's own history lets expect. */
export function growthStreak({ changes, days, rangeStart }: History): Finding[] {
  const last = changes.findLastIndex((change) => change !== null)
  const outcomes = changes.slice(0, last + 1).map((change) => (change === null ? null : change > 0))
  const found = streakOf(outcomes, 'growth_streak', days.length - rangeStart)
  if (found === null) return []
  const { start, end } = found
  const gained = changes.slice(start, end + 1).reduce<number>((sum, change) => sum + (change ?? 0), 0)
  if (end < rangeStart || (changes.length > 0 && end < last)) return []
  return [findingOf('growth_streak', { ...found, days: days.slice(start, end + 1), more: { gained } })]
}

/** Weeks in a row with a post. */
export function postingStreak({ posts, days, rangeStart }: History): Finding[] {
  const [firstPost, last] = [posts[0]?.day, days.at(-1)]
  if (firstPost === undefined || last === undefined) return []
  const published = new Set(posts.map(({ day }) => day))
  const weeks: boolean[] = []
  for (let end = days.length; end >= 7 && (days[end - 7] ?? '') >= firstPost; end -= 7) {
    weeks.unshift(days.slice(end - 7, end).some((day) => published.has(day)))
  }
  const found = streakOf(weeks, 'posting_streak', Math.ceil((days.length - rangeStart) / 7))
  if (found === null) return []
  const first = addDays(last, 1 - 7 * found.length)
  return [findingOf('posting_streak', { ...found, days: days.filter((day) => day >= first), more: {} })]
}

interface Streak {
  start: number
  end: number
  length: number
  record: number
  /** How often such a day or week has been good before. */
  usual: number
  history: number
  /** How often chance makes one as long, among as many. */
  chance: number
  tests: number
}

/** The streak at the end, where it is longer than the account's own history explains. */
function streakOf(
  outcomes: readonly (boolean | null)[],
  rule: keyof typeof leastHistory,
  tests: number,
): Streak | null {
  const end = outcomes.length - 1
  const start = startOfStreak(outcomes, end)
  const length = outcomes.slice(start).filter((outcome) => outcome === true).length
  const before = outcomes.slice(0, start).filter((outcome) => outcome !== null)
  if (length < leastLength[rule] || before.length < leastHistory[rule]) return null
  const record = longestOf(outcomes.slice(0, start))
  const good = before.filter(Boolean).length
  // Not known better than that: the history could have been a little luckier.
  const share = (good + 1) / (before.length + 2)
  const usual = Math.min(1, share + Math.sqrt((share * (1 - share)) / before.length))
  const chance = tests * usual ** length
  if (usual > mostUsual || length < aboveRecord * record || chance > falseShare[rule]) return null
  return { start, end, length, record, usual, history: before.length, chance, tests }
}

/** What is unknown neither counts nor ends it, but for several in a row. */
function startOfStreak(outcomes: readonly (boolean | null)[], end: number): number {
  let start = end + 1
  let unknown = 0
  for (let index = end; index >= 0 && outcomes[index] !== false && unknown <= mostUnknown; index -= 1) {
    unknown = outcomes[index] === null ? unknown + 1 : 0
    if (outcomes[index] === true) start = index
  }
  return start
}

function longestOf(outcomes: readonly (boolean | null)[]): number {
  let longest = 0
  let current = 0
  for (const outcome of outcomes) {
    if (outcome !== null) current = outcome ? current + 1 : 0
    longest = Math.max(longest, current)
  }
  return longest
}

function findingOf(
  rule: Extract<FindingRule, 'growth_streak' | 'posting_streak'>,
  streak: Streak & { days: readonly string[]; more: Record<string, number> },
): Finding {
  const { length, record, usual, history, chance, days, more, tests } = streak
  return {
    rule,
    subject: days[0] ?? '',
    direction: 'up',
    metric: rule === 'growth_streak' ? 'followersCount' : 'posts',
    numbers: { length, record, usualPercent: Math.round(100 * usual), ...more },
    days,
    mediaId: null,
    type: null,
    evidence: {
      score: Math.round(-1000 * Math.log10(Math.max(chance / tests, 1e-30))) / 1000,
      threshold: Math.round(-1000 * Math.log10(falseShare[rule] / tests)) / 1000,
      sampleSize: history,
      baseline: record,
      tests,
    },
    strength: strengthOf(0.3 + 0.02 * length),
  }
}
