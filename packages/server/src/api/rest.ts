import { getTRPCErrorFromUnknown, TRPCError } from '@trpc/server'
import express, { type Request, type Response } from 'express'
import { z } from 'zod'
import type { InputIssue } from '../errors.ts'
import type { CallFailure } from '../procedures/refusals.ts'
import { knownFailure, presentFailure, type PresentedFailure } from '../procedures/failure-codes.ts'
import type { RequestContext } from '../procedures/context.ts'
import { isReadable } from '../procedures/storable-value.ts'
import { answerCalls } from './answer.ts'
import { procedureList } from './procedure-list.ts'
import type { ProcedureMeta, RestRoute } from '../procedures/trpc.ts'
import { streamJson } from './stream-json.ts'

export interface RestProcedure {
  path: string
  type: 'query' | 'mutation'
  rest: RestRoute
  meta: ProcedureMeta
  inputFields: Record<string, unknown>
  /** What it takes, where it takes anything. */
  input: z.ZodType | undefined
  output: z.ZodType | undefined
}

/** Every procedure that has a REST path. Streams have none. */
export function restProcedures(): RestProcedure[] {
  return [...procedureList].flatMap(([path, { type, meta, inputs, output }]) => {
    if (!meta?.rest || type === 'subscription') return []
    const input = schemaOf(inputs.at(-1))
    return [{ path, type, rest: meta.rest, meta, inputFields: fieldsOf(input), input, output: schemaOf(output) }]
  })
}

const schemaOf = (parser: unknown) => (parser instanceof z.ZodType ? parser : undefined)

function fieldsOf(input: z.ZodType | undefined): Record<string, unknown> {
  if (input === undefined) return {}
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })
  return schema.properties ?? {}
}

const mostNames = 1_000
const snakeNames = new Map<string, string>()

/** A name as the REST paths spell it. */
export function toSnake(name: string): string {
  const known = snakeNames.get(name)
  if (known !== undefined) return known
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  if (snakeNames.size >= mostNames) snakeNames.clear()
  snakeNames.set(name, snake)
  return snake
}
const toCamel = (name: string) => name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())

/** Renames every key of a plain value. Dates become ISO 8601 when the answer is written. */
export function snakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCase)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const renamed: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    renamed[toSnake(key)] = typeof item === 'object' && item !== null ? snakeCase(item) : item
  }
  return renamed
}

/** A query string has only texts: each value gets the type that the schema names, or stays a text for zod to refuse. */
function fromText(schema: unknown, text: unknown): unknown {
  const { type } = (schema ?? {}) as { type?: unknown }
  if (typeof text !== 'string') return text
  if ((type === 'number' || type === 'integer') && text.trim() !== '' && Number.isFinite(Number(text)))
    return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

/** Addresses are kept by proxies, browsers and logs: a change that has a body takes its fields from there alone. */
function inputOf({ inputFields, rest }: RestProcedure, request: Request): Record<string, unknown> {
  const given = rest.method === 'POST' ? [] : Object.entries(request.query)
  const query = given.map(([key, value]) => {
    const field = toCamel(key)
    return [field, fromText(inputFields[field], value)] as const
  })
  const body: unknown = request.body
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
  const fields =
    rest.method === 'GET' || !isObject ? [] : Object.entries(body).map(([key, value]) => [toCamel(key), value] as const)
  return Object.fromEntries([...query, ...fields])
}

export interface RestOptions {
  /** Puts the body of a request, as JSON, into `request.body`. @throws for one that is no JSON or too long */
  readBody: (request: Request, response: Response) => Promise<void>
  createContext: (request: Request) => Promise<RequestContext>
  onFailure: (error: CallFailure, call: { request: Request; path: string; requestId: string }) => void
}

/** The REST paths, over the same procedures, by the same rules. */
export function createRestRouter(options: RestOptions): express.Router {
  const router = express.Router({ strict: false })
  for (const procedure of restProcedures()) {
    const method = procedure.rest.method.toLowerCase() as 'get' | 'post' | 'delete'
    router[method](procedure.rest.path, (request, response) => answerRest(options, procedure, { request, response }))
  }
  return router
}

/** The reads among the REST paths that need no body and no router, by path with the slash at its end. */
export function restReads(): Map<string, RestProcedure> {
  const reads = restProcedures().filter(({ rest, meta }) => rest.method === 'GET' && meta.changesWithAccount)
  return new Map(reads.map((procedure) => [procedure.rest.path, procedure]))
}

/** The paths that change something by GET, each with the slash at its end: what guards changes guards them too. */
export function restChangesByGet(): Set<string> {
  const changes = restProcedures().filter(({ rest, type }) => rest.method === 'GET' && type === 'mutation')
  return new Set(changes.map(({ rest }) => rest.path))
}

export async function answerRest(
  { createContext, onFailure, readBody }: RestOptions,
  procedure: RestProcedure,
  { request, response }: { request: Request; response: Response },
): Promise<void> {
  const context = await createContext(request)
  const { path, type, meta } = procedure
  const fail = (error: CallFailure) => onFailure(error, { request, path, requestId: context.requestId })
  const readInput = async () => {
    await readBody(request, response)
    if (!isReadable(request.body) || !isReadable(request.query)) throw new TRPCError({ code: 'BAD_REQUEST' })
    return Object.keys(procedure.inputFields).length > 0 ? inputOf(procedure, request) : undefined
  }
  const { status, headers, outcomes } = await answerCalls([{ path, type, meta, readInput }], {
    context: meta.isStreamed ? { ...context, takesPages: true } : context,
    ifNoneMatch: request.get('if-none-match'),
    signal: endOf(response),
    onFailure: fail,
  })
  response.status(status).set(headers)
  const [outcome] = outcomes
  if (outcome === undefined) return void response.end()
  if (outcome.error !== null) {
    return sendFailure(response, status, presentFailure(outcome.error, { ...context, input: outcome.input }))
  }
  // The guarantee: what is answered in pieces is an object.
  if (meta.isStreamed) return sendStream(response, outcome.data as object, fail)
  const answer = snakeCase(outcome.data)
  if (headers['etag'] === undefined) return void response.json(answer)
  // What has an ETag of its own needs none from its bytes.
  response.set('content-type', 'application/json; charset=utf-8').end(JSON.stringify(answer))
}

/** What fails half-way ends the connection, since the status is sent. */
async function sendStream(response: Response, data: object, fail: (error: CallFailure) => void): Promise<void> {
  try {
    await streamJson(response, data, snakeCase)
  } catch (cause) {
    fail(knownFailure(getTRPCErrorFromUnknown(cause)))
    response.destroy()
  }
}

/** Aborted when the caller has gone before the answer. */
function endOf(response: Response): AbortSignal {
  const ended = new AbortController()
  response.once('close', () => ended.abort())
  return ended.signal
}

/** A field is named as whoever calls has written it. */
function issueInSnakeCase({ path, message }: InputIssue): InputIssue {
  return { path: path.map((part) => (typeof part === 'string' ? toSnake(part) : part)), message }
}

/** The error body of the REST paths. */
export function sendFailure(response: Response, status: number, { message, app }: PresentedFailure): void {
  const { code, action, retryAfterSeconds, requestId, issues, accounts } = app
  if (retryAfterSeconds !== undefined) response.set('retry-after', String(retryAfterSeconds))
  // RFC 9110 §11.6.1: who is not let in is told what would let them in.
  if (status === 401) response.set('www-authenticate', 'Bearer')
  response.status(status).json({
    error: {
      code,
      message,
      action,
      ...(retryAfterSeconds === undefined ? {} : { retry_after_seconds: retryAfterSeconds }),
      request_id: requestId,
      ...(issues ? { issues: issues.map(issueInSnakeCase) } : {}),
      ...(accounts ? { accounts } : {}),
    },
  })
}
