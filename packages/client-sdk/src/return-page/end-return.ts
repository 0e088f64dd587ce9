import { remembered, type LeftApp } from '../connect/attempt-memory.ts'
import { createBeginAttempt } from '../connect/begin-attempt.ts'
import { noteConnected } from '../connect/ended-return.ts'
import { createFinish, isTransient, withBrowserVerifier } from '../connect/finish.ts'
import { heldReturn } from '../connect/held-return.ts'
import { detectInAppBrowser } from '../connect/in-app-browser.ts'
import { createRedirects } from '../connect/redirects.ts'
import { holdReturn, readReturn, stateOf } from '../connect/return-address.ts'
import { isInstagramError } from '../errors.ts'
import { createCall, requestHeaders } from '../transport/calls.ts'
import { createProcedures } from '../transport/procedures.ts'
import type { Said, Screen } from './screen.ts'
import { addressOf, startOf, trpcBeside } from './way-on.ts'

const longestCallMs = 30_000

/**
 * Ends what Instagram sent back and brings the user to where they began. In a window it leaves that to the page that has
 * opened it, if that is still there. What only the app itself can end, because its calls carry a token, is held for this
 * tab, and left to the page where the user began.
 */
export async function endReturn(screen: Screen): Promise<void> {
  const found = readReturn(location.href) ?? heldReturn()
  // At once, before anything is waited for.
  holdReturn(false)
  const state = stateOf(found)
  const left = remembered(state)
  const app = { locale: left?.locale ?? document.documentElement.lang, hasToken: left?.hasToken === true }
  const goOn = left && startOf(left)
  const isAlone = left?.isAlone === true
  let handleReturn: ReturnType<typeof createHandleReturn> | undefined
  screen.speak(app.locale)

  async function end(): Promise<void> {
    screen.show('working')
    try {
      handleReturn ??= createHandleReturn(app)
      const result = await handleReturn()
      if (result === null) return screen.show('nothing', { goOn })
      // A browser that lets pages keep nothing does not say where the user began.
      const start = goOn ?? (left === undefined && !window.opener ? screen.home() : undefined)
      const next = addressOf(result.returnTo) ?? start
      if (left && !isAlone) return screen.show('elsewhere', { goOn: next })
      if (state !== undefined) noteConnected(state)
      screen.show('connected', { goOn: next })
      if (next !== undefined) location.replace(next)
    } catch (error) {
      fail(error)
    }
  }

  function fail(error: unknown): void {
    const isInApp = detectInAppBrowser() !== null
    if (!isInstagramError(error)) return screen.show('failed', { goOn, isInApp })
    const { code, message: sentence, requestId } = error
    if (code === 'OAUTH_DENIED') return screen.show('cancelled', { goOn })
    if (code === 'AUTH_REQUIRED' && app.hasToken && goOn !== undefined) return location.replace(goOn)
    if (code === 'AUTH_REQUIRED') return screen.show('sign_in', { goOn, isInApp })
    const said: Said = { sentence, requestId, goOn, isInApp }
    screen.show('failed', isTransient(error) ? { ...said, retry: () => void end() } : said)
  }

  if (!app.hasToken || !isAlone || goOn === undefined || !found) return await end()
  // The app tells the server, and the user hears it here.
  if (found.kind === 'refused' && found.error === 'access_denied') return screen.show('cancelled', { goOn })
  screen.show('working')
  location.replace(goOn)
}

/** `connect.handleReturn` by the login of this site's cookies, which is all that this page has. */
function createHandleReturn(app: LeftApp) {
  const { locale } = app
  const headers = () => requestHeaders({ token: undefined, locale, headers: undefined })
  const call = createCall({ token: undefined, locale, timeoutMs: longestCallMs })
  const { mutation, query } = createProcedures({ url: trpcBeside(location), fetch: undefined, headers }, call)
  const connect = {
    complete: withBrowserVerifier(mutation('instagram.connect.complete')),
    cancel: mutation('instagram.connect.cancel'),
    attempt: query('instagram.connect.attempt'),
  }
  return createRedirects({
    begin: createBeginAttempt(mutation('instagram.connect.start'), app),
    redirected: mutation('instagram.connect.redirected'),
    finish: createFinish(connect, locale),
  }).handleReturn
}
