import type { ConnectCancelInput, ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import { noAnswer, openConnectChannel, type ConnectMessage, type ReturnFromInstagram } from './connect-channel.ts'
import { unpackOutcome, type FinishConnection } from './connect-finish.ts'
import { forget, isRedirectPage, redirectUriOf, remember, remembered, type Leaving } from './connect-memory.ts'
import type { InstagramConnect } from './connect.ts'
import { isInstagramError, type InstagramErrorCode } from './errors.ts'

const longestCountingMs = 1_000
/** A page that waits for this return answers within one turn of its event loop; a busy phone is given more. */
const longestClaimMs = 400
/** After this a page that took the return over is taken for gone. */
const longestFinishMs = 60_000
const returnParameters = [
  'code',
  'state',
  'error',
  'error_reason',
  'error_description',
  'error_code',
  'error_message',
] as const

interface RedirectsInput extends Pick<InstagramConnect, 'start' | 'redirected'> {
  finish: FinishConnection
}

/** Both halves of the way over Instagram's consent page. */
export function createRedirects({
  start,
  redirected,
  finish,
}: RedirectsInput): Pick<InstagramConnect, 'redirect' | 'handleReturn'> {
  let latest: { key: string; result: Promise<ConnectCompleteResult | null> } | undefined

  return {
    async redirect(input) {
      if (typeof location === 'undefined') throw new TypeError('connect.redirect() needs a browser')
      const { authorizationUrl, state } = await start(input)
      // Only counted: the way to Instagram does not depend on it.
      await redirected({ state }, { signal: AbortSignal.timeout(longestCountingMs) }).catch(() => undefined)
      remember(globalThis, { state, returnsTo: redirectUriOf(authorizationUrl), isAlone: true })
      location.assign(authorizationUrl)
    },
    handleReturn(url) {
      const page = typeof location === 'undefined' ? undefined : location.href
      const address = new URL(url ?? page ?? '', page ?? 'http://localhost').href
      const left = remembered()
      const found = readReturn(address, left)
      // A window without a memory may still have a page that waits for it.
      if (found === undefined && !hasOpener()) return Promise.resolve(null)
      const key = JSON.stringify(found ?? address)
      if (latest?.key === key) return latest.result

      const result = finishHereOrThere(found, { address, left, finish }).then(
        (completed) => {
          if (completed !== null) cleanUp(address)
          return completed
        },
        (error: unknown) => {
          const mayPass = isInstagramError(error) && passingFailures.has(error.code)
          if (!mayPass) cleanUp(address)
          else if (latest?.key === key) latest = undefined
          throw error
        },
      )
      latest = { key, result }
      return result
    },
  }
}

interface ReturnPlace {
  address: string
  left: Leaving | undefined
  finish: FinishConnection
}

/** Leaves the end to the page that opened this window, if it is there: it has the click to answer. */
async function finishHereOrThere(
  found: ReturnFromInstagram | undefined,
  { address, left, finish }: ReturnPlace,
): Promise<ConnectCompleteResult | null> {
  const state = found?.kind === 'tampered' ? found.state : found?.input?.state
  const isAlone = state === undefined ? !hasOpener() : left?.isAlone === true && left.state === state
  const outcome = isAlone
    ? undefined
    : await askOpener({ state, kind: 'returned', found: found ?? refused(noAnswer, undefined), address })
  if (outcome === undefined) return found === undefined ? null : finish(found)
  // Browsers allow it for a window that a script has opened.
  globalThis.window?.close()
  return unpackOutcome(outcome)
}

function hasOpener(): boolean {
  return Boolean(globalThis.window?.opener)
}

type Settled = Extract<ConnectMessage, { kind: 'settled' }>['outcome']

function askOpener(question: Extract<ConnectMessage, { kind: 'returned' }>): Promise<Settled | undefined> {
  return new Promise((resolve) => {
    const end = (outcome?: Settled) => {
      clearTimeout(timer)
      channel?.close()
      resolve(outcome)
    }
    let timer = setTimeout(end, longestClaimMs)
    const channel = openConnectChannel([question.state], (message) => {
      if (message.kind === 'settled') end(message.outcome)
      if (message.kind !== 'taken') return
      clearTimeout(timer)
      timer = setTimeout(end, longestFinishMs)
    })
    if (channel) channel.send(question)
    else end()
  })
}

function readReturn(address: string, left: Leaving | undefined): ReturnFromInstagram | undefined {
  const { searchParams } = new URL(address)
  if (returnParameters.some((name) => searchParams.getAll(name).length > 1))
    return { kind: 'tampered', state: left?.state }
  // Instagram ends the address with `#_`, which some routers put back behind the last value.
  const [code, state, error, errorReason, errorDescription, errorCode, errorMessage] = returnParameters.map((name) =>
    searchParams.get(name)?.replace(/#_(=_)?$/, ''),
  )
  const says = { errorReason: errorReason?.slice(0, 200), errorDescription: errorDescription?.slice(0, 1000) }
  if (error) return refused(error, state || left?.state, says)
  // What Instagram's own pages say when they, and not the person, end the attempt.
  if (errorCode || errorMessage)
    return refused(`error_${errorCode || 'unknown'}`, state || left?.state, {
      ...says,
      errorDescription: errorMessage?.slice(0, 1000),
    })
  if (code) return state ? { kind: 'accepted', input: { code, state } } : { kind: 'tampered', state: left?.state }
  const isSilent = left !== undefined && (state || left.state) === left.state && isRedirectPage(address, left.returnsTo)
  return isSilent ? refused(noAnswer, left.state) : undefined
}

function refused(
  error: string,
  state: string | undefined,
  says: Pick<ConnectCancelInput, 'errorReason' | 'errorDescription'> = {},
): ReturnFromInstagram {
  return { kind: 'refused', error, input: state ? { state, error: error.slice(0, 200), ...says } : undefined }
}

// The server keeps the code open after these, or never saw it: a reload may succeed, so the address has to keep it.
const passingFailures: ReadonlySet<InstagramErrorCode> = new Set([
  'AUTH_REQUIRED',
  'RATE_LIMITED',
  'CONFLICT',
  'INTERNAL',
  'INSTAGRAM_RATE_LIMITED',
  'INSTAGRAM_UNAVAILABLE',
])

// A reload must not send the used code again, nor may it stay in the browser's history.
function cleanUp(address: string): void {
  forget()
  if (typeof location === 'undefined' || location.href !== address) return
  const cleaned = new URL(address)
  for (const name of returnParameters) cleaned.searchParams.delete(name)
  cleaned.hash = ''
  history.replaceState(history.state, '', cleaned.href)
}
