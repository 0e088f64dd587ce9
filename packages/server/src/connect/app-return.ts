import { oauthStates } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { appSchemeOf } from './app-address.ts'
import { sealReturnCode } from './return-code.ts'
import { hashOf, isOfApp, withoutFragment } from './state.ts'

/** What Instagram says of an end without a code, which is told as it came. */
const reasons = ['error', 'error_reason', 'error_description', 'error_code', 'error_message']
const longestReason = 1_000

/**
 * The address of the app that began an attempt, with what Instagram has sent back for it; `null` when no app began it. The
 * code is sealed.
 * @param parameters of the redirect address
 */
export async function appReturnOf(
  { db, vault }: Pick<Deps, 'db' | 'vault'>,
  parameters: URLSearchParams,
): Promise<string | null> {
  const names = ['state', 'code', ...reasons]
  const given = parameters.get('state')
  // Written twice it was tampered with, and only the page may say so.
  if (given === null || names.some((name) => parameters.getAll(name).length > 1)) return null
  const state = withoutFragment(given)
  // What a page began only that page can end, wherever it goes on to.
  if (!isOfApp(state)) return null
  const stateHash = hashOf(state)
  const { returnTo = null } = (await oauthStates.find(db, stateHash)) ?? {}
  if (returnTo === null || appSchemeOf(returnTo) === null) return null
  const address = new URL(returnTo)
  address.searchParams.set('state', state)
  const code = parameters.get('code')
  if (code) address.searchParams.set('code', sealReturnCode({ vault }, stateHash, withoutFragment(code)))
  for (const name of reasons) {
    const value = parameters.get(name)
    if (value) address.searchParams.set(name, withoutFragment(value).slice(0, longestReason))
  }
  return address.href
}
