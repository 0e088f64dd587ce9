import { AppError } from '../errors.ts'
import { appSchemeOf } from './app-address.ts'

// Only serves to resolve a relative address; nothing is ever asked of it.
const placeholderOrigin = 'https://host.invalid'

/**
 * Where the host may send the user afterwards: a path of its own, a URL of an allowed origin, or an address of an allowed app.
 * @returns the address in canonical form
 * @throws AppError VALIDATION for everything that would leave the host (RFC 9700 §4.11, open redirects)
 */
export function safeReturnTo(returnTo: string, allowedOrigins: readonly string[]): string {
  const refused = () => new AppError('VALIDATION', { field: 'returnTo', problem: 'address_not_allowed' })
  // Browsers drop tabs and line ends and read a backslash as a slash, so what they see differs from what is checked.
  if (/[\u0000-\u001f\u007f\\]/.test(returnTo) || !URL.canParse(returnTo, placeholderOrigin)) throw refused()
  const url = new URL(returnTo, placeholderOrigin)
  if (
    url.origin === placeholderOrigin &&
    /^\/(?!\/)/.test(returnTo) &&
    url.pathname.startsWith('/') &&
    !url.pathname.startsWith('//')
  ) {
    return url.pathname + url.search + url.hash
  }
  // The origin of a `blob:` address is that of the address inside it.
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
  const place = isWeb ? url.origin : appSchemeOf(returnTo)
  if (place !== null && allowedOrigins.includes(place) && url.username === '' && url.password === '') return url.href
  throw refused()
}
