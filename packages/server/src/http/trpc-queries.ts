import { getTRPCErrorShape } from '@trpc/server'
import type { NextFunction, Request, Response } from 'express'
import { answerCalls, type Call } from '../api/answer.ts'
import { procedureList } from '../api/procedure-list.ts'
import { appRouter } from '../api/router.ts'
import type { RequestContext } from '../procedures/context.ts'
import { refusals, type CallFailure } from '../procedures/refusals.ts'
import { transformer } from '../procedures/superjson-encode.ts'

export interface TrpcQueriesOptions {
  createContext(request: Request): Promise<RequestContext>
  callsPerBatch: number
  onFailure(error: CallFailure, call: { request: Request; path: string; requestId: string }): void
}

/** What the answers depend on beside the URL, as tRPC's own adapter names it. */
const vary = 'origin, trpc-accept, accept'
const config = appRouter._def._config

/**
 * Answers queries in tRPC's form without tRPC's adapter, which makes a web request of each request and streams each
 * answer: for the reads of dashboards, nearly all that a host asks for, that takes longer than the answer itself.
 * Everything else is left to the adapter.
 */
export function createTrpcQueries(options: TrpcQueriesOptions) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const queries = isPlainRead(request) ? findQueries(request.url, options.callsPerBatch) : null
    if (queries === null) return next()
    answer(options, queries, { request, response }).catch(next)
  }
}

/** A stream of answers is another form, and so is anything that is not JSON. */
function isPlainRead({ method, headers }: Request): boolean {
  const type = headers['content-type']
  if (method !== 'GET' || headers['trpc-accept'] !== undefined) return false
  return (type === undefined || type.startsWith('application/json')) && headers.accept?.includes('jsonl') !== true
}

interface Queries {
  isBatch: boolean
  calls: Call[]
}

/** `null` for everything but queries that we have: tRPC's own adapter answers those, and words what is wrong with them. */
function findQueries(url: string, callsPerBatch: number): Queries | null {
  const mark = url.indexOf('?')
  const end = mark < 0 ? url.length : mark
  // A host that puts a slash at the end of every path has put one here.
  const path = url.slice(1, url[end - 1] === '/' ? end - 1 : end)
  const parameters = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1))
  const isBatch = parameters.get('batch') === '1'
  const paths = isBatch ? path.split(',', callsPerBatch + 1) : [path]
  if (paths.length > callsPerBatch || parameters.has('connectionParams')) return null
  const inputs = new Inputs(parameters.get('input'))
  const calls: Call[] = []
  for (const [index, name] of paths.entries()) {
    const procedure = procedureList.get(name)
    if (procedure?.type !== 'query') return null
    calls.push({ path: name, type: 'query', meta: procedure.meta, readInput: inputs.reader(isBatch ? index : null) })
  }
  return { isBatch, calls }
}

/** The inputs of a request, parsed when the first of them is read. */
class Inputs {
  readonly #text: string | null
  #parsed: Record<number, unknown> | undefined

  constructor(text: string | null) {
    this.#text = text
  }

  /** @param index in a batch; `null` when the text is the only input itself */
  reader(index: number | null): () => Promise<unknown> {
    return async () => {
      if (this.#text === null) return undefined
      this.#parsed ??= parse(this.#text)
      if (index === null) return decode(this.#parsed)
      return Object.hasOwn(this.#parsed, index) ? decode(this.#parsed[index]) : undefined
    }
  }
}

function parse(text: string): Record<number, unknown> {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch (cause) {
    throw refusals.unreadableBody(cause)
  }
  if (typeof given !== 'object' || given === null) throw refusals.unreadableBody()
  return given as Record<number, unknown>
}

/** The guarantee is checked by reading: what has another form throws. */
function decode(line: unknown): unknown {
  return line === undefined ? undefined : transformer.deserialize(line as Parameters<typeof transformer.deserialize>[0])
}

async function answer(
  { createContext, onFailure }: TrpcQueriesOptions,
  { isBatch, calls }: Queries,
  { request, response }: { request: Request; response: Response },
): Promise<void> {
  const context = await createContext(request)
  const { status, headers, outcomes } = await answerCalls(calls, {
    context,
    ifNoneMatch: request.headers['if-none-match'],
    onFailure: (error, path) => onFailure(error, { request, path, requestId: context.requestId }),
  })
  if (status === 304) return void response.writeHead(304, { vary, ...headers }).end()
  const parts = outcomes.map((outcome, index) => {
    if (outcome.error === null) return { result: { data: transformer.serialize(outcome.data) } }
    const { error, input } = outcome
    const path = calls[index]?.path
    return {
      error: transformer.serialize(getTRPCErrorShape({ config, error, type: 'query', path, input, ctx: context })),
    }
  })
  const body = JSON.stringify(isBatch ? parts : parts[0])
  const length = Buffer.byteLength(body)
  response
    .writeHead(status, { vary, 'content-type': 'application/json', 'content-length': length, ...headers })
    .end(body)
}
