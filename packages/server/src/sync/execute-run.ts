import { dailyMetrics, syncRuns } from '@instagram-dashboard/db'
import type { SessionGate } from '../budget/call-gates.ts'
import { ForeignIdentity, foreignIdentity } from '../failures/foreign-identity.ts'
import { judgeFailure } from '../failures/judge-failure.ts'
import { mendWithoutToken } from '../failures/lose-token.ts'
import type { FailureVerdict } from '../failures/verdict.ts'
import { userReference } from '../pseudonyms/pseudonym.ts'
import { systemCaller, type Caller, type Deps } from '../deps.ts'
import { addDays, dayOf } from '../instagram/days.ts'
import { GraphFailure } from '../instagram/failure.ts'
import { describeError } from '../log.ts'
import type { GraphSession } from '../instagram/graph-client.ts'
import { callsAhead, type ClaimedSync } from './claim-sync.ts'
import { Superseded } from '../leases/superseded.ts'
import type { SyncTrigger } from './contract.ts'
import { finishRun } from './finish-run.ts'
import { openAccountSession } from '../accounts/open-session.ts'
import type { PlannedDay } from './late-days.ts'
import { planDays, type PlanKind } from './plan-days.ts'
import { planRequestOf, statesFrom } from './plan-request.ts'
import type { Answers } from './answers.ts'
import { readInstagram } from './read-instagram.ts'
import { isPerhapsOfOne } from './read-parts.ts'
import { progressOf, Stopped } from './run-progress.ts'
import { saveAnswers } from './save-answers.ts'
import { stepsFor } from './series-windows.ts'
import { withSpan } from '../tracing.ts'
import { isOnlyAboutMedia, syncMedia } from './sync-media.ts'

// What the media weigh on the progress bar, in steps: how many there are is known too late for it.
const mediaSteps = 10
/** What of a plan is for somebody who looks at the newest numbers. */
const newestDays = 4
const planKinds = {
  scheduled: 'night',
  manual: 'press',
  admin: 'press',
  first_connection: 'first',
} as const satisfies Record<SyncTrigger, PlanKind>

/** What a run has done so far, also when it ends early. */
interface Work {
  gate: SessionGate
  session: GraphSession | null
  answers: Answers | null
  /** What is known of each stored day by now; `null` until that was read. */
  states: Map<string, dailyMetrics.DayStateRow> | null
  /** What it was to read; empty until that is known. */
  planned: readonly PlannedDay[]
  days: Set<string>
  /** Of how many days Instagram said a number. */
  daysWithNumbers: number
  /** How many it has in all; 0 until that is known. */
  steps: number
  apiCalls: number
  /** Why it ended early. */
  error: unknown
  /** What Instagram refused of the numbers last, without ending it. */
  refusal: GraphFailure | null
}

/**
 * Carries a claimed sync to its end. Never throws for a failure of Instagram's: that is an outcome of the run.
 * @returns the run, ended
 */
export function executeRun(deps: Deps, claimed: ClaimedSync, caller?: Caller): Promise<syncRuns.SyncRunRow> {
  const { id: runId, accountId, trigger } = claimed.run
  const attributes = { 'sync.run_id': runId, 'sync.account_id': accountId, 'sync.trigger': trigger }
  // A night is of all accounts, and each has a trace of its own.
  return withSpan('sync', { attributes, isRoot: trigger === 'scheduled' }, async (span) => {
    const ended = await carryOut(deps, claimed, caller)
    const { status, errorCode, apiCalls, daysWritten } = ended
    span.setAttributes({ 'sync.status': status, 'sync.api_calls': apiCalls, 'sync.days_written': daysWritten })
    if (errorCode !== null) span.setAttribute('sync.code', errorCode)
    return ended
  })
}

async function carryOut(deps: Deps, claimed: ClaimedSync, caller?: Caller): Promise<syncRuns.SyncRunRow> {
  const { clock, log, settings, budget } = deps
  const who = caller ?? systemCaller(settings.defaultLocale)
  const { account, run } = claimed
  const today = dayOf(clock.now())
  const { reservation } = claimed
  const gate = budget.gate(account.id, {
    purpose: reservation.purpose,
    runId: run.id,
    ahead: callsAhead,
    reservation,
    onTry: () => {
      work.apiCalls += 1
    },
    onFailure: (failure) => {
      if (isRefusal(failure)) work.refusal = failure
    },
  })
  const work: Work = {
    gate,
    session: null,
    answers: null,
    states: null,
    planned: [],
    days: new Set(),
    daysWithNumbers: 0,
    steps: 0,
    apiCalls: 0,
    error: null,
    refusal: null,
  }
  try {
    try {
      await readAndSave(deps, claimed, { work, today, caller: who })
    } catch (error) {
      if (error instanceof Superseded) throw error
      work.error = error
    }
    const failure = work.error === null ? null : await judge(deps, claimed, work)
    const ended = await finishRun(deps, claimed, {
      answers: work.answers,
      refusedFields: work.session?.refusedFields ?? null,
      states: work.states,
      days: work.days,
      daysWithNumbers: work.daysWithNumbers,
      isHollow: isHollow(work, today),
      today,
      failure,
      error: work.error,
      refusal: work.refusal,
      isForeign: work.error instanceof ForeignIdentity,
      isStopped: work.error instanceof Stopped,
      isPostponed:
        work.error instanceof Stopped ||
        (run.trigger !== 'manual' && (failure?.kind === 'app_refused' || isOwnLimit(work.error))),
      steps: work.steps,
      apiCalls: work.apiCalls,
      gate,
      caller: who,
    })
    logEnd(deps, ended, work)
    deps.counters.countSyncRun(ended)
    return ended
  } catch (error) {
    if (!(error instanceof Superseded)) throw error
    await gate.settle()
    log.info('sync.superseded', { accountId: account.id, runId: run.id })
    await mendWithoutToken(deps, account)
    return closeSuperseded(deps, run)
  }
}

function judge(deps: Deps, { account, run }: ClaimedSync, { error, session }: Work): Promise<FailureVerdict> {
  if (!(error instanceof ForeignIdentity)) return judgeFailure(deps, error, { session, account })
  deps.log.error('sync.foreign_identity', { accountId: account.id, runId: run.id })
  return Promise.resolve(foreignIdentity(deps.clock.now()))
}

function isOwnLimit(error: unknown): boolean {
  return error instanceof GraphFailure && error.details.isOwnLimit === true
}

/** Of a metric, which costs the run nothing but the metric. */
function isRefusal({ kind, endpoint }: GraphFailure): boolean {
  const isAboutNumbers = endpoint.includes('insights') && !endpoint.includes('media')
  return isAboutNumbers && kind !== 'transient' && kind !== 'unreadable'
}

/** It was to bring numbers that a person sees first, asked Instagram for them, and got none. */
function isHollow({ error, answers, planned, daysWithNumbers }: Work, today: string): boolean {
  if (daysWithNumbers > 0 || error instanceof Stopped || isOwnLimit(error)) return false
  return answers === null || planned.some(({ day }) => day >= addDays(today, -newestDays))
}

/** The one line that tells an operator how a run ended, and with which words of Instagram's. */
function logEnd({ log, keys }: Deps, run: syncRuns.SyncRunRow, { error, answers, apiCalls }: Work): void {
  const fields = {
    userId: userReference(keys, run.userId),
    accountId: run.accountId,
    runId: run.id,
    trigger: run.trigger,
    status: run.status,
    code: run.errorCode,
    reason: run.errorReason,
    daysWritten: run.daysWritten,
    apiCalls: run.apiCalls,
    durationMs: run.finishedAt === null ? null : run.finishedAt.getTime() - run.startedAt.getTime(),
    ...(error === null ? {} : describeError(error)),
  }
  // Nothing was asked, because everybody or this account has to wait: one line for all that wait for the same.
  if (isOwnLimit(error) && answers === null && apiCalls === 0) log.info('sync.postponed', fields)
  else if (run.status === 'failed') log.warn('sync.ended', fields)
  else log.info('sync.ended', fields)
}

async function readAndSave(
  deps: Deps,
  claimed: ClaimedSync,
  { work, today, caller }: { work: Work; today: string; caller: Caller },
): Promise<void> {
  const { account, run } = claimed
  const session = await openAccountSession(deps, account, work.gate)
  work.session = session
  const request = planRequestOf(account, { now: deps.clock.now(), trigger: run.trigger })
  const known = await dailyMetrics.listStates(deps.db, account.id, { first: statesFrom(account, today), last: today })
  const states = new Map(known.map((row) => [row.day, row]))
  work.states = states
  const days = planDays(claimed.isCatchUp && run.trigger === 'scheduled' ? 'catch_up' : planKinds[run.trigger], {
    ...request,
    states: known,
  })
  work.planned = days
  const total = stepsFor({ days, today }) + mediaSteps
  work.steps = total
  let done = 0
  const saveStep = progressOf(deps, claimed)
  const { failures } = await readInstagram(session, {
    instagramUserId: account.instagramUserId,
    days,
    today,
    now: () => deps.clock.now(),
    refusedMetrics: request.refusedMetrics,
    onStep: (phase) => saveStep({ phase, done: (done += 1), total, apiCalls: work.apiCalls }),
    isWatched: run.trigger !== 'scheduled',
    onAnswers: async (answers, readDays) => {
      const isFirst = work.answers === null
      work.daysWithNumbers += await saveAnswers(deps, claimed, {
        answers,
        days: readDays,
        today,
        caller,
        isFirst,
        states,
      })
      work.answers = answers
      for (const day of readDays) work.days.add(day)
    },
  })
  const { interruptedBy } = await syncMedia(deps, {
    session,
    account,
    lease: claimed.lease,
    isForPerson: run.trigger === 'manual',
    onStep: (mediaDone, mediaTotal) =>
      saveStep({
        phase: 'media',
        done: total - mediaSteps + Math.floor((mediaSteps * mediaDone) / Math.max(1, mediaTotal)),
        total,
        apiCalls: work.apiCalls,
      }),
  })
  // What ends everything comes first; then what is missing of the account's own numbers.
  if (interruptedBy && !isPerhapsOfOne(interruptedBy)) throw interruptedBy
  const [missing] = failures
  if (missing) throw missing
  if (!interruptedBy) return
  if (!isOnlyAboutMedia(interruptedBy)) throw interruptedBy
  // What Instagram refuses about the posts says nothing about the account's numbers, which are saved; an operator is told.
  deps.log.warn('sync.media_refused', { accountId: account.id, runId: run.id, ...describeError(interruptedBy) })
}

async function closeSuperseded({ db, clock, counters }: Deps, run: syncRuns.SyncRunRow): Promise<syncRuns.SyncRunRow> {
  const at = clock.now()
  const outcome = {
    status: 'failed',
    phase: 'finished',
    finishedAt: at,
    errorCode: 'NOT_CONNECTED',
    errorAt: at,
  } as const
  const closed = await syncRuns.updateUnfinished(db, run.id, outcome)
  // Otherwise whoever overtook it has counted it.
  if (closed) counters.countSyncRun(closed)
  return closed ?? { ...run, ...outcome }
}
