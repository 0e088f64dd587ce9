import { accounts, dailyMetrics, followerDays, syncRuns, type Handle } from '@instagram-dashboard/db'
import type { SessionGate } from '../budget/call-gates.ts'
import { instagramErrorOf } from '../failures/instagram-error.ts'
import type { FailureVerdict } from '../failures/verdict.ts'
import type { Caller, Deps } from '../deps.ts'
import { longestStreak, measureAccount } from '../achievements/measure.ts'
import type { DomainEvent, SyncMeasures } from '../events/catalogue.ts'
import type { GraphFailure } from '../instagram/failure.ts'
import { addDays, dayOf } from '../instagram/days.ts'
import { accountAfterRun } from './account-after-run.ts'
import { isByHand, type ClaimedSync } from './claim-sync.ts'
import { Superseded } from '../leases/superseded.ts'
import { isWishDone, openWork } from './plan-days.ts'
import { planRequestOf, statesFrom, wishOf } from './plan-request.ts'
import type { Answers } from './answers.ts'

export interface FinishedRun {
  /** `null` when not even the profile could be read. */
  answers: Answers | null
  /** What Instagram refuses of the profile and the lists; `null` when nothing could be asked. */
  refusedFields: ReadonlySet<string> | null
  today: string
  /** `null` when all went well. */
  failure: FailureVerdict | null
  /** What ended it early. */
  error: unknown
  /** What Instagram refused of the numbers, without ending it. */
  refusal: GraphFailure | null
  /** Instagram answered for somebody else. */
  isForeign: boolean
  isPostponed: boolean
  /** The program ends, of which nobody need be told. */
  isStopped: boolean
  /** What is known of each stored day by now; `null` when that was not read. */
  states: ReadonlyMap<string, dailyMetrics.DayStateRow> | null
  /** Days that were read and saved. */
  days: ReadonlySet<string>
  /** Of how many of them Instagram said a number. */
  daysWithNumbers: number
  /** It was to bring the newest numbers, and Instagram gave none. */
  isHollow: boolean
  /** Of the progress bar, which a run without posts would not fill by itself. */
  steps: number
  apiCalls: number
  /** Has reserved calls that were not made. */
  gate: SessionGate
  caller: Caller
}

/**
 * Ends a run: what it means for the account, the run itself and the events, in one transaction. Only a confirmed
 * refusal touches the connection.
 * @throws Superseded when the lease is gone: then nothing of it is saved
 */
export async function finishRun(
  { db, clock, record, budget }: Deps,
  { run, account, lease }: ClaimedSync,
  finished: FinishedRun,
): Promise<syncRuns.SyncRunRow> {
  const now = clock.now()
  const { answers, failure, today } = finished
  const status = statusOf(finished)
  const isRead = answers !== null && status !== 'failed'
  const followersChange = isRead ? changeOf(account, answers) : null
  return db.transaction(async (tx) => {
    const before = await accounts.lock(tx, account.id)
    if (!before) throw new Superseded('The account is gone')
    // After the account, as everywhere: two that lock in different order would wait for each other.
    await finished.gate.settle(tx)
    const stored =
      finished.states === null
        ? await dailyMetrics.listStates(tx, account.id, { first: statesFrom(before, today), last: today })
        : [...finished.states.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1))
    // By the account as it is now: somebody can have wanted days again while the run was under way.
    const request = { ...planRequestOf(before, { now, trigger: 'scheduled' }), states: stored }
    const changes = accountAfterRun(before, {
      ...finished,
      nextChance: await budget.nextChance(account.id, tx),
      now,
      refusedMetrics: isRead ? answers.refusedMetrics : null,
      openWork: openWork(request),
      isWishDone: wishOf(before) !== null && isWishDone(request),
    })
    const saved = await accounts.updateAndRelease(tx, { id: account.id, lease }, changes)
    const ended = await syncRuns.updateUnfinished(tx, run.id, {
      status,
      phase: 'finished',
      finishedAt: now,
      ...(status === 'succeeded' ? { done: finished.steps, total: finished.steps } : {}),
      apiCalls: finished.apiCalls,
      daysWritten: finished.days.size,
      followersChange,
      ...(failure === null || finished.isStopped
        ? { errorCode: null, errorReason: null, errorAt: null, ...said(newRefusal(before, finished)) }
        : { errorCode: failure.code, errorReason: failure.reason, errorAt: now, ...said(finished.error) }),
    })
    if (!saved || !ended) throw new Superseded('The lease is lost')
    const measures = await measure(tx, { account: before, stored, today, answers })
    for (const event of eventsOf({ run, account: before, finished, followersChange, status, measures })) {
      await record(tx, event, { caller: finished.caller, at: now, account: saved })
    }
    return ended
  })
}

/** How Instagram worded that it refuses a metric from now on; `null` where it refuses none that is new. */
function newRefusal(before: accounts.AccountRow, { answers, refusal }: FinishedRun): GraphFailure | null {
  const found = [...(answers?.refusedMetrics ?? [])].some((metric) => before.unsupportedMetrics[metric] === undefined)
  return found ? refusal : null
}

/** What Instagram said, for the run's own columns. */
function said(error: unknown): syncRuns.SyncRunChanges {
  const instagram = instagramErrorOf(error)
  if (instagram === null) return {}
  return {
    instagramCode: instagram.code,
    instagramSubcode: instagram.subcode,
    instagramTraceId: instagram.traceId,
    instagramStatus: instagram.status,
    instagramEndpoint: instagram.endpoint,
    instagramWords: instagram.words,
  }
}

type EndStatus = 'succeeded' | 'partial' | 'failed'

function statusOf({ failure, answers }: FinishedRun): EndStatus {
  if (failure === null) return 'succeeded'
  return answers !== null && failure.kind !== 'reconnect_required' ? 'partial' : 'failed'
}

function eventsOf({
  run,
  account,
  finished: { failure, answers, refusedFields, days, isPostponed, isForeign },
  followersChange,
  status,
  measures,
}: {
  run: syncRuns.SyncRunRow
  account: accounts.AccountRow
  finished: FinishedRun
  followersChange: number | null
  status: EndStatus
  measures: SyncMeasures
}): DomainEvent[] {
  // Nothing is wrong and nobody waits: the run is caught up with, and the history says why it read nothing.
  if (isPostponed && answers === null && !isByHand(run.trigger)) return []
  const subject = { userId: account.userId, accountId: account.id }
  const about = { runId: run.id, trigger: run.trigger }
  const found = [...(answers?.refusedMetrics ?? [])]
    .filter((metric) => account.unsupportedMetrics[metric] === undefined)
    .toSorted()
  const foundFields = [...(refusedFields ?? [])]
    .filter((field) => account.refusedFields[field] === undefined)
    .toSorted()
  // What was put off comes by itself.
  const lacking = isPostponed ? null : failure
  const lacks = { code: lacking?.code ?? null, reason: lacking?.reason ?? null }
  return [
    status === 'failed'
      ? {
          type: 'sync.failed',
          ...subject,
          data: { ...about, code: failure?.code ?? 'INTERNAL', reason: failure?.reason ?? null },
        }
      : {
          type: 'sync.completed',
          ...subject,
          data: { ...about, status, daysWritten: days.size, followersChange, ...lacks, ...measures },
        },
    ...(isForeign ? [{ type: 'identity.mismatch' as const, ...subject, data: { seenIn: 'sync' as const } }] : []),
    ...(found.length > 0 && status !== 'failed'
      ? [{ type: 'metric.unsupported' as const, ...subject, data: { metrics: found } }]
      : []),
    ...(foundFields.length > 0 ? [{ type: 'field.refused' as const, ...subject, data: { fields: foundFields } }] : []),
    ...(failure?.kind === 'reconnect_required'
      ? [
          {
            type: 'connection.lost' as const,
            ...subject,
            data: { code: failure.code },
            personal: { username: account.username },
          },
        ]
      : []),
  ]
}

/** What achievements are about, from what is stored by now. */
async function measure(
  tx: Handle,
  {
    account,
    stored,
    today,
    answers,
  }: { account: accounts.AccountRow; stored: dailyMetrics.DayStateRow[]; today: string; answers: Answers | null },
): Promise<SyncMeasures> {
  const followed = await followerDays.listDays(tx, account.id, { first: addDays(today, -longestStreak), last: today })
  return measureAccount({
    followed,
    days: stored,
    connectedOn: dayOf(account.createdAt),
    followers: answers?.profile.followersCount ?? account.followersCount,
  })
}

/** Against the sync before; unknown after the first. */
function changeOf(before: accounts.AccountRow, { profile }: Answers): number | null {
  if (before.lastSyncedAt === null || before.followersCount === null || profile.followersCount === null) return null
  return profile.followersCount - before.followersCount
}
