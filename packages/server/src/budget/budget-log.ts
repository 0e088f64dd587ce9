import type { GraphFailure, TryOutcome } from '../instagram/index.ts'
import { describeError, type Log, type LogFields } from '../log.ts'
import type { BudgetHold } from './limits.ts'

/**
 * Logs each call, and when Instagram wants silence and when that is over: once for a process, however many accounts wait
 * for it.
 */
export type BudgetLog = ReturnType<typeof createBudgetLog>

export function createBudgetLog(log: Log | undefined) {
  let appUntil: Date | null = null
  return {
    /** A try that was answered or failed; nothing of its address, which holds tokens. */
    call({ endpoint, failure, durationMs }: TryOutcome, fields: LogFields = {}): void {
      const answer = failure ? { ...describeError(failure), errorName: undefined, at: undefined } : { endpoint }
      log?.debug('instagram.call', { ...fields, durationMs, ...answer })
    },
    /** A pause that this process was first to learn. @param scope an account's id, or `app` */
    pause(scope: string, { until, failure }: { until: Date; failure: GraphFailure }): void {
      const isRefusal = failure.kind === 'app_refused'
      const fields = { until: until.toISOString(), ...describeError(failure), at: undefined }
      if (scope !== 'app') return log?.warn('account.paused', { accountId: scope, ...fields })
      appUntil = until
      return isRefusal ? log?.error('app.refused', fields) : log?.warn('app.paused', fields)
    },
    /** What a call waits for; of a pause of the whole app that another process has learnt it is told once. */
    waiting({ until, by }: BudgetHold): void {
      if (by !== 'app_pause' && by !== 'app_refused') return
      if (appUntil !== null && appUntil >= until) return
      appUntil = until
      log?.warn('app.waiting', { until: until.toISOString() })
    },
    /** Instagram answered well. @param isRefused it still refuses the app for something else */
    answer(now: Date, isRefused: boolean): void {
      // What was asked before the pause may be answered in it.
      if (appUntil === null || appUntil > now || isRefused) return
      appUntil = null
      log?.info('app.resumed')
    },
  }
}
