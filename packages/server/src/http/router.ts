import { TRPCError } from '@trpc/server'
import express, { type NextFunction, type Request, type Response } from 'express'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { createRequestContext, type Authenticate } from '../api/context.ts'
import { presentFailure, toTrpcError } from '../api/failure-codes.ts'
import { networkOf } from '../api/ip-network.ts'
import { answerRest, createRestRouter, restReads, sendFailure, type RestDoor } from '../api/rest.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { describeError } from '../log.ts'
import { negotiateLocale } from '../messages/messages.ts'
import type { Concealed } from '../instagram/http.ts'
import { createApiPageRouter } from './api-page.ts'
import { hasForeignBody, isFromForeignPage } from './foreign-request.ts'
import { createMetaCallbacks } from './meta-callbacks.ts'
import { answerPrometheus } from './prometheus.ts'
import { createQueryDoor } from './query-door.ts'
import { readSecurityHeaders, setHeaders } from './security-headers.ts'
import { callsPerBatch, createTrpcDoor } from './trpc-door.ts'

const longestBody = 100 * 1024
/** With those by which tRPC's own links ask for a stream, and a stream for what it missed. */
const allowedHeaders = 'authorization, content-type, accept-language, x-request-id, trpc-accept, last-event-id'

/** Whether the process lives, whether it can work, and its figures: all that a process has to say that only works. */
export function createProbeRouter(deps: Deps, metricsToken: Concealed | undefined): express.Router {
  const router = express.Router()
  router.get('/healthz', (_request, response) => void response.json({ status: 'ok' }))
  router.get('/readyz', async (_request, response) => {
    const isReady = await deps.db.ping().then(
      () => true,
      () => false,
    )
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'unavailable' })
  })
  if (metricsToken) router.get('/metrics', answerPrometheus(deps, metricsToken))
  return router
}

/** Every HTTP door in one router, to be mounted at any path of a host's app. */
export function createHttpRouter(
  deps: Deps,
  { authenticate, metricsToken }: { authenticate: Authenticate; metricsToken: Concealed | undefined },
): express.Router {
  const router = express.Router()
  const createContext = (request: Request) =>
    createRequestContext(deps, { request, requestId: String(request.res?.get('x-request-id')), authenticate })

  router.use(setHeaders(readSecurityHeaders()))
  router.use(allowOrigins(deps.settings.allowedOrigins))

  const restDoor: RestDoor = {
    createContext,
    onFailure: (error, { requestId }, path) => logFailure(deps, error, { path, requestId }),
  }
  // First of all doors, since nearly everything that hosts ask for comes through them.
  router.use(
    '/trpc',
    createQueryDoor({
      createContext,
      mostCalls: callsPerBatch,
      onError: (error, { path, context }) => logFailure(deps, error, { path, requestId: context.requestId }),
    }),
  )
  const reads = restReads()
  router.use((request, response, next) => {
    const read = request.method === 'GET' ? reads.get(request.path) : undefined
    return read ? answerRest(restDoor, read, { request, response }) : next()
  })
  router.use(createProbeRouter(deps, metricsToken))
  if (deps.settings.apiDocs === 'on') router.use(createApiPageRouter())
  router.use(
    createMetaCallbacks(deps, {
      networkOf: ({ ip }) => networkOf(ip),
      refuse: (request, response, error) => {
        const failure = toTrpcError(error)
        logFailure(deps, failure, { path: request.path, requestId: String(response.get('x-request-id')) })
        refuse(deps, { request, response }, failure, getHTTPStatusCodeFromError(failure))
      },
    }),
  )
  router.use(
    '/trpc',
    createTrpcDoor({
      createContext,
      onFailure: (error, fields) => logFailure(deps, error, fields),
      longestBody,
      allowedOrigins: deps.settings.allowedOrigins,
    }),
  )

  router.use('/api/v1', noStore, refuseForeign(deps), express.json({ limit: longestBody }))
  router.use(createRestRouter(restDoor))
  router.use('/api', (request, response) =>
    refuse(deps, { request, response }, new TRPCError({ code: 'NOT_FOUND' }), 404),
  )
  router.use(answerFailure(deps))
  return router
}

function logFailure(
  deps: Deps,
  error: TRPCError,
  fields: { path: string | undefined; requestId: string | undefined },
): void {
  const code = error.cause instanceof AppError ? error.cause.code : error.code
  if (code !== 'INTERNAL' && code !== 'INTERNAL_SERVER_ERROR') return deps.log.info('call.refused', { ...fields, code })
  deps.log.error('call.failed', { ...fields, ...describeError(error.cause ?? error) })
}

function refuse(
  deps: Deps,
  { request, response }: { request: Request; response: Response },
  error: TRPCError,
  status: number,
): void {
  const locale = negotiateLocale(request.get('accept-language'), deps.settings.defaultLocale)
  sendFailure(response, status, presentFailure(error, { locale, requestId: String(response.get('x-request-id')) }))
}

function refuseForeign(deps: Deps) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const place = { request, response }
    if (isFromForeignPage(request, deps.settings.allowedOrigins)) {
      return refuse(deps, place, new TRPCError({ code: 'FORBIDDEN' }), 403)
    }
    if (!hasForeignBody(request)) return next()
    refuse(deps, place, new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE' }), 415)
  }
}

function noStore(_request: Request, response: Response, next: NextFunction): void {
  response.set('cache-control', 'no-store')
  next()
}

/** CORS for the origins that the operator named, and for no other. */
function allowOrigins(origins: readonly string[]) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const origin = request.get('origin')
    response.vary('origin')
    if (origin === undefined || !origins.includes(origin)) return next()
    response.set({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'retry-after, x-request-id',
    })
    if (request.method !== 'OPTIONS') return next()
    response.set({
      'access-control-allow-methods': 'GET, POST, DELETE',
      'access-control-allow-headers': allowedHeaders,
      'access-control-max-age': '600',
    })
    response.sendStatus(204)
  }
}

/** What express itself refuses (a body that is no JSON or too long), and anything that nobody expected. */
function answerFailure(deps: Deps) {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) return next(error)
    const { status } = error as { status?: unknown }
    if (typeof status === 'number' && status >= 400 && status < 500) {
      return refuse(deps, { request, response }, new TRPCError({ code: 'BAD_REQUEST' }), status)
    }
    deps.log.error('request.failed', describeError(error))
    refuse(deps, { request, response }, new TRPCError({ code: 'INTERNAL_SERVER_ERROR' }), 500)
  }
}
