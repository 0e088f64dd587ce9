import type { ConnectAttemptResult, ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import { wait } from '../transport/abort.ts'
import type { BeginAttempt } from './begin-attempt.ts'
import { openConnectChannel, type ReturnFromInstagram } from './channel.ts'
import { outcomeOf, ownError, type FinishConnection } from './finish.ts'
import { isRedirectPage } from './attempt-memory.ts'
import type { ConnectPopupInput, InstagramConnect } from './connect.ts'
import { detectInAppBrowser } from './in-app-browser.ts'
import { InstagramError, isInstagramError } from '../errors.ts'
import { isDevelopment } from '../hints/development.ts'
import { expectReaderIn } from '../hints/redirect-address.ts'
import { sentence } from '../messages.ts'

interface PopupInput extends Pick<InstagramConnect, 'redirected' | 'redirect' | 'attempt'> {
  begin: BeginAttempt
  finish: FinishConnection
  locale: string
}

const features = 'popup,width=520,height=760'
const defaultTimeoutMs = 10 * 60_000
const pollMs = 1_500
const pollClosedMs = 500
/** How often the server is still asked after the window was closed, for a result that was on its way. */
const pollsAfterClosing = 5

/** Connecting in a window of its own, so that the page that asked for it stays. */
export function createPopup(calls: PopupInput): InstagramConnect['popup'] {
  let current: { opened: Window; result: Promise<ConnectCompleteResult> } | undefined

  return ({ whenBlocked = 'redirect', openingPage = 'about:blank', timeoutMs, signal, ...input } = {}) => {
    if (typeof window === 'undefined') return Promise.reject(new TypeError('connect.popup() needs a browser'))
    if (current && !current.opened.closed) {
      current.opened.focus()
      return current.result
    }
    // Before anything is awaited: browsers open windows only while they handle the click.
    const opened = detectInAppBrowser() === null ? window.open(openingPage, '', features) : null
    if (opened === null) {
      if (whenBlocked === 'reject') return Promise.reject(ownError('POPUP_BLOCKED', calls.locale))
      // Leaves this page, so there is nothing to resolve with.
      return calls.redirect(input).then(() => new Promise<never>(() => {}))
    }
    const result = follow(calls, opened, { ...input, timeoutMs, signal }).finally(() => {
      current = undefined
      opened.close()
    })
    current = { opened, result }
    return result
  }
}

async function follow(
  calls: PopupInput,
  opened: Window,
  { timeoutMs = defaultTimeoutMs, signal, ...input }: ConnectPopupInput,
): Promise<ConnectCompleteResult> {
  showOpening(opened, calls.locale)
  const attempt = await calls.begin(input, { leaver: opened, isAlone: false, signal })
  const { authorizationUrl, state, returnsTo, browserVerifier } = attempt
  if (opened.closed) throw ownError('POPUP_CLOSED', calls.locale)
  // Only counted: the way to Instagram does not depend on it.
  calls.redirected({ state }).catch(() => undefined)
  const stop = new AbortController()
  const abort = () => stop.abort(signal?.reason)
  signal?.addEventListener('abort', abort)
  const timer = setTimeout(() => stop.abort(ownError('POPUP_TIMEOUT', calls.locale)), timeoutMs)
  try {
    // A window without storage can not say its state: it is recognised by its address.
    const isOurs = (address: string) => isRedirectPage(address, returnsTo) && addressOf(opened) === address
    const back = receiveReturn(calls, { state, isOurs, browserVerifier }, stop.signal)
    const polled = poll(calls, { opened, state, isBack: back.isBack }, stop.signal)
    opened.location.replace(authorizationUrl)
    if (isDevelopment) expectReaderIn(opened, { isOurs, isRead: back.isBack })
    return await Promise.race([back.result, polled])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
    stop.abort()
  }
}

interface Waiting {
  state: string
  isOurs: (address: string) => boolean
  browserVerifier: string | undefined
}

/** Receives from the redirect page in the window what Instagram answered, and completes the attempt. */
function receiveReturn(
  { finish, locale }: PopupInput,
  { state, isOurs, browserVerifier }: Waiting,
  signal: AbortSignal,
) {
  let isBack = false
  const result = new Promise<ConnectCompleteResult>((resolve, reject) => {
    const channel = openConnectChannel([state, undefined], (message) => {
      if (message.kind !== 'returned' || (message.state === undefined && !isOurs(message.address))) return
      channel?.send({ state: message.state, kind: 'taken' })
      // A reload of the window sends it again.
      if (isBack) return
      isBack = true
      const tell = (settled: PromiseSettledResult<ConnectCompleteResult>) => {
        channel?.send({ state: message.state, kind: 'settled', outcome: outcomeOf(settled, locale) })
        channel?.close()
      }
      finish(withState(message.found, state), browserVerifier).then(
        (value) => {
          tell({ status: 'fulfilled', value })
          resolve(value)
        },
        (reason: unknown) => {
          tell({ status: 'rejected', reason })
          reject(reason)
        },
      )
    })
    signal.addEventListener('abort', () => {
      if (!isBack) channel?.close()
    })
  })
  // After an abort nobody awaits it: a late rejection must not count as unhandled.
  result.catch(() => undefined)
  return { result, isBack: () => isBack }
}

/** What a window that came back without a state means for the attempt that it belongs to. */
function withState(found: ReturnFromInstagram, state: string): ReturnFromInstagram {
  return found.kind === 'refused' ? { ...found, input: found.input ?? { state, error: found.error } } : found
}

function addressOf(opened: Window): string | null {
  try {
    return opened.location.href
  } catch {
    // A page of another origin: Instagram is still open.
    return null
  }
}

/** Polls the state of the attempt: the only way without `BroadcastChannel`, and how a closed window is found. */
async function poll(
  { attempt, locale }: PopupInput,
  { opened, state, isBack }: { opened: Window; state: string; isBack: () => boolean },
  signal: AbortSignal,
): Promise<ConnectCompleteResult> {
  let pollsWithoutWindow = 0
  for (;;) {
    await wait(opened.closed ? pollClosedMs : pollMs, signal)
    if (isBack()) continue
    const stands = await attempt({ state }, { signal }).catch((error: unknown) => {
      if (isInstagramError(error) && error.code === 'INTERNAL') return undefined
      throw error
    })
    const connected = stands && (resultOf(stands) ?? refuseFailed(stands, locale))
    if (connected) return connected
    // A page that shuts its openers out (Cross-Origin-Opener-Policy) looks closed too, but then it has the focus.
    pollsWithoutWindow = opened.closed && document.hasFocus() ? pollsWithoutWindow + 1 : 0
    if (pollsWithoutWindow >= pollsAfterClosing && !isBack()) throw ownError('POPUP_CLOSED', locale)
  }
}

/** What an attempt brought that has connected an account. */
export function resultOf(stands: ConnectAttemptResult): ConnectCompleteResult | undefined {
  const { status, account, isFirstConnection = false, reward = null, rewardWithheld = null, returnTo = null } = stands
  return status === 'connected' && account
    ? { success: true, account, isFirstConnection, reward, rewardWithheld, returnTo }
    : undefined
}

/** @throws InstagramError for an attempt that has ended without an account */
function refuseFailed({ status, error }: ConnectAttemptResult, locale: string): undefined {
  if (status === 'cancelled') throw ownError('OAUTH_DENIED', locale)
  if (status === 'expired') throw ownError('POPUP_TIMEOUT', locale)
  if (status !== 'failed') return
  if (!error) throw ownError('STATE_INVALID', locale)
  throw new InstagramError(error.code, error.message, { action: error.action })
}

function showOpening(opened: Window, locale: string): void {
  try {
    opened.document.title = sentence('opening', locale)
    if (opened.document.body) opened.document.body.textContent = sentence('opening', locale)
  } catch {
    // A page of another origin says for itself what it is.
  }
}
