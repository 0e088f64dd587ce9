import type { Request } from 'express'

/** The value of a query parameter sent once. */
export function queryText(request: Request, name: string): string | undefined {
  const value: unknown = request.query[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The token as the documentation sends it, in the query; a Bearer header is accepted as well. */
export function tokenOf(request: Request): string | undefined {
  return queryText(request, 'access_token') ?? /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '')?.[1]
}

/** `fields=id,owner{id}` as names; what stands in braces belongs to the name before it. */
export function parseFields(text: string | undefined): { name: string; inner: string | undefined }[] {
  if (text === undefined) return []
  return [...text.matchAll(/([^,{}\s]+)(?:\{([^}]*)\})?/g)].map(([, name = '', inner]) => ({ name, inner }))
}
