import type { ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import { noAnswer, type ConnectOutcome, type ReturnFromInstagram } from './channel.ts'
import { remembered } from './attempt-memory.ts'
import type { InstagramConnect } from './connect.ts'
import { InstagramError, isInstagramError, type InstagramErrorAction, type InstagramErrorCode } from '../errors.ts'
import { sentence, type SentenceName } from '../messages.ts'

/** Ends an attempt with what Instagram answered, and with what the page that began it has bound it to. */
export type FinishConnection = (found: ReturnFromInstagram, browserVerifier?: string) => Promise<ConnectCompleteResult>

// After these the code still works, or never reached the server: trying again may succeed.
const transientFailure = /^(AUTH_REQUIRED|(INSTAGRAM_)?RATE_LIMITED|CONFLICT|INTERNAL|INSTAGRAM_UNAVAILABLE)$/

/** Whether trying the same return again later may succeed. */
export function isTransient(error: unknown): boolean {
  return isInstagramError(error) && transientFailure.test(error.code)
}

/**
 * `connect.complete` with what this tab has bound the attempt to, so that callers of `start` and `complete` need not pass it.
 */
export function withBrowserVerifier(complete: InstagramConnect['complete']): InstagramConnect['complete'] {
  return (input, options) =>
    complete({ ...input, browserVerifier: input.browserVerifier ?? remembered(input.state)?.browserVerifier }, options)
}

/** How a return from Instagram is told to the server, and what it means for the user. */
export function createFinish(
  { complete, cancel, attempt }: Pick<InstagramConnect, 'complete' | 'cancel' | 'attempt'>,
  locale: string,
): FinishConnection {
  return async (found, browserVerifier) => {
    switch (found.kind) {
      case 'tampered':
        throw ownError('STATE_INVALID', locale)
      case 'accepted':
        return await complete({ ...found.input, browserVerifier })
      case 'refused': {
        // The user's refusal stands, also when the server can not be told.
        const cause: unknown = await (found.input &&
          cancel(found.input).then(
            () => undefined,
            (error: unknown) => error,
          ))
        if (found.error === 'access_denied') throw ownError('OAUTH_DENIED', locale, { cause })
        if (found.error === noAnswer)
          throw new InstagramError('INSTAGRAM_REJECTED', sentence(noAnswer, locale), { action: 'retry', cause })
        const { error } = (found.input && (await attempt({ state: found.input.state }).catch(() => undefined))) ?? {}
        // Instagram refuses the app: there is nothing that the user could do.
        if (error?.action === 'none') throw new InstagramError(error.code, error.message, { action: 'none', cause })
        throw ownError('INSTAGRAM_REJECTED', locale, { action: 'contact_support', cause })
      }
    }
  }
}

/** An error that this side found by itself. */
export function ownError(
  code: InstagramErrorCode & SentenceName,
  locale: string,
  options: { action?: InstagramErrorAction; cause?: unknown } = {},
): InstagramError {
  return new InstagramError(code, sentence(code, locale), { action: 'retry', ...options })
}

/** An outcome in the form in which it crosses to another tab. */
export function outcomeOf(settled: PromiseSettledResult<ConnectCompleteResult>, locale: string): ConnectOutcome {
  if (settled.status === 'fulfilled') return { result: settled.value }
  const error: InstagramError = isInstagramError(settled.reason)
    ? settled.reason
    : new InstagramError('INTERNAL', sentence('unreadable', locale), { action: 'retry' })
  // The sentence of an error is not among what a copy of it takes along.
  return { failure: { ...error, message: error.message } }
}

/** @throws InstagramError when the outcome is a failure */
export function unpackOutcome(outcome: ConnectOutcome): ConnectCompleteResult {
  if ('result' in outcome) return outcome.result
  const { code, message, ...options } = outcome.failure
  throw new InstagramError(code, message, options)
}
