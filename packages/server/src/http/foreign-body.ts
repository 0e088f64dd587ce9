import type { Request } from 'express'

/** A body that a browser sends without asking first (a form, plain text): it needs no CORS preflight. */
export function hasForeignBody(request: Request): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return false
  const type = request.get('content-type')
  return type !== undefined && !/^application\/json\b/i.test(type)
}
