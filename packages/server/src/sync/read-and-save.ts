import { dailyMetrics, dailySplits } from '@instagram-dashboard/db'
import { openAccountSession } from '../accounts/open-session.ts'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import type { GraphSession } from '../instagram/index.ts'
import { describeError } from '../log.ts'
import type { ClaimedSync } from './claim-sync.ts'
import { planDays } from './plan-days.ts'
import { planRequestOf, statesFrom } from './plan-request.ts'
import { planSplits, splitKey } from './plan-splits.ts'
import { readFirstAudience } from './read-first-audience.ts'
import { readInstagram } from './read-instagram.ts'
import { isSkippable } from './read-parts.ts'
import { progressOf } from './run-progress.ts'
import { saveAnswers } from './save-answers.ts'
import { stepsFor } from './series-windows.ts'
import { isOnlyAboutMedia, syncMedia } from './sync-media.ts'
import type { SyncResult } from './sync-result.ts'

// What the media weigh on the progress bar, in steps: how many there are is known too late for it.
const mediaSteps = 10
// As many as a first screen shows.
const firstPosts = 6

/**
 * Reads what is planned, saves it piece by piece, and keeps account of it in the result.
 * @throws the first failure that leaves something of the account's own numbers unread
 */
export async function readAndSave(
  deps: Deps,
  claimed: ClaimedSync,
  { result, caller }: { result: SyncResult; caller: Caller },
): Promise<void> {
  const { db, clock, log } = deps
  const { account, run, policy } = claimed
  const { today } = result
  const session = await openAccountSession(deps, account, result.gate)
  result.session = session
  const request = planRequestOf(account, { now: clock.now(), isWithReread: policy.isWithReread })
  const range = { first: statesFrom(account, today), last: today }
  const known = await dailyMetrics.listStates(db, account.id, range)
  const states = new Map(known.map((row) => [row.day, row]))
  result.states = states
  const knownSplits = await dailySplits.listStates(db, account.id, range)
  const splitStates = new Map(knownSplits.map((row) => [splitKey(row.by, row.day), row]))
  result.splitStates = splitStates
  const planned = planDays(policy.plan, { ...request, states: known })
  result.planned = planned
  const splits = planSplits(policy.plan, { ...request, states: known, splits: knownSplits }, planned)
  const total = stepsFor({ days: planned, today }) + splits.length + mediaSteps
  result.steps = total
  let done = 0
  const saveStep = progressOf(deps, claimed)
  const { failures } = await readInstagram(session, {
    instagramUserId: account.instagramUserId,
    days: planned,
    splits,
    today,
    now: () => clock.now(),
    refusedMetrics: request.refusedMetrics,
    isWatched: policy.isWatched,
    onStep: (phase) => saveStep({ phase, done: (done += 1), total, apiCalls: result.calls.made }),
    onAnswers: async (answers, days) => {
      const isFirst = result.answers === null
      result.daysWithNumbers += await saveAnswers(deps, claimed, {
        answers,
        days,
        today,
        caller,
        isFirst,
        states,
        splitStates,
      })
      result.answers = answers
      for (const day of days) result.days.add(day)
    },
    ...(policy.plan === 'first' && {
      onProfile: (profile) => readFirstAudience(deps, claimed, { session, profile }),
      onNewestDays: () => readNewestPosts(deps, claimed, session),
    }),
  })
  const { interruptedBy } = await syncMedia(deps, {
    session,
    lease: claimed.lease,
    reads: ['sync'],
    mostPosts: policy.mostPosts - (policy.plan === 'first' ? firstPosts : 0),
    isNewestFirst: policy.isNewestFirst,
    onStep: (mediaDone, mediaTotal) => {
      const share = Math.floor((mediaSteps * mediaDone) / Math.max(1, mediaTotal))
      return saveStep({ phase: 'media', done: total - mediaSteps + share, total, apiCalls: result.calls.made })
    },
  })
  // What ends everything comes first; then what is missing of the account's own numbers.
  if (interruptedBy && !isSkippable(interruptedBy)) throw interruptedBy
  const [missing] = failures
  if (missing) throw missing
  if (!interruptedBy) return
  if (!isOnlyAboutMedia(interruptedBy)) throw interruptedBy
  // What Instagram refuses about the posts says nothing about the account's numbers, which are saved; an operator is told.
  log.warn('sync.media_refused', { accountId: account.id, runId: run.id, ...describeError(interruptedBy) })
}

/** @throws GraphFailure after which nothing else is worth asking; the rest is asked for again with all posts */
async function readNewestPosts(deps: Deps, { lease }: ClaimedSync, session: GraphSession): Promise<void> {
  const { interruptedBy } = await syncMedia(deps, {
    session,
    lease,
    reads: ['first'],
    mostPosts: firstPosts,
    isNewestFirst: true,
  })
  if (interruptedBy && !isSkippable(interruptedBy)) throw interruptedBy
}
