import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'

type SetHeader = (name: string, value: OutgoingHttpHeaders[string]) => unknown

/** HTTP/2 has no connection to speak of in an answer (RFC 9113 §8.2.2): Node warns of them and sends none. */
const ofConnection: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
])

const made = new WeakMap<object, WeakMap<object, object>>()

/**
 * What express puts over a request or an answer, over those of HTTP/2: express's own inherit from HTTP/1's, with which
 * nothing of HTTP/2 works.
 * @param ofExpress `app.request` or `app.response`
 */
export function overHttp2(target: object, ofExpress: object): object {
  const own = Object.getPrototypeOf(target) as object
  const known = made.get(ofExpress) ?? new WeakMap<object, object>()
  made.set(ofExpress, known)
  const prototype = known.get(own) ?? makePrototype(own, ofExpress)
  known.set(own, prototype)
  return prototype
}

function makePrototype(own: object, ofExpress: object): object {
  // Those of the app, and below it those of all apps.
  const below = Object.getPrototypeOf(ofExpress) as object
  const functions = { ...Object.getOwnPropertyDescriptors(below), ...Object.getOwnPropertyDescriptors(ofExpress) }
  const prototype = Object.create(own, functions) as object
  if (!('setHeader' in own)) return prototype
  const setHeader = own.setHeader as SetHeader
  return Object.assign(prototype, {
    setHeader(this: ServerResponse, name: string, value: OutgoingHttpHeaders[string]) {
      if (!ofConnection.has(name.toLowerCase())) setHeader.call(this, name, value)
      return this
    },
    setHeaders(this: ServerResponse, headers: Iterable<readonly [string, number | string | readonly string[]]>) {
      for (const [name, value] of headers) this.setHeader(name, value)
      return this
    },
  })
}

interface Http2Request {
  headers: Record<string, string | string[] | undefined>
  stream?: { endAfterHeaders?: boolean }
}

/**
 * Says in headers what HTTP/2 says elsewhere and express looks for there: the name that was asked for, and that a body of
 * unknown length comes.
 */
export function sayInHeaders({ headers, stream }: Http2Request): void {
  headers['host'] ??= headers[':authority']
  const hasBody = stream?.endAfterHeaders === false
  if (hasBody && headers['content-length'] === undefined) headers['transfer-encoding'] ??= 'chunked'
}
