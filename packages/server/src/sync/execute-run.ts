import { accounts, dailyMetrics, syncRuns } from '@instagram-dashboard/db'
import { systemCaller, type Caller, type Deps } from '../deps.ts'
import { addDays, dayOf } from '../instagram/days.ts'
import type { GraphSession } from '../instagram/graph-client.ts'
import { describeError } from '../log.ts'
import { Superseded, syncLeaseMs, type ClaimedSync } from './claim-sync.ts'
import type { SyncPhase } from './contract.ts'
import { historyDays, planDays } from './plan-days.ts'
import { readInstagram } from './read-instagram.ts'
import { saveFailure } from './save-failure.ts'
import { saveReading } from './save-reading.ts'
import { judgeFailure } from './sync-failure.ts'

/**
 * Carries a claimed sync to its end. Never throws for a failure of Instagram's: that is an outcome of the run.
 * @returns the run, ended
 */
export async function executeRun(deps: Deps, claimed: ClaimedSync, caller?: Caller): Promise<syncRuns.SyncRunRow> {
  const { clock, log, instagram, vault, db, settings } = deps
  const who = caller ?? systemCaller(settings.defaultLocale)
  const { account, run } = claimed
  let session: GraphSession | null = null
  let apiCalls = 0
  try {
    const sealed = await accounts.readSealedToken(db, account.id)
    if (sealed === null) throw new Superseded('The account has no token')
    const context = { purpose: 'long_token', owner: account.id, subject: account.instagramUserId } as const
    session = instagram.session(vault.open(context, sealed), () => {
      apiCalls += 1
    })
    const today = dayOf(clock.now())
    const stored = await dailyMetrics.listDays(db, account.id, { first: addDays(today, -historyDays), last: today })
    const reading = await readInstagram(session, {
      days: planDays(today, stored),
      today,
      onStep: (phase, done, total) => saveProgress(deps, claimed, { phase, done, total, apiCalls }),
    })
    const verdict = reading.interruptedBy === null ? null : await judgeFailure(reading.interruptedBy, session)
    if (verdict?.endsConnection === true) return await saveFailure(deps, claimed, { verdict, apiCalls, caller: who })
    return await saveReading(deps, claimed, { reading, today, verdict, apiCalls, caller: who })
  } catch (error) {
    if (error instanceof Superseded) {
      log.info('sync.superseded', { accountId: account.id, runId: run.id })
      return closeSuperseded(deps, run)
    }
    log.warn('sync.failed', { accountId: account.id, runId: run.id, ...describeError(error) })
    const verdict = await judgeFailure(error, session)
    return saveFailure(deps, claimed, { verdict, apiCalls, caller: who })
  }
}

async function saveProgress(
  { db, clock }: Deps,
  { run, account, lease }: ClaimedSync,
  progress: { phase: SyncPhase; done: number; total: number; apiCalls: number },
): Promise<void> {
  const leaseUntil = new Date(clock.now().getTime() + syncLeaseMs)
  if (!(await accounts.renewLease(db, { id: account.id, lease }, leaseUntil))) throw new Superseded('The lease is lost')
  await syncRuns.updateUnfinished(db, run.id, { status: 'running', ...progress })
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
