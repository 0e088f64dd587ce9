import type { Request } from 'express'

const changesNothing = ({ method }: Request) => ['GET', 'HEAD', 'OPTIONS'].includes(method)

/** A body that a browser sends without asking first (a form, plain text, a blob): it needs no CORS preflight. */
export function hasForeignBody(request: Request): boolean {
  if (changesNothing(request)) return false
  const type = request.get('content-type')
  if (type !== undefined) return !/^application\/json *(;|$)/i.test(type)
  return request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0
}

/**
 * A change that a page of somebody else's has sent, by the browser's own word: where the login is a cookie, the browser
 * has added it, and a call without a body needs no preflight either.
 */
export function isFromForeignPage(request: Request, allowedOrigins: readonly string[]): boolean {
  if (changesNothing(request) || request.get('sec-fetch-site') !== 'cross-site') return false
  return !allowedOrigins.includes(request.get('origin') ?? '')
}
