import {
  accounts,
  dailyMetrics,
  dailySplits,
  finalDays,
  followerDays,
  syncRuns,
  type Handle,
} from '@instagram-dashboard/db'
import { longestStreak, measureAccount } from '../achievements/measure.ts'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import type { SyncMeasures } from '../events/catalogue.ts'
import { judgeGoals } from '../goals/judge-goals.ts'
import { instagramErrorOf } from '../failures/instagram-error.ts'
import { addDays, dayOf } from '../instagram/index.ts'
import { Superseded } from '../leases/superseded.ts'
import { accountAfterRun } from './account-after-run.ts'
import type { Answers } from './answers.ts'
import type { ClaimedSync } from './claim-sync.ts'
import type { JudgedRun } from './judge-run.ts'
import { isRereadDone, openWork } from './plan-days.ts'
import { planRequestOf, rereadOf, statesFrom } from './plan-request.ts'
import { areSplitsReread, hasOpenSplits } from './plan-splits.ts'
import { eventsOfRun, type EndStatus } from './run-events.ts'
import { Stopped } from './run-progress.ts'
import type { SyncResult } from './sync-result.ts'

/**
 * Ends a run: what it means for the account, the run itself and the events, in one transaction. Only a confirmed
 * refusal touches the connection.
 * @throws Superseded when the lease is gone: then nothing of it is saved
 */
export async function finishRun(
  { db, clock, record, budget }: Deps,
  { policy, run, account, lease }: ClaimedSync,
  { result, judged, caller }: { result: SyncResult; judged: JudgedRun; caller: Caller },
): Promise<syncRuns.SyncRunRow> {
  const now = clock.now()
  const { answers, today, gate } = result
  const status = statusOf(judged, answers)
  const read = status === 'failed' ? null : answers
  const followersChange = read && changeOf(account, read)
  return db.transaction(async (tx) => {
    const before = await accounts.lock(tx, account.id)
    if (!before) throw new Superseded('The account is gone')
    // After the account, as everywhere: two that lock in different order would wait for each other.
    await gate.settle(tx)
    const range = { first: statesFrom(before, today), last: today }
    const states =
      result.states === null
        ? await dailyMetrics.listStates(tx, account.id, range)
        : [...result.states.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1))
    const splits = result.splitStates?.values() ?? (await dailySplits.listStates(tx, account.id, range))
    // By the account as it is now: days can have been asked for again while the run was under way.
    const request = { ...planRequestOf(before, { now, isWithReread: true }), states, splits: [...splits] }
    const changes = accountAfterRun(before, {
      ...judged,
      today,
      now,
      refusedMetrics: read?.refusedMetrics ?? null,
      refusedFields: result.session?.refusedFields ?? null,
      daysWithNumbers: result.daysWithNumbers,
      nextChance: await budget.nextChance(account.id, tx),
      openWork: openWork(request) ?? (hasOpenSplits(request) ? 'later' : null),
      isRereadDone: rereadOf(before) !== null && isRereadDone(request) && areSplitsReread(request),
    })
    const saved = await lease.release(tx, changes)
    const ended = await syncRuns.updateUnfinished(tx, run.id, {
      status,
      phase: 'finished',
      finishedAt: now,
      ...(status === 'succeeded' ? { done: result.steps, total: result.steps } : {}),
      apiCalls: result.calls.made,
      daysWritten: result.days.size,
      followersChange,
      ...errorColumns(before, { result, judged, now }),
    })
    if (!ended) throw new Superseded('The run was closed')
    const measures = await measure(tx, { account: before, states, today, answers })
    const told = { status, measures, finalDays: await finalDays.takeUntold(tx, account.id) }
    const events = eventsOfRun({ policy, run, account: before, result, judged, followersChange, ...told })
    if (read !== null) events.push(...(await judgeGoals(tx, { ...before, ...saved }, now)))
    for (const event of events) await record(tx, event, { caller, at: now, account: saved })
    return ended
  })
}

function statusOf({ failure }: JudgedRun, answers: Answers | null): EndStatus {
  if (failure === null) return 'succeeded'
  return answers !== null && failure.kind !== 'reconnect_required' ? 'partial' : 'failed'
}

/** What the run's own columns say of its failure; of one without, how Instagram worded that it refuses a metric from now on. */
function errorColumns(
  before: accounts.AccountRow,
  { result, judged: { failure }, now }: { result: SyncResult; judged: JudgedRun; now: Date },
): syncRuns.SyncRunChanges {
  const { error, answers, calls } = result
  // That the program ends is nothing that anybody need be told.
  const told = error instanceof Stopped ? null : failure
  const isNewRefusal = [...(answers?.refusedMetrics ?? [])].some(
    (name) => before.unsupportedMetrics[name] === undefined,
  )
  const instagram = instagramErrorOf(told ? error : isNewRefusal ? calls.refusal : null)
  return {
    errorCode: told?.code ?? null,
    errorReason: told?.reason ?? null,
    errorAt: told && now,
    ...(instagram && {
      instagramCode: instagram.code,
      instagramSubcode: instagram.subcode,
      instagramTraceId: instagram.traceId,
      instagramStatus: instagram.status,
      instagramEndpoint: instagram.endpoint,
      instagramWords: instagram.words,
    }),
  }
}

/** What achievements are about, from what is stored by now. */
async function measure(
  tx: Handle,
  {
    account,
    states,
    today,
    answers,
  }: { account: accounts.AccountRow; states: dailyMetrics.DayStateRow[]; today: string; answers: Answers | null },
): Promise<SyncMeasures> {
  const followed = await followerDays.listDays(tx, account.id, { first: addDays(today, -longestStreak), last: today })
  return measureAccount({
    followed,
    days: states,
    connectedOn: dayOf(account.createdAt),
    followers: answers?.profile.followersCount ?? account.followersCount,
  })
}

/** Against the sync before; unknown after the first. */
function changeOf(before: accounts.AccountRow, { profile }: Answers): number | null {
  if (before.lastSyncedAt === null || before.followersCount === null || profile.followersCount === null) return null
  return profile.followersCount - before.followersCount
}
