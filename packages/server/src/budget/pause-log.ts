import { GraphFailure } from '../instagram/failure.ts'
import { describeError, type Log } from '../log.ts'

interface Pause {
  until: Date
  failure: GraphFailure
}

/** Says when Instagram wants silence and when it is over: once for a process, however many accounts wait for it. */
export function createPauseLog(log: Log | undefined) {
  let appUntil: Date | null = null
  return {
    /** A pause that this process was first to learn. @param scope an account's id, or `app` */
    begin(scope: string, { until, failure }: Pause): void {
      const isRefusal = failure.kind === 'app_refused'
      const fields = { until: until.toISOString(), ...describeError(failure), at: undefined }
      if (scope !== 'app') return log?.warn('account.paused', { accountId: scope, ...fields })
      appUntil = until
      return isRefusal ? log?.error('app.refused', fields) : log?.warn('app.paused', fields)
    },
    /** A pause of the whole app that another process has learnt. */
    meet(until: Date): void {
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
