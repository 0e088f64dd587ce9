import { connectionAttempts, type Handle } from '@instagram-dashboard/db'

export interface StepSubject {
  stateHash: string
  userId: string
  accountId: string | null
  placement: string | null
  createdAt: Date
}

export interface Step {
  step: connectionAttempts.ConnectionStep
  at: Date
  /** A code of ours, never Instagram's text. */
  errorMessage?: string
  accountId?: string
  textVariant?: string | null
}

/** Adds a step of the connect funnel with the seconds since the attempt began. */
export async function recordStep(handle: Handle, subject: StepSubject, step: Step): Promise<void> {
  await connectionAttempts.insert(handle, {
    stateHash: subject.stateHash,
    userId: subject.userId,
    accountId: step.accountId ?? subject.accountId,
    step: step.step,
    placement: subject.placement,
    textVariant: step.textVariant ?? null,
    durationSeconds: Math.max(0, Math.round((step.at.getTime() - subject.createdAt.getTime()) / 1000)),
    errorMessage: step.errorMessage ?? null,
    createdAt: step.at,
  })
}
