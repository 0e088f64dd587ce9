import type { dailyMetrics } from '@instagram-dashboard/db'
import type { SessionGate } from '../budget/call-gates.ts'
import type { Deps } from '../deps.ts'
import type { GraphFailure, GraphSession } from '../instagram/index.ts'
import type { Answers } from './answers.ts'
import { callsAhead, type ClaimedSync } from './claim-sync.ts'
import type { PlannedDay } from './late-days.ts'
import type { SplitState } from './plan-splits.ts'

/** What a sync has done so far, also when it ends early. */
export interface SyncResult {
  /** Los Angeles day on which it began. */
  today: string
  /** Has reserved calls that may not be made. */
  gate: SessionGate
  calls: {
    made: number
    /** What Instagram refused of the numbers last, without ending the sync. */
    refusal: GraphFailure | null
  }
  /** `null` when nothing could be asked. */
  session: GraphSession | null
  /** `null` when not even the profile could be read. */
  answers: Answers | null
  /** What is known of each stored day by now; `null` when that was not read. */
  states: Map<string, dailyMetrics.DayStateRow> | null
  /** The same of what their numbers are made of, by `splitKey`. */
  splitStates: Map<string, SplitState> | null
  /** What it was to read; empty until that is known. */
  planned: readonly PlannedDay[]
  /** Days that were read and saved. */
  days: Set<string>
  /** Of how many of them Instagram said a number. */
  daysWithNumbers: number
  /** Of the progress bar; 0 until they are known. */
  steps: number
  /** What ended it early; `null` when nothing did. */
  error: unknown
}

export function beginResult({ budget }: Deps, { account, run, reservation }: ClaimedSync, today: string): SyncResult {
  const calls: SyncResult['calls'] = { made: 0, refusal: null }
  const gate = budget.gate(account.id, {
    purpose: reservation.purpose,
    runId: run.id,
    ahead: callsAhead,
    reservation,
    onTry: () => {
      calls.made += 1
    },
    onFailure: (failure) => {
      if (isAboutMetric(failure)) calls.refusal = failure
    },
  })
  const unread = { session: null, answers: null, states: null, splitStates: null, planned: [], steps: 0, error: null }
  return { today, gate, calls, ...unread, days: new Set(), daysWithNumbers: 0 }
}

/** A refusal that costs the run nothing but the metric. */
function isAboutMetric({ kind, endpoint }: GraphFailure): boolean {
  const isAboutNumbers = endpoint.includes('insights') && !endpoint.includes('media')
  return isAboutNumbers && kind !== 'transient' && kind !== 'unreadable'
}
