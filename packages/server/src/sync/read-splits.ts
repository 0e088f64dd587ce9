import {
  GraphFailure,
  type GraphSession,
  isAboutSome,
  isolate,
  isPassing,
  splitBreakdowns,
  type SplitParts,
} from '../instagram/index.ts'
import type { Answers, DayAnswers, SplitAnswer } from './answers.ts'
import { asksFollows, followsMetric } from './asked-metrics.ts'
import { apartName, askedSplits, ridesAlong, splitName, type SplitQuestion } from './asked-splits.ts'

interface AskedOn {
  day: string
  today: string
  /** Before the question. */
  askedAt: Date
}

/**
 * Who followed and unfollowed on a day, `undefined` when it is not asked for; and with it, where Instagram tells both
 * together, what the day's numbers are made of by who follows.
 */
export async function askFollows(
  answers: Answers,
  session: GraphSession,
  { day, today, askedAt }: AskedOn,
): Promise<DayAnswers['follows']> {
  const { refusedMetrics, failingMetrics } = answers
  const asked = { today, followersCount: answers.profile.followersCount, refusedMetrics }
  if (failingMetrics.has(followsMetric) || !asksFollows(day, asked)) return undefined
  const question = { day, by: 'followType' } as const
  const isAlong = ridesAlong(day, asked) && !failingMetrics.has(apartName)
  const along = isAlong ? notFailing(askedSplits(question, asked), answers, question) : []
  try {
    const { follows, parts, failureTogether } = await askByBreakdown(answers, session, {
      ...question,
      metrics: [followsMetric, ...along],
    })
    if (failureTogether) (isLasting(failureTogether) ? refusedMetrics : failingMetrics).add(apartName)
    if (along.length > 0) keep(answers, { ...question, askedAt, parts })
    return follows
  } catch (error) {
    if (!isAboutSome(error)) throw error
    if (isPassing(error) && error.kind !== 'not_available') {
      // Otherwise each of the days would ask, with all its retries.
      failingMetrics.add(followsMetric)
      return undefined
    }
    if (error.kind === 'unsupported_metric' || error.kind === 'permission_missing') refusedMetrics.add(followsMetric)
    return null
  }
}

/** What a day's numbers are made of by one breakdown. A failure that may be about it alone is remembered, not thrown. */
export async function askSplit(
  answers: Answers,
  session: GraphSession,
  { day, by, today, askedAt }: SplitQuestion & AskedOn,
): Promise<void> {
  const { refusedMetrics, failingMetrics } = answers
  const metrics = notFailing(askedSplits({ day, by }, { today, refusedMetrics }), answers, { by })
  if (metrics.length === 0) return
  let parts: ReadonlyMap<string, SplitParts> = new Map()
  try {
    ;({ parts } = await askByBreakdown(answers, session, { day, by, metrics }))
  } catch (error) {
    if (!isAboutSome(error)) throw error
    // Nothing was answered: either Instagram is unwell, or it does not break this account's numbers down.
    const isRefused = isLasting(error) && (await answersWithout(session, { metrics, day }))
    for (const metric of metrics) (isRefused ? refusedMetrics : failingMetrics).add(splitName(metric, by))
  }
  keep(answers, { day, by, askedAt, parts })
}

/** What was answered, with what was not for now; where that is all of it nothing: the question is still to be asked. */
function keep(answers: Answers, answer: Omit<SplitAnswer, 'failing'>): void {
  const { refusedMetrics, failingMetrics } = answers
  const { by, parts } = answer
  const isFailing = (metric: string) => failingMetrics.has(metric) || failingMetrics.has(splitName(metric, by))
  const isRefused = (metric: string) => refusedMetrics.has(metric) || refusedMetrics.has(splitName(metric, by))
  const { metrics } = splitBreakdowns[by]
  const failing = new Set<string>(metrics.filter((metric) => isFailing(metric) && !parts.has(metric)))
  if (parts.size === 0 && failing.size > 0 && !metrics.some(isRefused)) return
  answers.splits.push({ ...answer, failing })
}

function notFailing(
  metrics: readonly string[],
  { failingMetrics }: Answers,
  { by }: Pick<SplitQuestion, 'by'>,
): string[] {
  return metrics.filter((metric) => !failingMetrics.has(metric) && !failingMetrics.has(splitName(metric, by)))
}

interface Heard {
  parts: Map<string, SplitParts>
  follows: DayAnswers['follows']
  /** Why not in one call, where all were answered one by one. */
  failureTogether: GraphFailure | undefined
}

/** @throws GraphFailure when it is not about some of the metrics */
async function askByBreakdown(
  { refusedMetrics, failingMetrics }: Answers,
  session: GraphSession,
  { day, by, metrics }: SplitQuestion & { metrics: readonly string[] },
): Promise<Heard> {
  const heard: Heard = { parts: new Map(), follows: undefined, failureTogether: undefined }
  const [refused, failing] = [new Set<string>(), new Set<string>()]
  const failures = new Map<string, GraphFailure>()
  await isolate({
    names: metrics,
    refused,
    failing,
    ask: async (names, tries) => {
      try {
        const isWhole = names.length === metrics.length
        return { names, reading: await askBriefly(session, names, { day, by, tries, isWhole }) }
      } catch (error) {
        if (error instanceof GraphFailure) failures.set(names.join(), error)
        throw error
      }
    },
    onAnswer: ({ names, reading }) => {
      for (const [metric, parts] of reading.parts) heard.parts.set(metric, parts)
      if (names.includes(followsMetric)) heard.follows = reading.follows
    },
  })
  const nameOf = (metric: string) => (metric === followsMetric ? metric : splitName(metric, by))
  for (const metric of refused) refusedMetrics.add(nameOf(metric))
  for (const metric of failing) {
    const failure = failures.get(metric)
    const isOfBreakdown = metric !== followsMetric && isRefusalOfBreakdown(failure)
    if (isOfBreakdown) refusedMetrics.add(nameOf(metric))
    else if (failure?.kind !== 'not_available') failingMetrics.add(nameOf(metric))
  }
  const isNotSaid = refused.has(followsMetric) || failures.get(followsMetric)?.kind === 'not_available'
  if (heard.follows === undefined && isNotSaid) heard.follows = null
  const isAnyLeftOut = refused.size + failing.size > 0
  const isAnsweredApart = metrics.length > 1 && !isAnyLeftOut
  return { ...heard, failureTogether: isAnsweredApart ? failures.get(metrics.join()) : undefined }
}

/**
 * Code 1 means that Instagram is unwell, and also that one of the metrics is not broken down. So a question for several
 * is tried twice, no more, before its parts are asked: what passes must not be taken for a refusal.
 */
async function askBriefly(
  session: GraphSession,
  metrics: readonly string[],
  { isWhole, ...question }: Parameters<GraphSession['split']>[1] & { isWhole: boolean },
): ReturnType<GraphSession['split']> {
  if (question.tries !== undefined || metrics.length === 1) return session.split(metrics, question)
  try {
    return await session.split(metrics, { ...question, tries: isWhole ? 2 : 1 })
  } catch (error) {
    const isUnwell = error instanceof GraphFailure && isPassing(error) && !isRefusalOfBreakdown(error)
    if (!isWhole || !isUnwell) throw error
    return session.split(metrics, { ...question, tries: 1 })
  }
}

/** Whether the same question will be refused tomorrow as well. */
function isLasting(failure: GraphFailure): boolean {
  return !isPassing(failure) || isRefusalOfBreakdown(failure)
}

/** An answer of code 1 that does not say that it passes: so Instagram refuses a breakdown that a metric does not have. */
function isRefusalOfBreakdown(failure: GraphFailure | undefined): boolean {
  const { code, httpStatus, saysItPasses, isTooMuch } = failure?.details ?? {}
  return code === 1 && httpStatus !== undefined && saysItPasses !== true && isTooMuch !== true
}

/** Whether Instagram tells the first of these numbers as a whole. */
async function answersWithout(
  session: GraphSession,
  { metrics, day }: { metrics: readonly string[]; day: string },
): Promise<boolean> {
  try {
    await session.dayTotals(metrics.slice(0, 1), day, 1)
    return true
  } catch (error) {
    if (!isAboutSome(error)) throw error
    return false
  }
}
