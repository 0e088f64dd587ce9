import type { ConnectCancelInput } from '@instagram-dashboard/server/contract'
import { noAnswer, type ReturnFromInstagram } from './channel.ts'
import { isRedirectPage, remembered } from './attempt-memory.ts'
import { heldReturn, hold } from './held-return.ts'

const returnParameters = [
  'code',
  'state',
  'error',
  'error_reason',
  'error_description',
  'error_code',
  'error_message',
] as const

/**
 * What Instagram put into the address; `undefined` when it says nothing.
 * @param isOwn only what names an attempt that this tab has left with: on any page but one that is for nothing else, a
 * `code` or an `error` may be of another login, or of the host. Errors of Instagram's own pages name none, nor does anybody
 * else have such; they are taken while nothing else is held.
 */
export function readReturn(address: string, isOwn = false): ReturnFromInstagram | undefined {
  const { searchParams } = new URL(address)
  const left = remembered()
  const isDoubled = returnParameters.some((name) => searchParams.getAll(name).length > 1)
  const [code, state, error, errorReason, errorDescription, errorCode, errorMessage] = returnParameters.map((name) =>
    valueOf(searchParams, name),
  )
  if (
    isOwn &&
    (isDoubled ||
      !(state ? remembered(state) : left && (errorCode || errorMessage) && !error && !code && !heldReturn()))
  )
    return undefined
  if (isDoubled) return { kind: 'tampered', state: left?.state }
  const says = { errorReason: errorReason?.slice(0, 200), errorDescription: errorDescription?.slice(0, 1000) }
  if (error) return refused(error, state || left?.state, says)
  // What Instagram's own pages say when they, and not the user, end the attempt.
  if (errorCode || errorMessage)
    return refused(`error_${errorCode || 'unknown'}`, state || left?.state, {
      ...says,
      errorDescription: errorMessage?.slice(0, 1000),
    })
  if (code) return state ? { kind: 'accepted', input: { code, state } } : { kind: 'tampered', state: left?.state }
  return undefined
}

// Instagram ends the address with `#_`, which some routers put back behind the last value.
const withoutMark = (text: string) => text.replace(/#_(=_)?$/, '')

function valueOf(parameters: URLSearchParams, name: string): string | undefined {
  const value = parameters.get(name)
  return value === null ? undefined : withoutMark(value)
}

/** A window that left for Instagram and is back at the redirect page without any parameter. */
export function readEmptyReturn(address: string): ReturnFromInstagram | undefined {
  const left = remembered()
  const state = valueOf(new URL(address).searchParams, 'state')
  const isEmptyReturn =
    left !== undefined && (state || left.state) === left.state && isRedirectPage(address, left.returnsTo)
  return isEmptyReturn ? refused(noAnswer, left.state) : undefined
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
  if (globalThis.location?.href !== address) return
  hold(found)
  try {
    history.replaceState(history.state, '', withoutReturn(address))
  } catch {
    // A page that may not change its address: the return is ended all the same.
  }
}

/** Everything that is the host's stays as it was written. */
function withoutReturn(address: string): string {
  const url = new URL(address)
  url.search = url.search
    .slice(1)
    .split('&')
    .filter((part) => !returnParameters.some((name) => new URLSearchParams(part).has(name)))
    .join('&')
  url.hash = withoutMark(url.hash)
  return url.href
}

/**
 * For the redirect page, before anything else, when it may have to wait for a login: takes what Instagram sent back out
 * of the address and holds it for this tab, so that {@link InstagramConnect.handleReturn} finds it later, also after a
 * reload. Ten minutes at most. Safe to call on any page that has no `code` or `error` of its own in the address.
 */
export function holdConnectReturn(): void {
  holdReturn(false)
}

/** The same; `isOwn`: only for a return that this tab itself has left for. */
export function holdReturn(isOwn: boolean): void {
  const address = globalThis.location?.href
  const found = address && readReturn(address, isOwn)
  if (!found) return
  const left = remembered(stateOf(found) ?? '')
  if (!isOwn || (left && isRedirectPage(address, left.returnsTo))) takeOut(address, found)
}

/** The attempt that a return is about; `undefined` where neither the address nor this window says it. */
export function stateOf(found: ReturnFromInstagram | undefined): string | undefined {
  return found?.kind === 'tampered' ? found.state : found?.input?.state
}
