import { dayMetrics, falseShare, strengthOf, type DayMetric, type Finding, type History } from './history.ts'
import { isOutlier, postBehind, postsNear } from './post-behind.ts'
import { surprisesOf, surpriseThreshold, type Surprise } from './surprises.ts'

/** Less than this is nothing that a creator would call odd, however sure it is. */
const leastRise = 1.5
const leastFall = 0.6
/** Below this a day is a handful. */
const fewest = 20
/** Of a day whose excess a post explains that is itself far from the usual: two witnesses need not be as sure as one. */
const withPostScore = 2.5
/** Days beside an odd one that are as odd as this belong to it: a post works on for some days. */
const besideScore = 2
const longestEpisode = 6
/** So many others like it in eight weeks, and it is not odd. */
const mostAlike = 3

interface Odd extends Surprise {
  metric: DayMetric
  threshold: number
}

/** Days of the range that are far from what their weekday and the weeks before let expect, the same day once. */
export function oddDays(history: History): Finding[] {
  const byMetric = dayMetrics.map((metric) => ({
    metric,
    all: surprisesOf(history.series[metric], Math.max(0, history.rangeStart - 56)),
  }))
  const asked = byMetric.reduce((sum, { all }) => sum + inRange(history, all).length, 0)
  const odd = new Map<number, Odd>()
  for (const { metric, all } of byMetric) {
    for (const surprise of inRange(history, all)) {
      const threshold = surpriseThreshold(falseShare.odd_day, { ...surprise, tests: asked })
      // The first metric that says so is the one that says most.
      if (odd.has(surprise.index) || isUsual(all, surprise)) continue
      if (isOdd(surprise, threshold)) odd.set(surprise.index, { ...surprise, metric, threshold })
      else if (isOdd(surprise, withPostScore) && hasOutlier(history, surprise, metric))
        odd.set(surprise.index, { ...surprise, metric, threshold: withPostScore })
    }
  }
  return episodesOf([...odd.values()]).flatMap((episode) => {
    const surprises = byMetric.find(({ metric }) => metric === episode.metric)?.all ?? new Map<number, Surprise>()
    return findingOf(history, episode, { surprises, tests: asked })
  })
}

/** Whether a post that is itself far from the account's usual explains the day. */
function hasOutlier(history: History, { index, value, expected }: Surprise, metric: DayMetric): boolean {
  if (value < expected) return false
  const post = postBehind({ history, index, figure: figureOf(metric), excess: value - expected })
  return post !== null && isOutlier(history, post, falseShare.odd_day)
}

const figureOf = (metric: DayMetric) => (metric === 'profileViews' ? 'reach' : metric)

const inRange = ({ rangeStart }: History, all: ReadonlyMap<number, Surprise>) =>
  [...all.values()].filter(({ index }) => index >= rangeStart)

function isOdd({ score, value, expected }: Surprise, threshold: number): boolean {
  if (Math.abs(score) < threshold || Math.max(value, expected) < fewest) return false
  const ratio = (1 + value) / (1 + expected)
  return score > 0 ? ratio >= leastRise : ratio <= leastFall
}

/** Whether the weeks before had days like it: some accounts have one each week. */
function isUsual(all: ReadonlyMap<number, Surprise>, { index, score }: Surprise): boolean {
  let alike = 0
  let last = -9
  for (let before = index - 56; before < index - 3; before += 1) {
    const other = all.get(before)?.score ?? 0
    if (other * Math.sign(score) < 0.7 * Math.abs(score)) continue
    // What follows a day at once is the same one.
    if (before - last > 3) alike += 1
    last = before
  }
  return alike > mostAlike
}

/** Of neighbours in the same direction the farthest from the usual stands for all. */
function episodesOf(odd: readonly Odd[]): Odd[] {
  const episodes: Odd[] = []
  const inOrder = odd.toSorted((a, b) => a.index - b.index)
  let last = -9
  for (const day of inOrder) {
    const current = episodes.at(-1)
    const isSame = current !== undefined && day.index - last <= 2 && Math.sign(day.score) === Math.sign(current.score)
    last = day.index
    if (!isSame) episodes.push(day)
    else if (distanceOf(day) > distanceOf(current)) episodes[episodes.length - 1] = day
  }
  return episodes
}

const distanceOf = ({ value, expected }: Surprise) => Math.abs(Math.log((1 + value) / (1 + expected)))

function findingOf(
  history: History,
  peak: Odd,
  { surprises, tests }: { surprises: ReadonlyMap<number, Surprise>; tests: number },
): Finding[] {
  const { metric, index, value, expected, score, threshold, sampleSize } = peak
  const direction = score > 0 ? 'up' : 'down'
  const isBeside = (place: number) => {
    const beside = surprises.get(place)
    return beside !== undefined && beside.score * Math.sign(score) >= besideScore
  }
  let first = index
  let last = index
  while (isBeside(first - 1) && first > history.rangeStart) first -= 1
  while (isBeside(last + 1)) last += 1
  const days = history.days.slice(first, last + 1)
  const date = history.days[index]
  // What stays is a level, not a day.
  if (days.length > longestEpisode || date === undefined) return []
  const figure = figureOf(metric)
  const post = direction === 'up' ? postBehind({ history, index, figure, excess: value - expected }) : null
  const whole = history.series[metric].values
    .slice(history.rangeStart)
    .reduce<number>((sum, one) => sum + (one ?? 0), 0)
  return [
    {
      rule: 'odd_day',
      subject: date,
      direction,
      metric,
      numbers: {
        value,
        expected: Math.round(expected),
        ratio: round((1 + value) / (1 + expected)),
        excess: Math.round(value - expected),
        postsNear: postsNear(history, index).length,
        ...(post === null ? {} : { postFigure: post[figure] ?? 0 }),
      },
      days,
      mediaId: post?.mediaId ?? null,
      type: post?.type ?? null,
      evidence: { score: round(score), threshold: round(threshold), sampleSize, baseline: Math.round(expected), tests },
      strength: strengthOf((3 * Math.abs(value - expected)) / Math.max(1, whole) + 0.3 * distanceOf(peak)),
    },
  ]
}

const round = (value: number) => Math.round(value * 100) / 100
