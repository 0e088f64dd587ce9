import type {
  ConnectCancelInput,
  ConnectCompleteInput,
  ConnectCompleteResult,
} from '@instagram-dashboard/server/contract'
import type { InstagramConnect } from './connect.ts'
import { InstagramError, isInstagramError, type InstagramErrorCode } from './errors.ts'
import { sentence } from './messages.ts'

const longestCountingMs = 1_000
const returnParameters = ['code', 'state', 'error', 'error_reason', 'error_description'] as const

type Return =
  | { kind: 'none' }
  | { kind: 'tampered' }
  | { kind: 'accepted'; input: ConnectCompleteInput }
  | { kind: 'refused'; error: string; input: ConnectCancelInput | undefined }

/** Both halves of the way over Instagram's consent page within one tab. */
export function createRedirects(
  { start, redirected, complete, cancel }: Pick<InstagramConnect, 'start' | 'redirected' | 'complete' | 'cancel'>,
  locale: string,
): Pick<InstagramConnect, 'redirect' | 'handleReturn'> {
  let latest: { key: string; result: Promise<ConnectCompleteResult> } | undefined

  async function finish(found: Exclude<Return, { kind: 'none' }>): Promise<ConnectCompleteResult> {
    switch (found.kind) {
      case 'tampered':
        throw new InstagramError('STATE_INVALID', sentence('STATE_INVALID', locale), { action: 'retry' })
      case 'accepted':
        return await complete(found.input)
      case 'refused': {
        // The person's answer stands, also when the server can not be told.
        const cause: unknown = await (found.input &&
          cancel(found.input).then(
            () => undefined,
            (error: unknown) => error,
          ))
        if (found.error === 'access_denied') {
          throw new InstagramError('OAUTH_DENIED', sentence('OAUTH_DENIED', locale), { action: 'retry', cause })
        }
        throw new InstagramError('INSTAGRAM_REJECTED', sentence('INSTAGRAM_REJECTED', locale), {
          action: 'contact_support',
          cause,
        })
      }
    }
  }

  return {
    async redirect(input) {
      if (typeof location === 'undefined') throw new TypeError('connect.redirect() needs a browser')
      const { authorizationUrl, state } = await start(input)
      // Only counted: the way to Instagram does not depend on it.
      await redirected({ state }, { signal: AbortSignal.timeout(longestCountingMs) }).catch(() => undefined)
      location.assign(authorizationUrl)
    },
    handleReturn(url) {
      const page = typeof location === 'undefined' ? undefined : location.href
      const address = new URL(url ?? page ?? '', page ?? 'http://localhost').href
      const found = readReturn(address)
      if (found.kind === 'none') return Promise.resolve(null)
      const key = JSON.stringify(found)
      if (latest?.key === key) return latest.result

      const result = finish(found).then(
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

function readReturn(address: string): Return {
  const { searchParams } = new URL(address)
  if (returnParameters.some((name) => searchParams.getAll(name).length > 1)) return { kind: 'tampered' }
  // Instagram ends the address with `#_`, which some routers put back behind the last value.
  const [code, state, error, errorReason, errorDescription] = returnParameters.map((name) =>
    searchParams.get(name)?.replace(/#_$/, ''),
  )
  if (error) {
    const input = state ? { state, error, errorReason, errorDescription } : undefined
    return { kind: 'refused', error, input }
  }
  if (!code) return { kind: 'none' }
  return state ? { kind: 'accepted', input: { code, state } } : { kind: 'tampered' }
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
