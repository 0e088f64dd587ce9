import {
  actionFor,
  actionForReason,
  asErrorCode,
  asFailureReason,
  type AppErrorAction,
  type AppErrorCode,
} from '../errors.ts'
import { errorMessage, type Locale } from './messages.ts'

/** A stored failure as the user sees it, in their language; `null` when there was none. */
export function presentError(
  { code, reason, at }: { code: string | null; reason: string | null; at: Date | null },
  locale: Locale,
): { code: AppErrorCode; message: string; action: AppErrorAction; at: Date } | null {
  if (code === null || at === null) return null
  const known = asErrorCode(code)
  const knownReason = asFailureReason(reason)
  const action = knownReason === null ? actionFor[known] : actionForReason[knownReason]
  return { code: known, message: errorMessage(known, { locale, reason: knownReason }), action, at }
}
