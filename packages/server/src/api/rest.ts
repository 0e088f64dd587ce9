import { getTRPCErrorFromUnknown, TRPCError, type AnyTRPCRouter } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import express, { type Request, type Response } from 'express'
import { z } from 'zod'
import type { InputIssue } from '../errors.ts'
import { chargeAhead } from '../procedures/charge.ts'
import { knownFailure, presentFailure, type PresentedFailure } from '../procedures/failure-codes.ts'
import type { RequestContext } from '../procedures/context.ts'
import { isReadable } from '../procedures/foreign-value.ts'
import { appRouter } from './router.ts'
import type { ProcedureMeta, RestRoute } from '../procedures/trpc.ts'
import { checkUnchanged, revalidated, untagged } from './etag.ts'
import { writeInPieces } from './write-in-pieces.ts'

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

interface ProcedureDefinition {
  type: 'query' | 'mutation' | 'subscription'
  meta?: ProcedureMeta
  inputs: unknown[]
  output?: unknown
}

/** Every procedure that has a REST path. Streams have none. */
export function restProcedures(): RestProcedure[] {
  const { procedures } = (appRouter satisfies AnyTRPCRouter as AnyTRPCRouter)._def
  return Object.entries(procedures).flatMap(([path, procedure]) => {
    const { type, meta, inputs, output } = (procedure as { _def: ProcedureDefinition })._def
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
function readInput({ inputFields, rest }: RestProcedure, request: Request): Record<string, unknown> {
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

type AnyCall = (input: unknown) => Promise<unknown>

export interface RestDoor {
  /** Puts the body of a request, as JSON, into `request.body`. @throws for one that is no JSON or too long */
  readBody: (request: Request, response: Response) => Promise<void>
  createContext: (request: Request, response: Response) => Promise<RequestContext>
  onFailure: (error: TRPCError, context: RequestContext, call: { request: Request; path: string }) => void
}

/** The REST paths, over the same procedures, by the same rules. */
export function createRestRouter(door: RestDoor): express.Router {
  const router = express.Router({ strict: false })
  for (const procedure of restProcedures()) {
    const method = procedure.rest.method.toLowerCase() as 'get' | 'post' | 'delete'
    router[method](procedure.rest.path, (request, response) => answerRest(door, procedure, { request, response }))
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
  { createContext, onFailure, readBody }: RestDoor,
  procedure: RestProcedure,
  { request, response }: { request: Request; response: Response },
): Promise<void> {
  const context = await chargeAhead(await createContext(request, response), procedure)
  // Whoever is not let in is told so by the procedure; nothing that they sent is read for it.
  const mayRead = context.identity !== null && context.charged === true
  let input: Record<string, unknown> = {}
  try {
    if (mayRead) {
      await readBody(request, response)
      input = readInput(procedure, request)
      if (!isReadable(request.body) || !isReadable(request.query)) throw new TRPCError({ code: 'BAD_REQUEST' })
    }
    const { tag, isUnchanged } = mayRead
      ? await checkUnchanged([{ ...procedure, input }], context, request.get('if-none-match'))
      : untagged
    response.set('cache-control', tag === null ? 'no-store' : revalidated)
    if (tag !== null) response.set('etag', tag)
    if (isUnchanged) return void response.status(304).end()
    const inPieces = procedure.meta.inPieces ? { ...context, takesPieces: true as const } : context
    const hasInput = Object.keys(procedure.inputFields).length > 0
    const given = await callOf(procedure, inPieces, endOf(response))(hasInput ? input : undefined)
    // The guarantee: what is answered in pieces is an object.
    if (procedure.meta.inPieces) return await writeInPieces(response, given as object, snakeCase)
    const answer = snakeCase(given)
    if (tag === null) return void response.json(answer)
    // What has a tag of its own needs none from its bytes.
    response.set('content-type', 'application/json; charset=utf-8').end(JSON.stringify(answer))
  } catch (cause) {
    const error = knownFailure(getTRPCErrorFromUnknown(cause))
    onFailure(error, context, { request, path: procedure.path })
    if (response.headersSent) return void response.destroy()
    response.set('cache-control', 'no-store').removeHeader('etag')
    sendFailure(response, getHTTPStatusCodeFromError(error), presentFailure(error, { ...context, input }))
  }
}

function callOf({ path }: RestProcedure, context: RequestContext, signal: AbortSignal): AnyCall {
  const call = path
    .split('.')
    .reduce<unknown>(
      (place, part) => (place as Record<string, unknown>)[part],
      appRouter.createCaller(context, { signal }),
    )
  // The guarantee: the path is that of a procedure of this router.
  return call as AnyCall
}

/** Aborted when whoever asked has gone before the answer: what only waits need not go on. */
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
