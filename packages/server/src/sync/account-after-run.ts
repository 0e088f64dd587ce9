import type { accounts } from '@instagram-dashboard/db'
import { believed } from '../clock/belief.ts'
import { addMs, hourMs, laterOf } from '../clock/time.ts'
import { failureChanges } from '../failures/failure-changes.ts'
import type { FailureVerdict } from '../failures/verdict.ts'
import { addDays } from '../instagram/days.ts'

// Instagram gives metrics to accounts that it refused them to before.
const unsupportedForDays = 30
const laterMs = hourMs

export interface RunOutcome {
  /** Los Angeles day. */
  today: string
  now: Date
  /** `null` when all went well. */
  failure: FailureVerdict | null
  /** Our own hourly budget ended it, or the program's end: the rest comes later, and nothing is wrong. */
  isPostponed: boolean
  /** What Instagram refuses; `null` when the run learnt nothing about the numbers. */
  refusedMetrics: ReadonlySet<string> | null
  /** Fields that Instagram refuses; `null` when the run could ask for nothing. */
  refusedFields: ReadonlySet<string> | null
  /** Of how many days Instagram said a number in this run. */
  daysWithNumbers: number
  /** It was to bring the numbers of the newest days, and Instagram gave none. */
  isHollow: boolean
  /** When the background goes on with what is missing; `null` when that is the nights' own work. */
  openWork: 'now' | 'later' | null
  /** The days that somebody wanted read again are all read. */
  isWishDone: boolean
  /** When a press of the button has room again by the budget; `null` for now. */
  nextChance: Date | null
}

/** What a run changes on its account, other than the profile. */
export function accountAfterRun(before: accounts.AccountRow, outcome: RunOutcome): accounts.AccountChanges {
  const { today, now, failure, refusedMetrics } = outcome
  const fields = refusedFieldsAfter(before, outcome)
  const read: accounts.AccountChanges = {
    ...(refusedMetrics === null
      ? {}
      : {
          lastSyncedAt: now,
          unsupportedMetrics: Object.fromEntries(
            [...refusedMetrics].map((metric) => [metric, askedAgainOn(before.unsupportedMetrics[metric], today)]),
          ),
        }),
    ...numbersAfter(before, outcome),
    ...(outcome.isWishDone ? { rereadFrom: null, rereadTo: null, rereadAskedAt: null } : {}),
  }
  if (failure !== null && !outcome.isPostponed) {
    const nextSyncAllowedAt = laterOf(failure.retryAt, outcome.nextChance)
    // What is missing of a run that brought numbers is fetched soon, however long ago the one before it was.
    const lastSyncedAt = outcome.daysWithNumbers > 0 ? now : before.lastSyncedAt
    return { ...read, ...fields, ...failureChanges(failure, { ...before, lastSyncedAt }, now), nextSyncAllowedAt }
  }
  // It is about nobody's account: what was known of this one stays.
  if (failure?.kind === 'app_refused') return { ...read, ...fields, catchUpAt: failure.retryAt, updatedAt: now }
  return {
    ...read,
    ...fields,
    lastErrorCode: null,
    lastErrorReason: null,
    lastErrorAt: null,
    suspectedAt: null,
    catchUpAt: failure?.retryAt ?? catchUpAfter(outcome),
    nextSyncAllowedAt: laterOf(believed(before.nextSyncAllowedAt, 'wait', now), outcome.nextChance),
    updatedAt: now,
  }
}

/** When numbers last came, and since when they do not. */
function numbersAfter(
  before: accounts.AccountRow,
  { now, failure, isPostponed, daysWithNumbers, isHollow }: RunOutcome,
): accounts.AccountChanges {
  if (daysWithNumbers > 0) return { numbersReadAt: now, failingSince: null }
  if (isHollow && failure !== null && !isPostponed) {
    return { failingSince: believed(before.failingSince, 'happened', now) ?? now }
  }
  return {}
}

/** Recent history at once; the rest an hour later, so that presses of the button keep their calls. */
function catchUpAfter({ openWork, now }: RunOutcome): Date | null {
  if (openWork === null) return null
  return openWork === 'now' ? now : addMs(now, laterMs)
}

/** The metrics that are not worth asking today: each is refused until the day that is kept with it. */
export function refusedOf(unsupported: Readonly<Record<string, string>>, today: string): Set<string> {
  return new Set(Object.entries(unsupported).flatMap(([metric, day]) => (isRefused(day, today) ? [metric] : [])))
}

/** Each with the day from which it is asked for again. */
function refusedFieldsAfter(
  before: accounts.AccountRow,
  { refusedFields, today }: Pick<RunOutcome, 'refusedFields' | 'today'>,
): Pick<accounts.AccountChanges, 'refusedFields'> {
  if (refusedFields === null) return {}
  const dayOf = (field: string) => [field, askedAgainOn(before.refusedFields[field], today)]
  return { refusedFields: Object.fromEntries([...refusedFields].map(dayOf)) as Record<string, string> }
}

function askedAgainOn(known: string | undefined, today: string): string {
  return known !== undefined && isRefused(known, today) ? known : addDays(today, unsupportedForDays)
}

/** A day further ahead than any refusal lasts is of a clock that ran ahead. */
function isRefused(askedAgainOn: string, today: string): boolean {
  return askedAgainOn > today && askedAgainOn <= addDays(today, unsupportedForDays)
}
