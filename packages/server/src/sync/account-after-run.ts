import type { accounts } from '@instagram-dashboard/db'
import { addMs, believed, hourMs, laterOf } from '../clock/index.ts'
import { failureChanges } from '../failures/failure-changes.ts'
import type { JudgedRun } from './judge-run.ts'
import { addDays } from '../instagram/index.ts'

// Then it is asked for again: Instagram gives metrics to accounts that it refused them to before.
const unsupportedForDays = 30
const laterMs = hourMs

export interface RunEnd extends JudgedRun {
  /** Los Angeles day. */
  today: string
  now: Date
  /** What Instagram refuses; `null` when the run learnt nothing about the numbers. */
  refusedMetrics: ReadonlySet<string> | null
  /** Fields that Instagram refuses; `null` when the run could ask for nothing. */
  refusedFields: ReadonlySet<string> | null
  /** Of how many days Instagram said a number in this run. */
  daysWithNumbers: number
  /** When the background goes on with what is missing; `null` when that is the nights' own work. */
  openWork: 'now' | 'later' | null
  /** The days that an operator wanted read again are all read. */
  isRereadDone: boolean
  /** When the budget has room again for a sync that a user starts; `null` for now. */
  nextChance: Date | null
}

/** What a run changes on its account, other than the profile. */
export function accountAfterRun(before: accounts.AccountRow, end: RunEnd): accounts.AccountChanges {
  const { today, now, failure, refusedMetrics, refusedFields } = end
  const read: accounts.AccountChanges = {
    ...(refusedMetrics && {
      lastSyncedAt: now,
      unsupportedMetrics: askedAgain(refusedMetrics, { known: before.unsupportedMetrics, today }),
    }),
    ...(refusedFields && { refusedFields: askedAgain(refusedFields, { known: before.refusedFields, today }) }),
    ...numbersAfter(before, end),
    ...(end.isRereadDone ? { rereadFrom: null, rereadTo: null, rereadAskedAt: null } : {}),
  }
  if (failure !== null && !end.isPostponed) {
    const nextSyncAllowedAt = laterOf(failure.retryAt, end.nextChance)
    // What is missing of a run that brought numbers is fetched soon, however long ago the one before it was.
    const lastSyncedAt = end.daysWithNumbers > 0 ? now : before.lastSyncedAt
    return { ...read, ...failureChanges(failure, { ...before, lastSyncedAt }, now), nextSyncAllowedAt }
  }
  // It is not about this account, of which everything stays as it was known.
  if (failure?.kind === 'app_refused') return { ...read, catchUpAt: failure.retryAt, updatedAt: now }
  // A run that was put off before it brought a number has mended nothing: what was wrong before is still to be seen.
  const isMended = failure === null || end.daysWithNumbers > 0
  return {
    ...read,
    ...(isMended && { lastErrorCode: null, lastErrorReason: null, lastErrorAt: null, suspectedAt: null }),
    catchUpAt: failure?.retryAt ?? catchUpAfter(end),
    nextSyncAllowedAt: laterOf(believed(before.nextSyncAllowedAt, 'wait', now), end.nextChance),
    updatedAt: now,
  }
}

/** When numbers last came, and since when they do not. */
function numbersAfter(
  before: accounts.AccountRow,
  { now, failure, isPostponed, daysWithNumbers, isWithoutNumbers }: RunEnd,
): accounts.AccountChanges {
  if (daysWithNumbers > 0) return { numbersReadAt: now, failingSince: null }
  if (isWithoutNumbers && failure !== null && !isPostponed) {
    return { failingSince: believed(before.failingSince, 'happened', now) ?? now }
  }
  return {}
}

/** Recent history at once; the rest an hour later, so that users have calls left. */
function catchUpAfter({ openWork, now }: RunEnd): Date | null {
  if (openWork === null) return null
  return openWork === 'now' ? now : addMs(now, laterMs)
}

/** The metrics that are not worth asking today: each is refused until the day that is kept with it. */
export function refusedOf(unsupported: Readonly<Record<string, string>>, today: string): Set<string> {
  return new Set(Object.entries(unsupported).flatMap(([metric, day]) => (isRefused(day, today) ? [metric] : [])))
}

/** Each with the day from which it is asked for again. */
function askedAgain(
  refused: ReadonlySet<string>,
  { known, today }: { known: Readonly<Record<string, string>>; today: string },
): Record<string, string> {
  const from = (name: string) => {
    const day = known[name]
    return day !== undefined && isRefused(day, today) ? day : addDays(today, unsupportedForDays)
  }
  return Object.fromEntries([...refused].map((name) => [name, from(name)]))
}

/** A day further ahead than any refusal lasts was written by a clock that ran ahead. */
function isRefused(askedAgainOn: string, today: string): boolean {
  return askedAgainOn > today && askedAgainOn <= addDays(today, unsupportedForDays)
}
