import type { Request } from 'express'
import { errors } from './errors.ts'

/** Every version that was released, oldest first, and the day from which it is served no more ("Versions"). */
const versions: readonly { name: string; endsOn?: string }[] = [
  { name: 'v18.0', endsOn: '2026-01-26' },
  { name: 'v19.0', endsOn: '2026-05-21' },
  { name: 'v20.0', endsOn: '2026-09-24' },
  { name: 'v21.0', endsOn: '2027-01-21' },
  { name: 'v22.0', endsOn: '2027-05-20' },
  { name: 'v23.0', endsOn: '2027-10-08' },
  { name: 'v24.0', endsOn: '2028-02-18' },
  { name: 'v25.0', endsOn: '2028-07-29' },
  { name: 'v26.0' },
  { name: 'v27.0' },
]
const currentVersion = 'v27.0'

/** The version that answers: an expired one is silently served by the oldest that lives. */
export function versionServed(asked: string | undefined, now: Date): string {
  if (asked === undefined) return currentVersion
  const living = versions.filter(({ endsOn }) => endsOn === undefined || now.getTime() < Date.parse(endsOn))
  if (living.some(({ name }) => name === asked)) return asked
  const [oldest] = living
  if (oldest === undefined || Number.parseInt(asked.slice(1), 10) > Number.parseInt(oldest.name.slice(1), 10))
    throw errors.unknownVersion(asked)
  return oldest.name
}

/** Closed for all versions on 2026-10-27 (the first three) or for new apps on 2026-11-04. */
const closedParameters = ['pretty', 'debug', 'date_format', 'ids', 'method', 'callback', 'batch', 'async']

/** Refuses what versions 26 and 27 removed, for every version, so that no caller relies on it. */
export function refuseRemoved(request: Request, fields: Readonly<Record<string, string>>): void {
  const closed = closedParameters.find((name) => Object.hasOwn(fields, name))
  if (closed !== undefined) throw errors.removedBehaviour(`The parameter ${closed}`)
  if (/\.(as|date_format)\(/.test(fields['fields'] ?? '')) throw errors.removedBehaviour('Changing a field by a call')
  if (request.get('if-none-match') !== undefined) throw errors.removedBehaviour('The header If-None-Match')
  if (request.get('x-http-method-override') !== undefined) throw errors.removedBehaviour('Overriding the method')
  if (request.path === '/') throw errors.removedBehaviour('Asking the root for an id')
}
