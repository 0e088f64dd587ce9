import type { SandboxPerson } from './people.ts'
import type { SandboxState } from './state.ts'

interface Consent {
  redirectUri: string
  code: string
  /** The state as it stood in the address: it goes back byte for byte. */
  encodedState: string | null
}

/** Where the browser goes after consent; `#_` is Instagram's own. */
export function consentRedirect(
  { overrides }: SandboxState,
  { username }: SandboxPerson,
  { redirectUri, code, encodedState }: Consent,
): string {
  switch (overrides.consentEnds.get(username)) {
    case 'empty':
      return `${redirectUri}#_`
    case 'error':
      return withQuery(redirectUri, 'error_code=100&error_message=Sorry%2C+something+went+wrong.', encodedState)
    default:
      return `${withQuery(redirectUri, `code=${encodeURIComponent(code)}`, encodedState)}#_`
  }
}

/** Where the browser goes when the person refuses. */
export function cancelledRedirect(redirectUri: string, encodedState: string | null): string {
  const query = 'error=access_denied&error_reason=user_denied&error_description=The+user+denied+your+request'
  return withQuery(redirectUri, query, encodedState)
}

function withQuery(redirectUri: string, query: string, encodedState: string | null): string {
  const [address] = redirectUri.split('#', 1)
  const glue = redirectUri.includes('?') ? '&' : '?'
  return `${address ?? ''}${glue}${query}${encodedState === null ? '' : `&state=${encodedState}`}`
}
