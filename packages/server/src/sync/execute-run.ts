import { accounts, dailyMetrics, syncRuns } from '@instagram-dashboard/db'
import type { SessionGate } from '../budget/call-budget.ts'
import { judgeFailure } from '../connection/judge-failure.ts'
import { systemCaller, type Caller, type Deps } from '../deps.ts'
import { addDays, dayOf } from '../instagram/days.ts'
import { GraphFailure } from '../instagram/failure.ts'
import type { GraphSession } from '../instagram/graph-client.ts'
import { describeError } from '../log.ts'
import { refusedOf } from './account-after-run.ts'
import { callsAhead, Superseded, syncLeaseMs, type ClaimedSync } from './claim-sync.ts'
import type { SyncPhase } from './contract.ts'
import { finishRun } from './finish-run.ts'
import { openAccountSession } from './open-session.ts'
import { historyDays, planDays, planNight } from './plan-days.ts'
import { readInstagram, stepsFor, type Reading } from './read-instagram.ts'
import { saveReading } from './save-reading.ts'
import { isOnlyAboutMedia, syncMedia } from './sync-media.ts'

// What the media weigh on the progress bar, in steps: how many there are is known too late for it.
const mediaSteps = 10
// Short, so that a press of the button, which takes the account over, is noticed soon.
const nightlyStepMs = 5_000

/** The program ends: the run stops where it is, and the next start goes on. */
class Stopped extends Error {
  override readonly name = 'Stopped'
}

/** What a run has done so far, also when it ends early. */
interface Work {
  gate: SessionGate
  session: GraphSession | null
  reading: Reading | null
  /** What is known of each stored day by now; `null` until that was read. */
  states: Map<string, dailyMetrics.DayStateRow> | null
  days: Set<string>
  /** How many it has in all; 0 until that is known. */
  steps: number
  apiCalls: number
  /** Why it ended early. */
  error: unknown
}

/**
 * Carries a claimed sync to its end. Never throws for a failure of Instagram's: that is an outcome of the run.
 * @returns the run, ended
 */
export async function executeRun(deps: Deps, claimed: ClaimedSync, caller?: Caller): Promise<syncRuns.SyncRunRow> {
  const { clock, log, settings, budget } = deps
  const who = caller ?? systemCaller(settings.defaultLocale)
  const { account, run } = claimed
  const today = dayOf(clock.now())
  const { counted } = claimed
  const gate = budget.gate(account.id, {
    purpose: counted.purpose,
    ahead: callsAhead,
    counted,
    onTry: () => {
      work.apiCalls += 1
    },
  })
  const work: Work = {
    gate,
    session: null,
    reading: null,
    states: null,
    days: new Set(),
    steps: 0,
    apiCalls: 0,
    error: null,
  }
  try {
    try {
      await readAndSave(deps, claimed, { work, today, caller: who })
    } catch (error) {
      if (error instanceof Superseded) throw error
      log.warn('sync.interrupted', { accountId: account.id, runId: run.id, ...describeError(error) })
      work.error = error
    }
    const { session, reading, error } = work
    const failure = error === null ? null : await judgeFailure(deps, error, { session, account })
    return await finishRun(deps, claimed, {
      reading,
      refusedFields: session?.refusedFields ?? null,
      states: work.states,
      days: work.days,
      today,
      failure,
      isStopped: error instanceof Stopped,
      isPostponed:
        error instanceof Stopped ||
        (run.trigger !== 'manual' && (failure?.kind === 'app_refused' || isOwnLimit(error))),
      steps: work.steps,
      apiCalls: work.apiCalls,
      gate,
      caller: who,
    })
  } catch (error) {
    if (!(error instanceof Superseded)) throw error
    await gate.giveBack()
    log.info('sync.superseded', { accountId: account.id, runId: run.id })
    return closeSuperseded(deps, run)
  }
}

const isOwnLimit = (error: unknown) => error instanceof GraphFailure && error.details.isOwnLimit === true

async function readAndSave(
  deps: Deps,
  claimed: ClaimedSync,
  { work, today, caller }: { work: Work; today: string; caller: Caller },
): Promise<void> {
  const { account, run } = claimed
  const session = await openAccountSession(deps, account, work.gate)
  work.session = session
  const known = await dailyMetrics.listStates(deps.db, account.id, { first: addDays(today, -historyDays), last: today })
  const states = new Map(known.map((row) => [row.day, row]))
  work.states = states
  const days = run.trigger === 'scheduled' ? planNight(deps.clock.now(), known) : planDays(today, known)
  const total = stepsFor({ days, today }) + mediaSteps
  work.steps = total
  let done = 0
  const saveStep = progressOf(deps, claimed)
  await readInstagram(session, {
    days,
    today,
    refusedMetrics: refusedOf(account.unsupportedMetrics, today),
    onStep: (phase) => saveStep({ phase, done: (done += 1), total, apiCalls: work.apiCalls }),
    isWatched: run.trigger !== 'scheduled',
    onReading: async (reading, readDays) => {
      await saveReading(deps, claimed, {
        reading,
        days: readDays,
        today,
        caller,
        isFirst: work.reading === null,
        states,
      })
      work.reading = reading
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
  // What Instagram refuses about the posts says nothing about the account's numbers, which are saved.
  if (interruptedBy && !isOnlyAboutMedia(interruptedBy)) throw interruptedBy
}

interface Progress {
  phase: SyncPhase
  done: number
  total: number
  apiCalls: number
}

/** Saves each step while somebody watches; at night only what keeps the lease and tells an operator where a run is. */
function progressOf(deps: Deps, claimed: ClaimedSync): (progress: Progress) => Promise<void> {
  const { clock, background } = deps
  let savedAt = clock.now().getTime()
  return async (progress) => {
    const now = clock.now().getTime()
    if (claimed.run.trigger !== 'scheduled' || now - savedAt >= nightlyStepMs) {
      await saveProgress(deps, claimed, progress)
      savedAt = now
    }
    if (background.isEnding()) throw new Stopped('The program ends')
  }
}

async function saveProgress(
  { db, clock }: Deps,
  { run, account, lease }: ClaimedSync,
  progress: Progress,
): Promise<void> {
  const leaseUntil = new Date(clock.now().getTime() + syncLeaseMs)
  await db.transaction(async (tx) => {
    if (!(await accounts.renewLease(tx, { id: account.id, lease }, { leaseUntil }))) {
      throw new Superseded('The lease is lost')
    }
    await syncRuns.updateUnfinished(tx, run.id, { status: 'running', ...progress })
  })
}

async function closeSuperseded({ db, clock }: Deps, run: syncRuns.SyncRunRow): Promise<syncRuns.SyncRunRow> {
  const at = clock.now()
  const outcome = {
    status: 'failed',
    phase: 'finished',
    finishedAt: at,
    errorCode: 'NOT_CONNECTED',
    errorAt: at,
  } as const
  const closed = await syncRuns.updateUnfinished(db, run.id, outcome)
  return closed ?? { ...run, ...outcome }
}
