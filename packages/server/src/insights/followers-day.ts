import { knownOf } from './adjusted-series.ts'
import { falseShare, strengthOf, type Finding, type History } from './history.ts'
import { postsNear, postThatBrought } from './post-behind.ts'
import { median, sideDeviation, skewness } from './statistics.ts'
import { surprisesOf, surpriseThreshold, type Surprise } from './surprises.ts'

const leastRatio = 1.5
/** Fewer more than usual are nothing to tell. */
const leastExcess = 8
const baselineDays = 56
const fewestDays = 28

/** The day of the range that brought the most followers beyond the usual, and what brought them. */
export function followersDay(history: History): Finding[] {
  const gained = history.series.follows
  const isGained = knownOf(gained.values, 0, history.days.length).length >= fewestDays
  const surprises = isGained ? [...surprisesOf(gained, history.rangeStart).values()] : surprisesOfChanges(history)
  const tests = surprises.length
  const odd = surprises.filter((surprise) => {
    const { score, value, expected } = surprise
    const isEnough = value > 0 && value - expected >= leastExcess && value >= leastRatio * Math.max(0, expected)
    return isEnough && score >= surpriseThreshold(falseShare.followers_day, { ...surprise, tests })
  })
  const best = odd.toSorted((a, b) => b.value - b.expected - (a.value - a.expected))[0]
  if (best === undefined) return []
  const { index, value, expected, score, sampleSize } = best
  const date = history.days[index] ?? ''
  const near = postsNear(history, index)
  const others = history.posts.filter((one) => !near.includes(one))
  const post = postThatBrought(near, others, value - expected)
  const threshold = surpriseThreshold(falseShare.followers_day, { ...best, tests })
  const all = (isGained ? gained.values : history.changes).slice(history.rangeStart)
  const sum = all.reduce<number>((total, one) => total + Math.max(0, one ?? 0), 0)
  return [
    {
      rule: 'followers_day',
      subject: date,
      direction: 'up',
      metric: isGained ? 'follows' : 'followersCount',
      numbers: {
        value,
        expected: Math.round(expected),
        excess: Math.round(value - expected),
        shareOfRangePercent: Math.round((100 * value) / Math.max(1, sum)),
        // Where a usual day of another weekday brings as many, this is not the day that brought the most.
        daysAsGood: all.filter((one, place) => place !== index - history.rangeStart && (one ?? -Infinity) >= value)
          .length,
        postsNear: near.length,
        ...(post?.follows === null || post === null ? {} : { postFollows: post.follows }),
      },
      days: [date],
      mediaId: post?.mediaId ?? null,
      type: post?.type ?? null,
      evidence: {
        score: Math.round(100 * score) / 100,
        threshold: Math.round(100 * threshold) / 100,
        sampleSize,
        baseline: Math.round(expected),
        tests,
      },
      strength: strengthOf(0.2 + (3 * (value - expected)) / Math.max(1, sum)),
    },
  ]
}

/** Without Instagram's word of what was gained: gained minus lost, which can be below nothing. */
function surprisesOfChanges({ changes, rangeStart }: History): Surprise[] {
  const found: Surprise[] = []
  for (let index = rangeStart; index < changes.length; index += 1) {
    const value = changes[index]
    const before = knownOf(changes, index - baselineDays, index - 1)
    if (value === null || value === undefined || before.length < fewestDays) continue
    const expected = median(before)
    const counting = Math.sqrt(Math.max(1, Math.abs(expected)))
    const deviation = Math.max(sideDeviation(before, value > expected ? 'high' : 'low'), counting)
    const skew = Math.max(0, skewness(before))
    found.push({ index, expected, value, score: (value - expected) / deviation, sampleSize: before.length, skew })
  }
  return found
}
