import { GraphFailure, type WatchCall } from '../instagram/index.ts'
import { withSpan } from '../tracing.ts'
import type { Counters } from './counters.ts'

/** Counts each try of a call to Instagram, and makes it a span with what Instagram answered. */
export function watchInstagram(counters: Counters): WatchCall {
  return (call, work) => {
    const { endpoint, attempt } = call
    const attributes = { 'instagram.endpoint': endpoint, 'instagram.attempt': attempt }
    return withSpan(`instagram ${endpoint}`, { attributes }, async (span) => {
      const end = counters.startInstagramCall(endpoint)
      const tell = (failure: GraphFailure | null) => {
        const status = call.status()
        if (status !== undefined) span.setAttribute('http.response.status_code', status)
        if (failure?.details.code !== undefined) span.setAttribute('instagram.code', failure.details.code)
        if (failure?.details.subcode !== undefined) span.setAttribute('instagram.subcode', failure.details.subcode)
        if (failure) span.setAttribute('instagram.failure', failure.kind)
        end({ code: answerLabel(failure, status), isReachable: failure?.kind !== 'transient' })
      }
      try {
        const result = await work()
        tell(null)
        return result
      } catch (error) {
        tell(error instanceof GraphFailure ? error : new GraphFailure('transient', endpoint))
        throw error
      }
    })
  }
}

/** Instagram's own code; where it named none, the HTTP status; and where nobody answered, `none`. */
function answerLabel(failure: GraphFailure | null, status: number | undefined): string {
  if (failure === null) return 'ok'
  const { code } = failure.details
  if (code !== undefined) return String(code)
  return status === undefined ? 'none' : `http_${status}`
}
