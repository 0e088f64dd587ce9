import { getTRPCErrorShape, transformTRPCResponse, type AnyTRPCRouter } from '@trpc/server'
import { createExpressMiddleware } from '@trpc/server/adapters/express'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import express, { type Request, type Response } from 'express'
import type { RequestContext } from '../procedures/context.ts'
import { toTrpcError } from '../procedures/failure-codes.ts'
import { chargeAhead } from '../procedures/charge.ts'
import { refusals, type CallFailure } from '../procedures/refusals.ts'
import { appRouter } from '../api/router.ts'
import { contextOf } from '../procedures/trpc.ts'
import { AppError } from '../errors.ts'
import { hasForeignBody, isFromForeignPage, isSafeMethod, type OwnOrigins } from './csrf-guard.ts'

export const callsPerBatch = 10

export interface TrpcDoor {
  createContext(request: Request): Promise<RequestContext>
  /** Of an answer that nobody needs to be signed in for. */
  createAnonymousContext(request: Request): RequestContext
  /** Charges a refusal to the address. @returns what to answer: the same, or that the address has asked too often */
  chargeRefusal(request: Request, error: CallFailure, cost?: number): Promise<CallFailure>
  onFailure(
    error: CallFailure,
    fields: { request: Request; path: string | undefined; requestId: string | undefined },
  ): void
  longestBody: number
  origins: OwnOrigins
}

/**
 * The procedures over HTTP, as tRPC's clients call them. What tRPC would refuse before it has a context, and so without
 * the reader's language and the request's id, is refused here, in the form of any other error of a procedure; and what
 * is refused whoever asks is refused before the host is asked who that is.
 */
export function createTrpcDoor(door: TrpcDoor): express.Router {
  const { createContext, onFailure, longestBody } = door
  const router = express.Router()
  // tRPC opens a stream before its procedure can refuse it: who has no place is asked about first.
  const contexts = new WeakMap<Request, RequestContext>()

  function answer(
    error: CallFailure,
    {
      request,
      response,
      ctx,
      path,
    }: { request: Request; response: Response; ctx: RequestContext; path: string | undefined },
  ): void {
    onFailure(error, { request, path, requestId: ctx.requestId })
    const { _config: config } = appRouter._def
    const shape = getTRPCErrorShape({ config, error, type: 'unknown', path: undefined, input: undefined, ctx })
    response
      .status(getHTTPStatusCodeFromError(error))
      .set({ 'cache-control': 'no-store', ...waitOf([error]) })
      .json(transformTRPCResponse(config, { error: shape }))
  }
  router.use(async (request, response, next) => {
    const names = namesIn(request)
    const refusal = refusalOf(request, names, door)
    const unknown = names.filter((name) => !typeOf.has(name)).length
    const error =
      refusal || unknown > 0 ? await door.chargeRefusal(request, refusal ?? refusals.unknownProcedure(), unknown) : null
    // A batch goes on without its unknown names, unless the address has asked too often.
    const [path] = names
    if (error !== null && (refusal !== null || error.code !== 'NOT_FOUND')) {
      return answer(error, { request, response, ctx: door.createAnonymousContext(request), path })
    }
    if (typeOf.get(path ?? '') !== 'subscription') return next()
    const ctx = await createContext(request)
    const full = fullness(ctx)
    if (full !== null) {
      await chargeAhead(ctx, { type: 'subscription', meta: undefined })
      return answer(full, { request, response, ctx, path })
    }
    contexts.set(request, ctx)
    next()
  })
  router.use(
    createExpressMiddleware({
      router: appRouter,
      createContext: async ({ req }) => contexts.get(req) ?? createContext(req),
      maxBatchSize: callsPerBatch,
      maxBodySize: longestBody,
      responseMeta: ({ type, errors }) => {
        // Compression on the way would hold live events back.
        const cacheControl = type === 'subscription' ? 'no-store, no-transform' : 'no-store'
        return { headers: { 'cache-control': cacheControl, ...waitOf(errors) } }
      },
      onError: ({ error, path, ctx, req }) =>
        onFailure(error, { request: req, path, requestId: ctx ? contextOf(ctx).requestId : undefined }),
    }),
  )
  return router
}

/** Why a person can not have another stream; `null` when they can, or when nobody is signed in. */
function fullness({ deps, identity }: RequestContext): CallFailure | null {
  try {
    if (identity !== null) deps.streams.requireRoom(identity.userId)
    return null
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return toTrpcError(error)
  }
}

function waitOf(errors: readonly { cause?: unknown }[]): Record<string, string> {
  const waits = errors.map(({ cause }) => (cause instanceof AppError ? (cause.retryAfterSeconds ?? 0) : 0))
  const wait = Math.max(0, ...waits)
  return wait > 0 ? { 'retry-after': String(wait) } : {}
}

interface BuiltProcedure {
  _def: { type: 'query' | 'mutation' | 'subscription' }
}

const typeOf = new Map(
  Object.entries((appRouter satisfies AnyTRPCRouter as AnyTRPCRouter)._def.procedures).map(
    // The guarantee: tRPC keeps the type of each procedure there.
    ([path, procedure]) => [path, (procedure as BuiltProcedure)._def.type] as const,
  ),
)

/** The procedures that the path names; at most one more than a batch may have. */
function namesIn({ path, query }: Request): string[] {
  const isBatch = query['batch'] === '1'
  const names = isBatch ? path.slice(1).split(/,|%2c/i, callsPerBatch + 1) : [path.slice(1)]
  return names.map((name) => (/^[\w.]*$/.test(name) ? name : decoded(name)))
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** What is refused whoever asks. */
function refusalOf(request: Request, names: readonly string[], { origins, longestBody }: TrpcDoor): CallFailure | null {
  const { method } = request
  if (!isSafeMethod(request) && isFromForeignPage(request, origins)) return refusals.foreignPage()
  if (hasForeignBody(request)) return refusals.bodyIsNoJson()
  if (names.length > callsPerBatch) return refusals.tooManyCalls()
  if (Number(request.get('content-length') ?? 0) > longestBody) return refusals.bodyTooLarge()
  const types = names.map((name) => typeOf.get(name))
  if (types.every((type) => type === undefined)) return refusals.unknownProcedure()
  const isWrong = (type: string | undefined) => (type === 'mutation') !== (method === 'POST')
  return isRead(method) && types.every((type) => type !== undefined && isWrong(type))
    ? refusals.methodNotSupported()
    : null
}

/** tRPC answers other methods without looking at the path. */
const isRead = (method: string) => method === 'GET' || method === 'POST'
