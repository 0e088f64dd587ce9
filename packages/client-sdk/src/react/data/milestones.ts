import type { ForecastPoint, GrowthPoint } from '@instagram-dashboard/server/contract'

/** A round count of followers, with when it is expected: `inDays` from today on, by the middle of the forecast. */
export interface NextMilestone {
  count: number
  date: string
  inDays: number
}

/**
 * The roundest count above today's that the forecast reaches, as 13,000 for 12,643; `null` where it reaches none.
 * @param points of `metrics.forecast` of the followers, oldest first
 * @param today the day to count from, `YYYY-MM-DD`
 */
export function nextMilestone(
  followers: number,
  points: readonly ForecastPoint[],
  today: string,
): NextMilestone | null {
  for (const step of [...stepsOf(followers), ...smallStepsOf(followers)]) {
    const count = (Math.floor(followers / step) + 1) * step
    const reached = points.find(({ date, middle }) => date > today && middle >= count)
    if (reached !== undefined) return { count, date: reached.date, inDays: daysFrom(today, reached.date) }
  }
  return null
}

/** Round counts that were passed within the days, each with the day that first ended at or above it; at most three. */
export function passedMilestones(points: readonly GrowthPoint[]): { date: string; count: number }[] {
  const known = points.flatMap(({ date, followers }) => (followers === null ? [] : { date, followers }))
  const first = known[0]
  if (first === undefined) return []
  for (const step of stepsOf(first.followers)) {
    const passed: { date: string; count: number }[] = []
    let highest = Math.floor(first.followers / step)
    for (const { date, followers } of known) {
      const rounds = Math.floor(followers / step)
      if (rounds > highest) passed.push({ date, count: rounds * step })
      highest = Math.max(highest, rounds)
    }
    if (passed.length > 0) return passed.slice(-3)
  }
  return []
}

/** The next round count, as 13,000 for 12,643; `null` for an account whose followers nobody has counted. */
export function roundAbove(followers: number | null): number | null {
  if (followers === null) return null
  const step = stepsOf(followers).at(2) ?? fewest
  return (Math.floor(followers / step) + 1) * step
}

/** How far apart round counts are for an account of that size, the roundest first: 10,000, 5,000, 1,000 and 500 of 12,643. */
function stepsOf(followers: number): number[] {
  const size = sizeOf(followers)
  return [size, size / 2, size / 10, size / 20].filter((step) => step >= fewest)
}

/** Of what grows slowly, the nearer ones: 200 and 100 of 12,643. */
function smallStepsOf(followers: number): number[] {
  return [sizeOf(followers) / 50, sizeOf(followers) / 100].filter((step) => step >= fewest)
}

const fewest = 10
const sizeOf = (followers: number) => 10 ** Math.floor(Math.log10(Math.max(100, followers)))

function daysFrom(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
