import type { Request } from 'express'

/** A body that a browser sends without asking first (a form, plain text, a blob): it needs no CORS preflight. */
export function hasForeignBody(request: Request): boolean {
  if (isSafeMethod(request)) return false
  const type = request.get('content-type')
  if (type !== undefined) return !/^application\/json *(;|$)/i.test(type)
  return request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0
}

/** Safe by RFC 9110 §9.2.1: the method promises to change nothing. */
export function isSafeMethod({ method }: Request): boolean {
  return ['GET', 'HEAD', 'OPTIONS'].includes(method)
}

export interface OwnOrigins {
  /** Pages that the operator lets call us. */
  allowedOrigins: readonly string[]
  /** Where the host's own pages are, whatever a proxy makes of the `Host` header. */
  ownUrls: readonly string[]
}

/**
 * Whether a page of somebody else's has sent this: where the login is a cookie the browser has added it, and a call
 * without a body needs no preflight either (CSRF). Fetch metadata is the browser's own word, which no page can change;
 * `same-site` is another host of the domain and counts as foreign. Where there is none, `Origin` has to be the host's own
 * or an allowed one. What has neither is no page.
 */
export function isFromForeignPage(request: Request, { allowedOrigins, ownUrls }: OwnOrigins): boolean {
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
