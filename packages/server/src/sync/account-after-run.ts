import type { accounts } from '@instagram-dashboard/db'
import { failureChanges } from '../connection/failure-changes.ts'
import type { FailureVerdict } from '../connection/verdict.ts'
import { addDays } from '../instagram/days.ts'

// Instagram gives metrics to accounts that it refused them to before.
const unsupportedForDays = 30

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
  /** Days of the history are still missing. */
  hasOpenDays: boolean
  /** When a press of the button has room again by the budget; `null` for now. */
  nextChance: Date | null
}

/** What a run changes on its account, other than the profile. */
export function accountAfterRun(before: accounts.AccountRow, outcome: RunOutcome): accounts.AccountChanges {
  const { today, now, failure, refusedMetrics } = outcome
  const fields = refusedFieldsAfter(before, outcome)
  const read =
    refusedMetrics === null
      ? {}
      : {
          lastSyncedAt: now,
          unsupportedMetrics: Object.fromEntries(
            [...refusedMetrics].map((metric) => [metric, dayOfRefusal(before.unsupportedMetrics[metric], today)]),
          ),
        }
  if (failure !== null && !outcome.isPostponed) {
    const nextSyncAllowedAt = laterOf(failure.retryAt, outcome.nextChance)
    return { ...read, ...fields, ...failureChanges(failure, before, now), nextSyncAllowedAt }
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
    catchUpAt: failure?.retryAt ?? (outcome.hasOpenDays ? now : null),
    nextSyncAllowedAt: laterOf(before.nextSyncAllowedAt, outcome.nextChance),
    updatedAt: now,
  }
}

/** The metrics that are not worth asking today: refused within the last thirty days. */
export function refusedOf(unsupported: Readonly<Record<string, string>>, today: string): Set<string> {
  return new Set(Object.entries(unsupported).flatMap(([metric, day]) => (isFresh(day, today) ? [metric] : [])))
}

/** Each with the day from which it is asked for again. */
function refusedFieldsAfter(
  before: accounts.AccountRow,
  { refusedFields, today }: Pick<RunOutcome, 'refusedFields' | 'today'>,
): Pick<accounts.AccountChanges, 'refusedFields'> {
  if (refusedFields === null) return {}
  const again = addDays(today, unsupportedForDays)
  const dayOf = (field: string) => {
    const known = before.refusedFields[field]
    return known !== undefined && known > today ? known : again
  }
  return { refusedFields: Object.fromEntries([...refusedFields].map((field) => [field, dayOf(field)])) }
}

function dayOfRefusal(known: string | undefined, today: string): string {
  return known !== undefined && isFresh(known, today) ? known : today
}

function isFresh(day: string, today: string): boolean {
  return day > addDays(today, -unsupportedForDays)
}

function laterOf(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other
  return one > other ? one : other
}
