import { getTRPCErrorShape, transformTRPCResponse } from '@trpc/server'
import { createExpressMiddleware } from '@trpc/server/adapters/express'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import express, { type Request, type Response } from 'express'
import type { RequestContext } from '../procedures/context.ts'
import { toTrpcError } from '../procedures/failure-codes.ts'
import { chargeAhead } from '../procedures/charge.ts'
import { refusals, type CallFailure } from '../procedures/refusals.ts'
import { uncachedHeaders } from '../api/answer.ts'
import { procedureList } from '../api/procedure-list.ts'
import { appRouter } from '../api/router.ts'
import { contextOf } from '../procedures/trpc.ts'
import { AppError } from '../errors.ts'
import { hasBodyWithoutPreflight, isCrossSite, isSafeMethod, type TrustedOrigins } from './csrf-guard.ts'

export const callsPerBatch = 10

export interface TrpcRouterOptions {
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
  origins: TrustedOrigins
}

/**
 * The procedures over HTTP, as tRPC's clients call them. What tRPC would refuse before it has a context, and so without
 * the reader's language and the request's id, is refused here, in the form of any other error of a procedure; and what
 * is refused whoever asks is refused before the host is asked who that is.
 */
export function createTrpcRouter(options: TrpcRouterOptions): express.Router {
  const { createContext, onFailure, longestBody } = options
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
      .set(uncachedHeaders([error]))
      .json(transformTRPCResponse(config, { error: shape }))
  }
  router.use((request, _response, next) => {
    // A host that puts a slash at the end of every path has put one here.
    const { path, url } = request
    if (path.length > 1 && path.endsWith('/')) request.url = path.slice(0, -1) + url.slice(path.length)
    next()
  })
  router.use(async (request, response, next) => {
    const names = namesIn(request)
    const refusal = refusalOf(request, names, options)
    const unknown = names.filter((name) => typeOf(name) === undefined).length
    const error =
      refusal || unknown > 0
        ? await options.chargeRefusal(request, refusal ?? refusals.unknownProcedure(), unknown)
        : null
    // A batch goes on without its unknown names, unless the address has asked too often.
    const [path] = names
    if (error !== null && (refusal !== null || error.code !== 'NOT_FOUND')) {
      return answer(error, { request, response, ctx: options.createAnonymousContext(request), path })
    }
    if (typeOf(path) !== 'subscription') return next()
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
      // Compression on the way would hold live events back.
      responseMeta: ({ type, errors }) => ({
        headers: {
          // With what tRPC names, which takes the place of what was named before.
          vary: 'origin, trpc-accept, accept',
          ...uncachedHeaders(errors),
          ...(type === 'subscription' ? { 'cache-control': 'no-store, no-transform' } : {}),
        },
      }),
      onError: ({ error, path, ctx, req }) =>
        onFailure(error, { request: req, path, requestId: ctx ? contextOf(ctx).requestId : undefined }),
    }),
  )
  return router
}

/** Why a user cannot have another stream; `null` when they can, or when nobody is signed in. */
function fullness({ deps, identity }: RequestContext): CallFailure | null {
  try {
    if (identity !== null) deps.streams.requireRoom(identity.userId)
    return null
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return toTrpcError(error)
  }
}

const typeOf = (name: string | undefined) => procedureList.get(name ?? '')?.type

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
function refusalOf(
  request: Request,
  names: readonly string[],
  { origins, longestBody }: TrpcRouterOptions,
): CallFailure | null {
  const { method } = request
  if (!isSafeMethod(request) && isCrossSite(request, origins)) return refusals.crossSite()
  if (hasBodyWithoutPreflight(request)) return refusals.bodyIsNoJson()
  if (names.length > callsPerBatch) return refusals.tooManyCalls()
  if (Number(request.get('content-length') ?? 0) > longestBody) return refusals.bodyTooLarge()
  const types = names.map((name) => typeOf(name))
  if (types.every((type) => type === undefined)) return refusals.unknownProcedure()
  // tRPC answers it without looking at the path.
  if (method === 'HEAD') return null
  const isPost = method === 'POST'
  const isWrong = (type: string | undefined) => type !== undefined && (type === 'mutation') !== isPost
  if (!isPost && method !== 'GET') return refusals.methodNotSupported()
  if (types.some(isWrong)) return refusals.methodNotSupported()
  return isPost && request.get('content-type') === undefined ? refusals.bodyIsNoJson() : null
}
