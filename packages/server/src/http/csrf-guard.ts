import type { Request } from 'express'

/** A body that a browser sends without asking first (a form, plain text, a blob): it needs no CORS preflight. */
export function hasBodyWithoutPreflight(request: Request): boolean {
  if (isSafeMethod(request)) return false
  const type = request.get('content-type')
  if (type !== undefined) return !/^application\/json *(;|$)/i.test(type)
  return request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0
}

/** Safe by RFC 9110 §9.2.1: the method promises to change nothing. */
export function isSafeMethod({ method }: Request): boolean {
  return ['GET', 'HEAD', 'OPTIONS'].includes(method)
}

export interface TrustedOrigins {
  /** Pages that the operator lets call us. */
  allowedOrigins: readonly string[]
  /** Where the host's own pages are, whatever a proxy makes of the `Host` header. */
  ownUrls: readonly string[]
}

/**
 * The CSRF guard: whether a page of another site has sent this. A browser adds the login cookie to such a request, and
 * without a body it needs no preflight. Fetch metadata (`Sec-Fetch-Site`) cannot be set by a page; `same-site` is another
 * host of the domain and counts as another site. Without it, `Origin` has to be the host's own or an allowed one. A
 * request with neither does not come from a browser's page.
 */
export function isCrossSite(request: Request, { allowedOrigins, ownUrls }: TrustedOrigins): boolean {
  const origin = request.get('origin')
  const site = request.get('sec-fetch-site')
  if (origin !== undefined && (allowedOrigins.includes(origin) || ownUrls.some((url) => originOf(url) === origin))) {
    return false
  }
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  return origin !== undefined && !isOwnHost(request, origin)
}

/** Behind a proxy that the host's app trusts, the name that the browser has asked for is the forwarded one. */
function isOwnHost(request: Request, origin: string): boolean {
  const { protocol, host } = URL.canParse(origin) ? new URL(origin) : { protocol: '', host: '' }
  if (host === '') return false
  const named = request.get('host')
  const isForwarded = named !== undefined && request.hostname !== nameIn(named)
  const forwarded = isForwarded ? request.get('x-forwarded-host')?.split(',', 1)[0]?.trim() : undefined
  return [named, forwarded].some((name) => name !== undefined && originOf(`${protocol}//${name}`) === origin)
}

const nameIn = (host: string) => (URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : host)

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined
}
