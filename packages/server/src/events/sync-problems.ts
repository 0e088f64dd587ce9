import { believed, hourMs } from '../clock/index.ts'
import type { EventOf } from './catalogue.ts'
import type { Facts } from './facts.ts'

/** What the user is told of a sync that brought nothing. */
export interface SyncProblem {
  code: string
  reason: string | null
  /** The same while it lasts, so that the same cause is told once. */
  episode: number
}

// Two nights, and less than two days for how long a night takes.
const twoNightsMs = 44 * hourMs
// Only the user can end these, at Instagram or here, so that waiting for a second night helps nobody.
const endedByUser = new Set(['SCOPE_MISSING', 'ACCOUNT_NOT_PROFESSIONAL'])
const endedAtInstagram = new Set(['log_in_to_instagram', 'lift_restriction', 'wait_out_block'])
/** Of an app that Instagram refuses: the operator's, and nobody else's. */
const ofTheApp = 'app_refused'

/** Days were written, and with numbers in them: whatever else was missing, they come again. */
export function bringsNumbers({ data }: EventOf<'sync.completed'>, { account }: Facts): boolean {
  return data.daysWritten > 0 && (account?.failingSince ?? null) === null
}

/** A run that ended without even a profile. A connection that ended has a notification of its own. */
export function problemOfFailed({ data }: EventOf<'sync.failed'>, facts: Facts): SyncProblem | null {
  if (data.code === 'RECONNECT_REQUIRED' || data.reason === ofTheApp) return null
  return { code: data.code, reason: data.reason, episode: episodeOf(facts) }
}

/**
 * A run that read the profile and no numbers: told at once where only the user can end it, and when no numbers came
 * for two nights for whatever other cause that Instagram or this program gives.
 */
export function problemOfHollow(event: EventOf<'sync.completed'>, facts: Facts): SyncProblem | null {
  const { code, reason } = event.data
  // Without a cause there was nothing to read, or it was put off by our own budget: it goes on by itself.
  if (bringsNumbers(event, facts) || code === null || code === 'RECONNECT_REQUIRED' || reason === ofTheApp) return null
  const isTheUsers = endedByUser.has(code) || endedAtInstagram.has(reason ?? '')
  return isTheUsers || hasLastedTwoNights(facts) ? { code, reason, episode: episodeOf(facts) } : null
}

function hasLastedTwoNights({ account, at }: Facts): boolean {
  if (account === null || account.failingSince === null) return false
  const since = believed(account.numbersReadAt, 'happened', at) ?? believed(account.failingSince, 'happened', at)
  // Of numbers that a wrong clock dated nothing is known but that none came since.
  return since === null || at.getTime() - since.getTime() >= twoNightsMs
}

/** A connection that was made anew is a new chance, and its failure is told again. */
function episodeOf({ account }: Facts): number {
  const begun = account?.failingSince ?? account?.lastSyncedAt ?? null
  return Math.max(begun?.getTime() ?? 0, account?.connectedAt.getTime() ?? 0)
}
