import type { Request } from 'express'
import { errors, invalidParameter } from './errors.ts'

/** The value of a query parameter sent once. */
export function queryText(request: Request, name: string): string | undefined {
  const value: unknown = request.query[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The values of a parameter such as `metric=reach,views`. */
export function queryList(request: Request, name: string): string[] {
  const names = (queryText(request, name) ?? '').split(',').map((text) => text.trim())
  return names.filter((text) => text !== '')
}

/** A unix timestamp in seconds, or a date. */
export function queryInstant(request: Request, name: string): Date | undefined {
  const text = queryText(request, name)
  if (text === undefined) return undefined
  const instant = /^\d{1,11}$/.test(text) ? new Date(Number(text) * 1000) : new Date(text)
  if (Number.isNaN(instant.getTime())) throw invalidParameter(`${name} param must be a valid unix timestamp or date`)
  return instant
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

/** The fields of a node by their names; `inner` is what stands in braces. undefined = the node has no such value. */
export type KnownFields = Record<string, (inner?: string) => unknown>

/** The fields asked for and always `id`. One unknown field refuses the whole call. */
export function pickFields(known: KnownFields, fieldsText: string | undefined): Record<string, unknown> {
  const asked = [...parseFields(fieldsText), { name: 'id', inner: undefined }]
  return Object.fromEntries(
    asked.map(({ name, inner }) => {
      const read = Object.hasOwn(known, name) ? known[name] : undefined
      if (read === undefined) throw errors.unknownField(name)
      return [name, read(inner)]
    }),
  )
}
