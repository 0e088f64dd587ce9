import type { Deps } from '../deps.ts'
import type { Failure } from '../failures/failure.ts'
import { foreignIdentity } from '../failures/failure.ts'
import { ForeignIdentity } from '../failures/foreign-identity.ts'
import { judgeFailure } from '../failures/judge-failure.ts'
import { addDays, GraphFailure } from '../instagram/index.ts'
import type { ClaimedSync } from './claim-sync.ts'
import { Stopped } from './run-progress.ts'
import type { SyncResult } from './sync-result.ts'

/** How many of the newest days a user looks at first. */
const newestDays = 4

/** What the end of a run means. */
export interface JudgedRun {
  /** `null` when all went well. */
  failure: Failure | null
  /** Our own hourly budget ended it, a refusal of the app, or the program's end: the rest comes later, and nothing is wrong. */
  isPostponed: boolean
  /** It was to bring numbers of the newest days, asked Instagram for them, and got none. */
  isWithoutNumbers: boolean
}

export async function judgeRun(deps: Deps, claimed: ClaimedSync, result: SyncResult): Promise<JudgedRun> {
  const { error, answers, planned, daysWithNumbers, today } = result
  const failure = error === null ? null : await judgeError(deps, claimed, result)
  const [isStopped, isHeldBack] = [error instanceof Stopped, isOwnLimit(error)]
  const wasToBring = answers === null || planned.some(({ day }) => day >= addDays(today, -newestDays))
  return {
    failure,
    isPostponed: isStopped || (claimed.policy.isPostponable && (failure?.kind === 'app_refused' || isHeldBack)),
    isWithoutNumbers: wasToBring && daysWithNumbers === 0 && !isStopped && !isHeldBack,
  }
}

function judgeError(deps: Deps, { account, run }: ClaimedSync, { error, session }: SyncResult): Promise<Failure> {
  if (!(error instanceof ForeignIdentity)) return judgeFailure(deps, error, { session, account })
  deps.log.error('sync.foreign_identity', { accountId: account.id, runId: run.id })
  return Promise.resolve(foreignIdentity(deps.clock.now()))
}

/** Whether our own count of calls, or a pause, kept a call from being made. */
export function isOwnLimit(error: unknown): boolean {
  return error instanceof GraphFailure && error.details.isOwnLimit === true
}
