import type { accounts } from '@instagram-dashboard/db'
import { areOfWholeDay, isOfWholeDay } from '../corrections/whole-days.ts'
import type { Deps } from '../deps.ts'
import {
  dayOf,
  dayQuestion,
  endOfDay,
  followersQuestion,
  followsQuestion,
  instagramZone,
  startOfDay,
  windowOf,
} from '../instagram/index.ts'
import { hourMs } from '../clock/index.ts'
import { say, type Locale } from '../messages/messages.ts'
import { metricDefinitions, type MetricName } from '../metrics/metric-definitions.ts'
import { isImported, presentNumbers } from '../metrics/daily-metrics.ts'
import { blankDay, readDays } from '../metrics/read-days.ts'
import type { GraphQuestion, MetricDifference, MetricReceipt, MetricsExplainInput } from './contract.ts'
import { earlierValues } from './earlier-values.ts'
import { differencesOnThisDay, generalDifferences, type Difference, type Explained } from './find-differences.ts'
import { followersFormula, rateFormula } from './formula-of.ts'
import { metricTraits } from './metric-traits.ts'
import { readSubject, type History, type Subject } from './read-subject.ts'

/** Where a number of a day comes from, what it was before, and why the Instagram app may show another. */
export async function explainNumber(
  deps: Pick<Deps, 'db' | 'clock'>,
  {
    account,
    locale,
    date,
    metric,
  }: Pick<MetricsExplainInput, 'date' | 'metric'> & { account: accounts.AccountRow; locale: Locale },
): Promise<MetricReceipt> {
  const { db, clock } = deps
  const now = clock.now()
  const subject = await readSubject(db, { account, date, now })
  const [shown = blankDay(date, dayOf(now))] = await readDays(deps, account.id, { first: date, last: date })
  const value = shown[metric]
  const { since, until } = windowOf(date, date)
  const hours = (endOfDay(date).getTime() - startOfDay(date).getTime()) / hourMs
  const found: Explained = {
    metric,
    value,
    state: stateOf(subject, metric, shown.provisional.includes(metric)),
    readAt: readAtOf(subject, metric),
    corrected: correctedFrom(subject, metric),
    hours,
  }
  const isFollowers = metric === 'followersCount'
  const formula = isFollowers
    ? await followersFormula(db, subject, locale)
    : metric === 'engagementRate'
      ? rateFormula(subject, locale)
      : null
  const { counts, ads, isEstimated } = metricTraits[metric]
  const isDerived = metric === 'engagementRate' || shown.derived.includes(metric)
  const { hours: _length, corrected: _corrected, ...told } = found
  return {
    date,
    ...told,
    definition: say(`receipts.definition.${metric}`, locale, {}),
    missing: value === null ? (shown.missing[metric] ?? null) : null,
    kind: isDerived ? 'derived' : kindOf(isEstimated),
    counts,
    ads,
    question: {
      sentence: say(`receipts.question.${questionKind(metric)}`, locale, {}),
      ...questionOf(subject, metric),
    },
    window: { since: new Date(since * 1_000), until: new Date(until * 1_000), hours, zone: instagramZone },
    history: historyOf(subject, metric),
    formula,
    differences: {
      general: inWords(generalDifferences(metric), locale),
      onThisDay: inWords(await differencesOnThisDay(db, subject, found), locale),
    },
  }
}

const kindOf = (isEstimated: boolean) => (isEstimated ? 'estimated' : 'counted')

function inWords(differences: readonly Difference[], locale: Locale): MetricDifference[] {
  return differences.map(([code, direction]) => ({
    code,
    direction,
    sentence: say(`receipts.difference.${code}`, locale, {}),
  }))
}

function stateOf({ row, count }: Subject, metric: MetricName, isProvisional: boolean): MetricReceipt['state'] {
  const day = row?.states[0]?.row
  if (metric === 'followersCount' ? count?.importedAt : day && isImported(day, metric)) return 'imported'
  return isProvisional || (metric !== 'followersCount' && day?.isFinal !== true && !isSettled(day, metric))
    ? 'provisional'
    : 'final'
}

/** A single number can stand while the day does not. */
function isSettled(day: { unsettled: readonly string[] } | undefined, metric: MetricName): boolean {
  if (metric === 'engagementRate') return isSettled(day, 'engagement') && isSettled(day, 'reach')
  const { instagramName } = metricDefinitions[metric]
  return day !== undefined && instagramName !== null && !day.unsettled.includes(instagramName)
}

function readAtOf({ row, count }: Subject, metric: MetricName): Date | null {
  const day = row?.states[0]?.row
  if (metric === 'followersCount') return count?.takenAt ?? null
  if (metric === 'follows' || metric === 'unfollows') return day?.followsReadAt ?? null
  return day?.fetchedAt ?? null
}

function historyOf({ row, followers }: Pick<Subject, 'row' | 'followers'>, metric: MetricName) {
  if (metric === 'followersCount') return followers ? earlierValues(followers, (day) => day.followers) : []
  return row ? earlierValues(row, (day) => presentNumbers(day, null)[metric]) : []
}

/** What it was before Instagram corrected it; `null` when it did not. */
function correctedFrom({ row, followers }: Subject, metric: MetricName): number | null {
  const areFollows = metric === 'follows' || metric === 'unfollows'
  const values =
    metric === 'followersCount'
      ? followers && historyOf({ row, followers: onlyWhole(followers, areOfWholeDay) }, metric)
      : row && historyOf({ row: onlyWhole(row, (day) => isOfWholeDay(day, areFollows)), followers }, metric)
  return values?.at(-1)?.value ?? null
}

/** Without what was said earlier of a part of the day. */
function onlyWhole<Row>({ states, bornAt }: History<Row>, isWhole: (row: Row, since: Date) => boolean): History<Row> {
  const whole = states.filter(
    ({ row, since }, index) => index === 0 || isWhole(row, since === null ? bornAt : new Date(since)),
  )
  return { states: whole, bornAt }
}

type QuestionKind = 'followers' | 'follows' | 'rate' | 'day'

function questionKind(metric: MetricName): QuestionKind {
  if (metric === 'followersCount') return 'followers'
  if (metric === 'follows' || metric === 'unfollows') return 'follows'
  return metric === 'engagementRate' ? 'rate' : 'day'
}

function questionOf({ row }: Subject, metric: MetricName): Omit<GraphQuestion, 'sentence'> {
  if (metric === 'followersCount') return followersQuestion()
  if (metric === 'follows') return followsQuestion('gained')
  if (metric === 'unfollows') return followsQuestion('lost')
  const isSeries = typeof row?.states[0]?.row.rawEndTime === 'string'
  const nameOf = (name: MetricName) => metricDefinitions[name].instagramName ?? name
  if (metric !== 'engagementRate') return dayQuestion(nameOf(metric), isSeries)
  return { ...dayQuestion(nameOf('engagement'), false), metrics: [nameOf('engagement'), nameOf('reach')] }
}
