import { getTRPCErrorShape, transformTRPCResponse } from '@trpc/server'
import { createExpressMiddleware } from '@trpc/server/adapters/express'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import express, { type Request } from 'express'
import type { RequestContext } from '../api/context.ts'
import { refusals, type CallFailure } from '../api/refusals.ts'
import { appRouter } from '../api/router.ts'
import { contextOf } from '../api/trpc.ts'
import { AppError } from '../errors.ts'
import { hasForeignBody, isFromForeignPage } from './foreign-request.ts'

export const callsPerBatch = 10

/**
 * The procedures over HTTP, as tRPC's clients call them. What tRPC would refuse before it has a context, and so without
 * the reader's language and the request's id, is refused here, in the form of any other error of a procedure.
 */
export function createTrpcDoor({
  createContext,
  onFailure,
  longestBody,
  allowedOrigins,
}: {
  createContext(request: Request): Promise<RequestContext>
  onFailure(error: CallFailure, fields: { path: string | undefined; requestId: string | undefined }): void
  longestBody: number
  allowedOrigins: readonly string[]
}): express.Router {
  const router = express.Router()
  router.use(async (request, response, next) => {
    const error = refusalOf(request, allowedOrigins)
    if (error === null) return next()
    const ctx = await createContext(request)
    onFailure(error, { path: undefined, requestId: ctx.requestId })
    const { _config: config } = appRouter._def
    const shape = getTRPCErrorShape({ config, error, type: 'unknown', path: undefined, input: undefined, ctx })
    response
      .status(getHTTPStatusCodeFromError(error))
      .set('cache-control', 'no-store')
      .json(transformTRPCResponse(config, { error: shape }))
  })
  router.use(
    createExpressMiddleware({
      router: appRouter,
      createContext: ({ req }) => createContext(req),
      maxBatchSize: callsPerBatch,
      maxBodySize: longestBody,
      responseMeta: ({ type, errors }) => {
        const waits = errors.map(({ cause }) => (cause instanceof AppError ? (cause.retryAfterSeconds ?? 0) : 0))
        const wait = Math.max(0, ...waits)
        // Compression on the way would hold live events back.
        const cacheControl = type === 'subscription' ? 'no-store, no-transform' : 'no-store'
        return { headers: { 'cache-control': cacheControl, ...(wait > 0 ? { 'retry-after': String(wait) } : {}) } }
      },
      onError: ({ error, path, ctx }) =>
        onFailure(error, { path, requestId: ctx ? contextOf(ctx).requestId : undefined }),
    }),
  )
  return router
}

function refusalOf(request: Request, allowedOrigins: readonly string[]): CallFailure | null {
  if (isFromForeignPage(request, allowedOrigins)) return refusals.foreignPage()
  if (hasForeignBody(request)) return refusals.bodyIsNoJson()
  const calls = request.path.split(/,|%2c/i).length
  return request.query['batch'] === '1' && calls > callsPerBatch ? refusals.tooManyCalls() : null
}
