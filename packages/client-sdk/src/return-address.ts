import type { ConnectCancelInput } from '@instagram-dashboard/server/contract'
import { noAnswer, type ReturnFromInstagram } from './connect-channel.ts'
import { isRedirectPage, remembered } from './connect-memory.ts'
import { hold } from './held-return.ts'

const returnParameters = [
  'code',
  'state',
  'error',
  'error_reason',
  'error_description',
  'error_code',
  'error_message',
] as const
const returnNames: ReadonlySet<string> = new Set(returnParameters)

/** What Instagram put into the address; `undefined` when it says nothing. */
export function readReturn(address: string): ReturnFromInstagram | undefined {
  const { searchParams } = new URL(address)
  const left = remembered()
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
  return undefined
}

/** A window that left for Instagram and is back at the redirect page without a word. */
export function readSilence(address: string): ReturnFromInstagram | undefined {
  const left = remembered()
  const state = new URL(address).searchParams.get('state')?.replace(/#_(=_)?$/, '')
  const isSilent = left !== undefined && (state || left.state) === left.state && isRedirectPage(address, left.returnsTo)
  return isSilent ? refused(noAnswer, left.state) : undefined
}

export function refused(
  error: string,
  state: string | undefined,
  says: Pick<ConnectCancelInput, 'errorReason' | 'errorDescription'> = {},
): ReturnFromInstagram {
  return { kind: 'refused', error, input: state ? { state, error: error.slice(0, 200), ...says } : undefined }
}

/**
 * Takes what Instagram sent back out of this page's address, where scripts, logs and the browser's history would have
 * it, and holds it for this tab. Another address than the page's own is left alone: whoever gave it still has it.
 */
export function takeOut(address: string, found: ReturnFromInstagram): void {
  if (typeof location === 'undefined' || location.href !== address) return
  if (found.kind !== 'tampered') hold(found)
  try {
    history.replaceState(history.state, '', withoutReturn(address))
  } catch {
    // A page that may not change its address: the return is ended all the same.
  }
}

/** Everything that is the host's stays as it was written. */
function withoutReturn(address: string): string {
  const url = new URL(address)
  const nameOf = (part: string) => [...new URLSearchParams(part).keys()][0] ?? ''
  url.search = url.search
    .slice(1)
    .split('&')
    .filter((part) => !returnNames.has(nameOf(part)))
    .join('&')
  if (/^#?(_(=_)?)?$/.test(url.hash)) url.hash = ''
  return url.href
}

/**
 * For the redirect page, before anything else, when it may have to wait for a login: takes what Instagram sent back out
 * of the address and holds it for this tab, so that {@link InstagramConnect.handleReturn} finds it later, also after a
 * reload. Ten minutes at most. Safe to call on any page that has no `code` or `error` of its own in the address.
 */
export function holdConnectReturn(): void {
  if (typeof location === 'undefined') return
  const address = location.href
  const found = readReturn(address)
  if (found) takeOut(address, found)
}

/** The same by itself, for a return that this tab itself has left for. */
export function holdOwnReturn(): void {
  if (typeof location === 'undefined') return
  const state = new URL(location.href).searchParams.get('state')?.replace(/#_(=_)?$/, '')
  const left = state ? remembered(state) : undefined
  if (left && isRedirectPage(location.href, left.returnsTo)) holdConnectReturn()
}
