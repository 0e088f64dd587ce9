import { refused } from '../connect/return-address.ts'
import type { ReturnFromInstagram } from '../connect/channel.ts'

/** Read by hand: the `URL` of React Native knows no parameters. */
function parametersOf(address: string): Map<string, string> {
  const [, query = ''] = address.replace(/#.*$/s, '').split('?')
  const pairs = query.split('&').map((pair): [string, string] => {
    const [name = '', value = ''] = pair.split('=', 2).map((part) => decode(part.replaceAll('+', ' ')))
    return [name, value]
  })
  return new Map(pairs)
}

/** An address of the app's own may have anything in it: what is not encoded is taken as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export interface AppReturn {
  state: string
  found: ReturnFromInstagram
}

/** What the server has put into the app's address; `undefined` for an address that is no return. */
export function readAppReturn(address: string, returnUrl: string): AppReturn | undefined {
  // `myapp://instagram-offers` is another one. The system may write a slash behind the name.
  if (!address.startsWith(returnUrl) || !/^\/?([?#]|$)/.test(address.slice(returnUrl.length))) return undefined
  const parameters = parametersOf(address)
  const says = (name: string) => parameters.get(name) || undefined
  const state = says('state')
  if (state === undefined) return undefined
  const code = says('code')
  const error =
    says('error') ?? ((says('error_code') ?? says('error_message')) && `error_${says('error_code') ?? 'unknown'}`)
  if (error !== undefined && error !== '') {
    const errorDescription = says('error_description') ?? says('error_message')
    return {
      state,
      found: refused(error, state, { errorReason: says('error_reason')?.slice(0, 200), errorDescription }),
    }
  }
  return code === undefined ? undefined : { state, found: { kind: 'accepted', input: { code, state } } }
}
