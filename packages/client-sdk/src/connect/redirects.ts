import type { ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import type { BeginAttempt } from './begin-attempt.ts'
import { noAnswer, openConnectChannel, type ConnectMessage, type ReturnFromInstagram } from './channel.ts'
import { isTransient, unpackOutcome, type FinishConnection } from './finish.ts'
import { forget, isOfOtherAttempt, remembered } from './attempt-memory.ts'
import type { InstagramConnect } from './connect.ts'
import { dropHeldReturn, heldReturn } from './held-return.ts'
import { isDevelopment } from '../hints/development.ts'
import { expectReader } from '../hints/redirect-address.ts'
import { holdReturn, readReturn, readEmptyReturn, refused, stateOf, takeOut } from './return-address.ts'

const longestCountingMs = 1_000
/** A page that waits for this return answers within one turn of its event loop; a busy phone is given more. */
const longestClaimMs = 400
/** After this a page that took the return over counts as closed. */
const longestFinishMs = 60_000

interface RedirectsInput extends Pick<InstagramConnect, 'redirected'> {
  begin: BeginAttempt
  finish: FinishConnection
}

/** Leaving for Instagram's consent page, and returning from it. */
export function createRedirects({
  begin,
  redirected,
  finish,
}: RedirectsInput): Pick<InstagramConnect, 'redirect' | 'handleReturn'> {
  let latest: { key: string; result: Promise<ConnectCompleteResult | null> } | undefined
  // The page may require a login first and call `handleReturn` minutes later.
  holdReturn(true)
  let isRead = false
  if (heldReturn() && isDevelopment) expectReader(() => isRead || !heldReturn(), location.href)

  return {
    async redirect(input) {
      if (typeof location === 'undefined') throw new TypeError('connect.redirect() needs a browser')
      const { authorizationUrl, state } = await begin(input, { leaver: globalThis, isAlone: true })
      // Only counted: the way to Instagram does not depend on it.
      await redirected({ state }, { signal: AbortSignal.timeout(longestCountingMs) }).catch(() => undefined)
      location.assign(authorizationUrl)
    },
    handleReturn(url) {
      isRead = true
      const page = globalThis.location?.href
      const address = new URL(url ?? page ?? '', page ?? 'http://localhost').href
      const held = heldReturn()
      const brought =
        url === null
          ? undefined
          : (readReturn(address, held && address === page) ?? (held ? undefined : readEmptyReturn(address)))
      const found = brought ?? held
      // At once: what is awaited may last, and the page has other scripts.
      if (brought) takeOut(address, brought)
      // A window without a memory may still have a page that waits for it.
      if (found === undefined && !hasOpener()) return Promise.resolve(null)
      const key = JSON.stringify(found ?? address)
      if (latest?.key === key) return latest.result

      const end = () => {
        forget(stateOf(found))
        dropHeldReturn()
      }
      const result = finishHereOrThere(found, { address, finish }).then(
        (completed) => {
          if (completed !== null) end()
          return completed
        },
        (error: unknown) => {
          if (!isTransient(error)) end()
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
  finish: FinishConnection
}

/** Leaves the end to the page that opened this window, if it is there: it has the click to answer. */
async function finishHereOrThere(
  found: ReturnFromInstagram | undefined,
  { address, finish }: ReturnPlace,
): Promise<ConnectCompleteResult | null> {
  const state = stateOf(found)
  const isAlone = state === undefined ? !hasOpener() : remembered(state)?.isAlone === true
  const outcome = isAlone
    ? undefined
    : await askOpener({
        state,
        kind: 'returned',
        found: found ?? refused(noAnswer, undefined),
        // As it is now: what Instagram sent is not in it any more.
        address: globalThis.location?.href ?? address,
      })
  if (outcome === undefined) {
    if (found === undefined) return null
    // CSRF guard: a return that another user began must not connect their account to this user.
    return finish(
      found.kind === 'accepted' && isOfOtherAttempt(found.input.state) ? { kind: 'tampered', state } : found,
    )
  }
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
