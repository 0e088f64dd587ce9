/** Why a job failed at its last try: a fault of ours, or an end from outside that its failure names in words. */
export const deathReasons = ['fault', 'timed_out', 'worker_lost', 'process_ended', 'account_held', 'unknown'] as const
export type DeathReason = (typeof deathReasons)[number]

/** What a job says that is given back without a fault. */
export const givenBack = { processEnds: 'the process ends', accountHeld: 'the account is held' } as const
/** What is kept of a job whose end nobody described. */
export const nothingSaid = 'unknown'

// The rest are pg-boss's own words.
const reasons: Readonly<Record<string, DeathReason>> = {
  [givenBack.processEnds]: 'process_ended',
  [givenBack.accountHeld]: 'account_held',
  [nothingSaid]: 'unknown',
  'job timed out': 'timed_out',
  'job heartbeat timeout': 'worker_lost',
  'pg-boss shut down while active': 'process_ended',
}
const overran = 'handler execution exceeded'

/** Tells from the failure of a dead job what kind of end it was. */
export function deathReasonOf(failure: string): DeathReason {
  if (failure.startsWith(overran)) return 'timed_out'
  return Object.hasOwn(reasons, failure) ? (reasons[failure] ?? 'fault') : 'fault'
}
