import { getTRPCErrorFromUnknown, TRPCError, type TrackedEnvelope } from '@trpc/server'
import express, { type Request, type Response } from 'express'
import { AppError } from '../errors.ts'
import type { CallFailure } from '../procedures/refusals.ts'
import { knownFailure } from '../procedures/failure-codes.ts'
import type { RequestContext } from '../procedures/context.ts'
import type { FileInPieces } from '../procedures/file-in-pieces.ts'
import { isReadable } from '../procedures/storable-value.ts'
import { answerCalls } from './answer.ts'
import { sendFile } from './rest-file.ts'
import { failureBody, presentCallFailure, sendCallFailure } from './rest-failure.ts'
import { checkNames, fieldsOf, inputOf, type InputFields } from './rest-input.ts'
import { snakeCase } from './rest-names.ts'
import { restProcedures, type RestProcedure } from './rest-routes.ts'
import { beginStream, sendEvents, streamHeaders } from './rest-stream.ts'
import { streamJson } from './stream-json.ts'

export interface RestOptions {
  /** Puts the body of a request, as JSON, into `request.body`. @throws for one that is no JSON or too long */
  readBody: (request: Request, response: Response) => Promise<void>
  createContext: (request: Request) => Promise<RequestContext>
  onFailure: (error: CallFailure, call: { request: Request; path: string; requestId: string }) => void
}

interface Exchange {
  request: Request
  response: Response
}

interface Hearer {
  isLast: RestProcedure['isLast']
  context: RequestContext
  fail: (error: CallFailure) => void
}

/** The REST paths, over the same procedures, by the same rules. */
export function createRestRouter(options: RestOptions): express.Router {
  const router = express.Router({ strict: false })
  for (const procedure of restProcedures) {
    const method = procedure.rest.method.toLowerCase() as 'get' | 'post' | 'delete'
    router[method](procedure.rest.path, (request, response) => answerRest(options, procedure, { request, response }))
  }
  return router
}

/** The reads among the REST paths that need no body and no router, by path with and without the slash at its end. */
export function restReads(): Map<string, RestProcedure> {
  const reads = restProcedures.filter(({ rest, meta }) => rest.method === 'GET' && meta.changesWithAccount)
  return new Map(reads.flatMap((procedure) => spellingsOf(procedure).map((path) => [path, procedure] as const)))
}

const spellingsOf = ({ rest: { path } }: RestProcedure) => [path, `${path}/`]

/** The paths that change something by GET, each with the slash at its end: what guards changes guards them too. */
export function restChangesByGet(): Set<string> {
  const changes = restProcedures.filter(({ rest, type }) => rest.method === 'GET' && type === 'mutation')
  return new Set(changes.map(({ rest }) => `${rest.path}/`))
}

const fields = new Map(restProcedures.map(({ path, input }) => [path, fieldsOf(input)] as const))
const noFields: InputFields = new Map()

export async function answerRest(options: RestOptions, procedure: RestProcedure, exchange: Exchange): Promise<void> {
  const { request, response } = exchange
  const context = await options.createContext(request)
  const { path, type, meta } = procedure
  const fail = (error: CallFailure) => options.onFailure(error, { request, path, requestId: context.requestId })
  const full = type === 'subscription' ? fullness(context) : null
  const made: { file?: FileInPieces } = {}
  const { status, headers, outcomes } = await answerCalls(
    [
      {
        path,
        type,
        meta,
        readInput: () => readInput(options, procedure, exchange),
        ...checkOf(procedure, request, full),
      },
    ],
    {
      context: contextFor(meta, context, (file) => (made.file = file)),
      ifNoneMatch: request.get('if-none-match'),
      signal: endOf(response),
      onFailure: fail,
    },
  )
  response.status(status).set(headers)
  const [outcome] = outcomes
  if (outcome === undefined) return void response.end()
  if (outcome.error !== null) {
    return sendCallFailure(response, outcome.error, { ...context, input: outcome.input })
  }
  if (type === 'subscription') {
    // The guarantee: what a subscription answers is a stream of events with their ids.
    const source = outcome.data as AsyncIterable<TrackedEnvelope<unknown>>
    return answerStream(source, exchange, { isLast: procedure.isLast, context, fail })
  }
  if (made.file) return sendPieces(response, sendFile(request, response, made.file), fail)
  // The guarantee: what is answered in pieces is an object.
  if (meta.isStreamed) return sendPieces(response, streamJson(response, outcome.data as object, snakeCase), fail)
  const answer = snakeCase(outcome.data)
  if (headers['etag'] === undefined) return void response.json(answer)
  // What has an ETag of its own needs none from its bytes.
  response.set('content-type', 'application/json; charset=utf-8').end(JSON.stringify(answer))
}

/** What a procedure is told of an answer that goes out piece by piece. */
function contextFor(
  { isStreamed, isFile }: RestProcedure['meta'],
  context: RequestContext,
  takesFile: (file: FileInPieces) => void,
): RequestContext {
  if (isFile) return { ...context, takesFile }
  return isStreamed ? { ...context, takesPages: true } : context
}

/** What refuses a call once it is known who calls, and charged. */
function checkOf({ path, input }: RestProcedure, { query }: Request, full: AppError | null): { check?: () => void } {
  if (full === null && input !== undefined) return {}
  return {
    check: () => {
      if (full !== null) throw full
      // tRPC reads no input where a procedure takes none.
      checkNames(fields.get(path) ?? noFields, query)
    },
  }
}

async function readInput(
  { readBody }: RestOptions,
  procedure: RestProcedure,
  { request, response }: Exchange,
): Promise<unknown> {
  await readBody(request, response)
  const body: unknown = request.body
  if (!isReadable(body) || !isReadable(request.query)) throw new TRPCError({ code: 'BAD_REQUEST' })
  if (Array.isArray(body)) throw new AppError('VALIDATION', { detail: 'The body has to be a JSON object.' })
  const lastEventId = request.get('last-event-id')
  return inputOf(procedure, fields.get(procedure.path) ?? noFields, { query: request.query, body, lastEventId })
}

/** Why a user cannot have another stream. */
function fullness({ deps, identity }: RequestContext): AppError | null {
  try {
    if (identity !== null) deps.streams.requireRoom(identity.userId)
    return null
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

async function answerStream(
  source: AsyncIterable<TrackedEnvelope<unknown>>,
  { request, response }: Exchange,
  { isLast, context, fail }: Hearer,
): Promise<void> {
  const failed = (cause: unknown) => {
    const error = knownFailure(getTRPCErrorFromUnknown(cause))
    fail(error)
    return error
  }
  const begun = await beginStream(source).catch(failed)
  if (begun instanceof TRPCError) return sendCallFailure(response, begun, context)
  response.set(streamHeaders)
  if (request.method === 'HEAD') {
    response.end()
    return void (await begun.events.return?.())
  }
  await sendEvents(response, begun, {
    isLast,
    isResumed: request.get('last-event-id') !== undefined || 'last_event_id' in request.query,
    now: () => context.deps.clock.now(),
    present: (cause) => failureBody(presentCallFailure(failed(cause), context)),
  })
}

/** What fails half-way ends the connection, since the status is sent. */
async function sendPieces(
  response: Response,
  sending: Promise<void>,
  fail: (error: CallFailure) => void,
): Promise<void> {
  try {
    await sending
  } catch (cause) {
    fail(knownFailure(getTRPCErrorFromUnknown(cause)))
    response.destroy()
  }
}

/** Aborted when the caller has gone before the answer: a reason with its stack, for nobody, is dear after each answer. */
function endOf(response: Response): AbortSignal {
  const ended = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) ended.abort()
  })
  return ended.signal
}
