import type { NextFunction, Request, Response } from 'express'
import { answerQueries, findQueries, readInputs, type Queries } from '../api/answer-queries.ts'
import { chargeAhead } from '../procedures/charge.ts'
import type { RequestContext } from '../procedures/context.ts'
import type { CallFailure } from '../procedures/refusals.ts'
import { checkUnchanged, revalidated, untagged, type Validity } from '../api/etag.ts'
import { AppError } from '../errors.ts'

export interface QueryDoor {
  createContext(request: Request): Promise<RequestContext>
  mostCalls: number
  onError(error: CallFailure, call: { request: Request; path: string; context: RequestContext }): void
}

/** What the answers depend on beside the URL, as tRPC's own adapter names it. */
const vary = 'origin, trpc-accept, accept'

/**
 * The reads of dashboards, which are nearly all that a host asks for, past the adapter that everything else goes
 * through: that one makes a web request of each request and streams each answer, which takes longer than the answer.
 */
export function createQueryDoor(door: QueryDoor) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const queries = isPlainRead(request) ? findQueries(request.url, door.mostCalls) : null
    if (queries === null) return next()
    answer(door, queries, { request, response }).catch(next)
  }
}

/** A stream of answers is another form, and so is anything that is not JSON. */
function isPlainRead({ method, headers }: Request): boolean {
  const type = headers['content-type']
  if (method !== 'GET' || headers['trpc-accept'] !== undefined) return false
  return (type === undefined || type.startsWith('application/json')) && headers.accept?.includes('jsonl') !== true
}

async function answer(
  { createContext, onError }: QueryDoor,
  queries: Queries,
  { request, response }: { request: Request; response: Response },
): Promise<void> {
  const context = await createContext(request)
  const contexts = await Promise.all(queries.calls.map(({ meta }) => chargeAhead(context, { type: 'query', meta })))
  let read: unknown[] | undefined
  const inputs = () => (read ??= readInputs(queries))
  const mayRead = context.identity !== null && contexts.every(({ charged }) => charged === true)
  const { tag, isUnchanged } = mayRead
    ? await findValidity(queries, { context, inputs, ifNoneMatch: request.headers['if-none-match'] })
    : untagged
  if (tag !== null && isUnchanged) {
    response.writeHead(304, ['vary', vary, 'cache-control', revalidated, 'etag', tag]).end()
    return
  }
  const { status, body, errors } = await answerQueries(queries, { contexts, inputs }, (error, path) =>
    onError(error, { request, path, context }),
  )
  const length = String(Buffer.byteLength(body))
  const headers = ['vary', vary, 'content-type', 'application/json', 'content-length', length]
  if (tag !== null && errors.length === 0) headers.push('cache-control', revalidated, 'etag', tag)
  else headers.push('cache-control', 'no-store')
  const waits = errors.map(({ cause }) => (cause instanceof AppError ? (cause.retryAfterSeconds ?? 0) : 0))
  const wait = Math.max(0, ...waits)
  if (wait > 0) headers.push('retry-after', String(wait))
  response.writeHead(status, headers).end(body)
}

/** Whatever goes wrong here goes wrong in the procedures too, which word it for whoever asks. */
async function findValidity(
  { calls }: Queries,
  {
    context,
    inputs,
    ifNoneMatch,
  }: { context: RequestContext; inputs: () => unknown[]; ifNoneMatch: string | undefined },
): Promise<Validity> {
  try {
    const lines = inputs()
    const asked = calls.map((call, index) => ({ ...call, input: jsonOf(lines[index]) }))
    return await checkUnchanged(asked, context, ifNoneMatch)
  } catch {
    return untagged
  }
}

/** What an input says without its marks; which account it names needs none. */
function jsonOf(line: unknown): unknown {
  return typeof line === 'object' && line !== null && 'json' in line ? line.json : undefined
}
