import { classifyAnswer } from '../instagram/index.ts'
import type { ConnectCancelInput } from './contract.ts'
import { isOfLogin } from './connect-failure.ts'

/**
 * Why an attempt ended at Instagram's page, as it is kept. `cancelled`: the user said no. `no_answer`: they came back with
 * nothing. `app_refused`: Instagram refuses our app. `unavailable`: it was down. `refused`: anything else.
 */
export type EndAtInstagram = 'cancelled' | 'no_answer' | 'app_refused' | 'unavailable' | 'refused'

// Instagram's own words are free text from outside: only known ones are kept.
const knownErrors = new Set([
  'access_denied',
  'user_denied',
  'server_error',
  'temporarily_unavailable',
  'invalid_scope',
  'no_answer',
])
const denials = new Set(['access_denied', 'user_denied'])
// Unknown app, redirect URI that is not registered, domain that is not the app's.
const codesOfApp = new Set([101, 191, 1_349_048, 1_349_187])
const textsOfApp = /redirect[_ ]uri|can't load url|platform app|development mode|not (?:active|live|set up)|app_id/i

/** @param input what the redirect brought: `error`, or in its place the number of an `error_code` or `error_<code>`, or `no_answer` */
export function endOf({ error, errorReason = '', errorDescription = '' }: ConnectCancelInput): {
  end: EndAtInstagram
  /** For the funnel: never a free text. */
  reason: string
} {
  const code = /^(?:error_)?(-?\d{1,9})$/.exec(error)?.[1]
  const known = [errorReason, error].find((text) => knownErrors.has(text))
  if (denials.has(error) || denials.has(errorReason)) return { end: 'cancelled', reason: known ?? 'other' }
  if (error === 'no_answer') return { end: 'no_answer', reason: 'no_answer' }
  const reason = known ?? (code === undefined ? 'other' : `error_${code}`)
  return { end: ofAnswer(code === undefined ? undefined : Number(code), errorDescription, error), reason }
}

function ofAnswer(code: number | undefined, message: string, error: string): EndAtInstagram {
  const body = { error: { message, code } }
  const failure = classifyAnswer({ endpoint: 'authorize', status: 400, headers: new Headers(), body })
  const isOfApp = (code !== undefined && codesOfApp.has(code)) || textsOfApp.test(message) || error === 'invalid_scope'
  if (isOfApp || failure?.kind === 'app_refused' || (failure && isOfLogin(failure))) return 'app_refused'
  const isUnwell = failure?.kind === 'transient' || error === 'server_error' || error === 'temporarily_unavailable'
  return isUnwell ? 'unavailable' : 'refused'
}
