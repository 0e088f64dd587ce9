import type { NextFunction, Request, Response } from 'express'
import { answerQueries, readQueries, type Queries, type QueriesAnswer } from '../api/answer-queries.ts'
import type { RequestContext } from '../api/context.ts'
import { checkUnchanged, revalidated } from '../api/unchanged.ts'
import { AppError } from '../errors.ts'

export interface QueryDoor {
  createContext(request: Request): Promise<RequestContext>
  mostCalls: number
  onError(error: QueriesAnswer['errors'][number], call: { path: string; context: RequestContext }): void
}

/** What the answers depend on beside the URL, as tRPC's own adapter names it. */
const vary = 'origin, trpc-accept, accept'

/**
 * The reads of dashboards, which are nearly all that a host asks for, past the adapter that everything else goes
 * through: that one makes a web request of each request and streams each answer, which takes longer than the answer.
 */
export function createQueryDoor(door: QueryDoor) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const queries = isPlainRead(request) ? readQueries(request.url, door.mostCalls) : null
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
  const { tag, isUnchanged } = await checkUnchanged(queries.calls, context, request.headers['if-none-match'])
  if (tag !== null && isUnchanged) {
    response.writeHead(304, ['vary', vary, 'cache-control', revalidated, 'etag', tag]).end()
    return
  }
  const { status, body, errors } = await answerQueries(queries, context, (error, path) =>
    onError(error, { path, context }),
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
