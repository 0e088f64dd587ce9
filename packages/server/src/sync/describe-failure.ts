import { GraphFailure } from '../instagram/failure.ts'
import { describeError, type LogFields } from '../log.ts'

/** What may be said about what went wrong: of Instagram's refusals the codes, the trace id and what was asked. */
export function describeFailure(error: unknown): LogFields {
  if (!(error instanceof GraphFailure)) return describeError(error)
  const { code, subcode, traceId, httpStatus, refusedNames } = error.details
  return {
    errorName: error.name,
    failure: error.kind,
    instagramCode: code,
    instagramSubcode: subcode,
    traceId,
    httpStatus,
    endpoint: error.endpoint,
    metric: refusedNames && refusedNames.length > 0 ? refusedNames.join(',') : undefined,
  }
}
