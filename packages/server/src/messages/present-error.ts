import {
  actionFor,
  actionForReason,
  asErrorCode,
  asFailureReason,
  type AppErrorAction,
  type AppErrorCode,
} from '../errors.ts'
import { errorMessage, type Locale, type SentenceClock } from './messages.ts'

/**
 * A stored failure as the user sees it, in their language; `null` when there was none.
 * @param goesOn when what failed is done again by itself or by the user, where that is known
 */
export function presentError(
  { code, reason, at }: { code: string | null; reason: string | null; at: Date | null },
  locale: Locale,
  goesOn: { at: Date; clock: SentenceClock } | null = null,
): { code: AppErrorCode; message: string; action: AppErrorAction; at: Date } | null {
  if (code === null || at === null) return null
  const known = asErrorCode(code)
  const knownReason = asFailureReason(reason)
  const action = knownReason === null ? actionFor[known] : actionForReason[knownReason]
  const wait = goesOn && {
    retryAfterSeconds: Math.ceil((goesOn.at.getTime() - goesOn.clock.now.getTime()) / 1_000),
    clock: goesOn.clock,
  }
  return { code: known, message: errorMessage(known, { locale, reason: knownReason, ...wait }), action, at }
}
