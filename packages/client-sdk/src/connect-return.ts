import type { ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import { openConnectChannel, type ConnectMessage, type ReturnFromInstagram } from './connect-channel.ts'
import { unpackOutcome, type FinishConnection } from './connect-finish.ts'
import type { InstagramConnect } from './connect.ts'
import { isInstagramError, type InstagramErrorCode } from './errors.ts'

const longestCountingMs = 1_000
/** A page that waits for this return answers within one turn of its event loop; a busy phone is given more. */
const longestClaimMs = 400
/** After this a page that took the return over is taken for gone. */
const longestFinishMs = 60_000
const returnParameters = ['code', 'state', 'error', 'error_reason', 'error_description'] as const

interface RedirectsInput extends Pick<InstagramConnect, 'start' | 'redirected'> {
  finish: FinishConnection
}

/** Both halves of the way over Instagram's consent page. */
export function createRedirects({
  start,
  redirected,
  finish,
}: RedirectsInput): Pick<InstagramConnect, 'redirect' | 'handleReturn'> {
  let latest: { key: string; result: Promise<ConnectCompleteResult> } | undefined

  return {
    async redirect(input) {
      if (typeof location === 'undefined') throw new TypeError('connect.redirect() needs a browser')
      const { authorizationUrl, state } = await start(input)
      // Only counted: the way to Instagram does not depend on it.
      await redirected({ state }, { signal: AbortSignal.timeout(longestCountingMs) }).catch(() => undefined)
      rememberOwn(state)
      location.assign(authorizationUrl)
    },
    handleReturn(url) {
      const page = typeof location === 'undefined' ? undefined : location.href
      const address = new URL(url ?? page ?? '', page ?? 'http://localhost').href
      const found = readReturn(address)
      if (found === undefined) return Promise.resolve(null)
      const key = JSON.stringify(found)
      if (latest?.key === key) return latest.result

      const result = finishHereOrThere(found, finish).then(
        (completed) => {
          cleanAddress(address)
          return completed
        },
        (error: unknown) => {
          const mayPass = isInstagramError(error) && passingFailures.has(error.code)
          if (!mayPass) cleanAddress(address)
          else if (latest?.key === key) latest = undefined
          throw error
        },
      )
      latest = { key, result }
      return result
    },
  }
}

/** Leaves the end to the page that opened this window, if it is there: it has the click to answer. */
async function finishHereOrThere(found: ReturnFromInstagram, finish: FinishConnection): Promise<ConnectCompleteResult> {
  const state = found.kind === 'tampered' ? found.state : found.input?.state
  if (state === undefined || isOwn(state)) return finish(found)
  const outcome = await askOpener(state, found)
  if (outcome === undefined) return finish(found)
  // Browsers allow it for a window that a script has opened.
  globalThis.window?.close()
  return unpackOutcome(outcome)
}

type Settled = Extract<ConnectMessage, { kind: 'settled' }>['outcome']

function askOpener(state: string, found: ReturnFromInstagram): Promise<Settled | undefined> {
  return new Promise((resolve) => {
    const end = (outcome?: Settled) => {
      clearTimeout(timer)
      channel?.close()
      resolve(outcome)
    }
    let timer = setTimeout(end, longestClaimMs)
    const channel = openConnectChannel(state, (message) => {
      if (message.kind === 'settled') end(message.outcome)
      if (message.kind !== 'taken') return
      clearTimeout(timer)
      timer = setTimeout(end, longestFinishMs)
    })
    if (channel) channel.send({ state, kind: 'returned', found })
    else end()
  })
}

function readReturn(address: string): ReturnFromInstagram | undefined {
  const { searchParams } = new URL(address)
  if (returnParameters.some((name) => searchParams.getAll(name).length > 1))
    return { kind: 'tampered', state: undefined }
  // Instagram ends the address with `#_`, which some routers put back behind the last value.
  const [code, state, error, errorReason, errorDescription] = returnParameters.map((name) =>
    searchParams.get(name)?.replace(/#_$/, ''),
  )
  if (error) {
    const input = state ? { state, error, errorReason, errorDescription } : undefined
    return { kind: 'refused', error, input }
  }
  if (!code) return undefined
  return state ? { kind: 'accepted', input: { code, state } } : { kind: 'tampered', state: undefined }
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
function cleanAddress(address: string): void {
  if (typeof location === 'undefined' || location.href !== address) return
  const cleaned = new URL(address)
  for (const name of returnParameters) cleaned.searchParams.delete(name)
  cleaned.hash = ''
  history.replaceState(history.state, '', cleaned.href)
}

const ownKey = 'instagram-dashboard/left-with'

/** A tab that left for Instagram by itself has nobody to ask when it comes back. */
function rememberOwn(state: string): void {
  try {
    sessionStorage.setItem(ownKey, state)
  } catch {
    // Without storage the return asks around first, which costs a moment.
  }
}

function isOwn(state: string): boolean {
  try {
    return sessionStorage.getItem(ownKey) === state
  } catch {
    return false
  }
}
