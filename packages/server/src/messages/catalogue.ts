import type { AppErrorCode, FailureReason } from '../errors.ts'

export interface ErrorMessageParameters {
  /** How long to wait, already in words ("14 minutos"); absent when not known. */
  wait: string | undefined
}

/** A missing sentence does not compile. */
export interface Messages {
  invalidField: string
  /** In the place of the code's own sentence where the cause is known. */
  reasons: Record<FailureReason, string>
  errors: Record<AppErrorCode, (parameters: ErrorMessageParameters) => string>
}
