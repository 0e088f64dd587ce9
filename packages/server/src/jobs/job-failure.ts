import { z } from 'zod'
import type { LogFields } from '../log.ts'

/** Why a try of a job ended without a result: a fault of ours, or an end from outside. */
export const jobFailureReasons = [
  'fault',
  'timed_out',
  'worker_lost',
  'process_ended',
  'account_held',
  'unknown',
] as const
export type JobFailureReason = (typeof jobFailureReasons)[number]

const texts: Partial<Record<JobFailureReason, string>> = {
  timed_out: 'the job took too long',
  process_ended: 'the process ends',
  account_held: 'the account is held',
}

/** A try that ended without a result. pg-boss keeps it in a table, so it says no more than the log. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure'
  readonly reason: JobFailureReason

  constructor(reason: JobFailureReason, { errorName, errorCode, causeCode, at }: LogFields = {}) {
    super(texts[reason] ?? [errorName, errorCode ?? causeCode, at].filter(Boolean).join(' '))
    this.reason = reason
  }
}

const jobFailure = z.object({ message: z.string(), reason: z.enum(jobFailureReasons).default('fault') })
// What pg-boss writes of a job whose worker fell silent. All other ends are said by a worker of ours.
const endFromOutside = z.object({ value: z.object({ message: z.string() }).transform(({ message }) => message) })

/** What pg-boss kept of the last try of a dead letter; earlier releases gave no reason. */
export function readFailure(output: unknown): { failure: string; reason: JobFailureReason } {
  const ours = jobFailure.safeParse(output)
  if (ours.success) return { failure: ours.data.message, reason: ours.data.reason }
  const others = endFromOutside.safeParse(output)
  return others.success
    ? { failure: others.data.value, reason: 'worker_lost' }
    : { failure: 'unknown', reason: 'unknown' }
}
