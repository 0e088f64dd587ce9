import { TRPCError } from '@trpc/server'
import express, { type NextFunction, type Request, type Response } from 'express'
import { createAnonymousContext, createRequestContext } from '../procedures/context.ts'
import type { Identify } from '../procedures/identify.ts'
import { presentFailure, toTrpcError } from '../procedures/failure-codes.ts'
import { asPassingFault, passingFault } from '../passing-fault.ts'
import { networkOf } from '../procedures/ip-network.ts'
import { sendFailure } from '../api/rest-failure.ts'
import { answerRest, createRestRouter, restChangesByGet, restReads, type RestOptions } from '../api/rest.ts'
import type { Deps } from '../deps.ts'
import { describeError } from '../log.ts'
import { negotiateLocale } from '../messages/messages.ts'
import { createApiPageRouter } from './api-page.ts'
import { createAppReturn } from './app-return.ts'
import { createBodyReader } from './body-reader.ts'
import { hasBodyWithoutPreflight, isCrossSite, isSafeMethod, type TrustedOrigins } from './csrf-guard.ts'
import { takeGivenBody } from './given-body.ts'
import { HttpLoginRequest } from './login-request.ts'
import { createMetaCallbacks } from './meta-callbacks.ts'
import { answerPrometheus, type Scrape } from './prometheus.ts'
import { createRefusals, requestIdOf } from './refusals.ts'
import { createRequestLog } from './request-log.ts'
import { createReturnPage } from './return-page.ts'
import { mountUrlOf, noteMountUrl, rememberMountUrl, type SandboxPages } from './sandbox-pages.ts'
import { readSecurityHeaders, setHeaders } from './security-headers.ts'
import { createTrpcQueries } from './trpc-queries.ts'
import { callsPerBatch, createTrpcRouter } from './trpc-router.ts'

const longestBody = 100 * 1024
/** With those by which tRPC's own links ask for a stream, and a stream for what it missed. */
const allowedHeaders = 'authorization, content-type, accept-language, x-request-id, trpc-accept, last-event-id'

/** Whether the process lives, whether it can work, and its figures: all that a process has to say that only works. */
export function createProbeRouter(deps: Deps, scrape: Scrape | undefined): express.Router {
  const router = express.Router()
  router.use(deps.lifetime.middleware)
  router.get('/healthz', (_request, response) => void response.json({ status: 'ok' }))
  router.get('/readyz', async (_request, response) => {
    const canWork = await deps.db.ping().then(
      () => true,
      () => false,
    )
    const isReady = canWork && !deps.lifetime.isEnding()
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'unavailable' })
  })
  if (scrape) router.get('/metrics', answerPrometheus(deps, scrape))
  return router
}

/** All of HTTP in one router, to be mounted at any path of a host's app. */
export function createHttpRouter(
  deps: Deps,
  { identify, scrape, sandbox }: { identify: Identify; scrape: Scrape | undefined; sandbox?: SandboxPages | undefined },
): express.Router {
  const router = express.Router()
  const { settings } = deps
  const loginRequestOf = (request: Request) => new HttpLoginRequest(request, requestIdOf(request))
  const requestLog = createRequestLog(deps)
  const createContext = async (request: Request) => {
    const context = await createRequestContext(deps, { request: loginRequestOf(request), identify })
    context.mountUrl = mountUrlOf(request)
    if (sandbox && context.identity) rememberMountUrl(sandbox, request)
    requestLog.signIn(request, context.identity?.userId)
    return context
  }
  const refusals = createRefusals(deps, requestLog)
  const { refuse, logFailure } = refusals
  const origins: TrustedOrigins = {
    allowedOrigins: settings.allowedOrigins,
    ownUrls: [settings.instagramRedirectUri, settings.publicUrl].filter((url) => url !== undefined),
  }

  router.use(requestLog.begin)
  router.use(deps.lifetime.middleware)
  router.use(setHeaders(readSecurityHeaders(), deps.clock))
  router.use(allowOrigins(settings.allowedOrigins))
  if (sandbox) router.use(noteMountUrl)

  const rest: RestOptions = { createContext, readBody: createBodyReader(longestBody), onFailure: logFailure }
  // Before all other routes, since nearly everything that hosts ask for is a read.
  router.use('/trpc', createTrpcQueries({ createContext, callsPerBatch, onFailure: logFailure }))
  const reads = restReads()
  router.use((request, response, next) => {
    const read = request.method === 'GET' ? reads.get(request.path) : undefined
    return read ? answerRest(rest, read, { request, response }) : next()
  })
  router.use(takeGivenBody)
  router.use(refuseAfterEnd(deps, refusals))
  if (sandbox) router.use(sandbox.path, sandbox.router)
  router.use(createAppReturn(deps))
  router.use(createProbeRouter(deps, scrape))
  if (deps.settings.apiDocs === 'on') router.use(createApiPageRouter(deps.settings.publicUrl))
  router.use(createReturnPage(deps))
  router.use(
    createMetaCallbacks(deps, {
      networkOf: ({ ip }) => networkOf(ip),
      // Charged already: only who guesses is.
      refuse: (request, response, error) => refusals.answer({ request, response }, toTrpcError(error)),
    }),
  )
  router.use(
    '/trpc',
    createTrpcRouter({
      createContext,
      createAnonymousContext: (request) => createAnonymousContext(deps, loginRequestOf(request)),
      chargeRefusal: refusals.charge,
      onFailure: logFailure,
      longestBody,
      origins,
    }),
  )

  router.use('/api/v1', noStore, refuseEarly(refuse, { origins, changingReads: restChangesByGet() }))
  router.use(createRestRouter(rest))
  router.use('/api', (request, response) => refuse({ request, response }, new TRPCError({ code: 'NOT_FOUND' })))
  router.use(answerFailure(deps, refusals))
  return router
}

type Refuse = ReturnType<typeof createRefusals>['refuse']

/** What is refused whoever asks, before the host is asked who that is. */
function refuseEarly(
  refuse: Refuse,
  { origins, changingReads }: { origins: TrustedOrigins; changingReads: Set<string> },
) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    // Routes are found in any case of letters.
    const path = `${request.baseUrl}${request.path}`.toLowerCase()
    const isChange = !isSafeMethod(request) || [...changingReads].some((name) => `${path}/`.includes(name))
    if (isChange && isCrossSite(request, origins)) {
      return refuse({ request, response }, new TRPCError({ code: 'FORBIDDEN' }))
    }
    if (hasBodyWithoutPreflight(request))
      return refuse({ request, response }, new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE' }))
    if (Number(request.get('content-length') ?? 0) > longestBody) {
      return refuse({ request, response }, new TRPCError({ code: 'PAYLOAD_TOO_LARGE' }))
    }
    next()
  }
}

/** What procedures do by themselves, for all other paths of ours: the database is closed, or will be before an answer. */
function refuseAfterEnd({ lifetime }: Deps, refusals: ReturnType<typeof createRefusals>) {
  const heads = ['/sandbox/', '/webhooks/', '/privacy/', '/metrics', '/docs', '/openapi.json']
  return (request: Request, response: Response, next: NextFunction): void => {
    if (!lifetime.hasEnded() || !heads.some((head) => request.path.startsWith(head))) return next()
    refusals.answer({ request, response }, toTrpcError(passingFault()))
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
      'access-control-expose-headers': 'retry-after, x-request-id, date',
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

/** What express itself refuses (a form that is too long, an address that is none), and what nobody expected. */
function answerFailure(deps: Deps, refusals: ReturnType<typeof createRefusals>) {
  return async (error: unknown, request: Request, response: Response, next: NextFunction): Promise<void> => {
    if (response.headersSent) return next(error)
    const { status } = error as { status?: unknown }
    const isRefused = typeof status === 'number' && status >= 400 && status < 500
    if (isRefused) return refusals.refuse({ request, response }, new TRPCError({ code: 'BAD_REQUEST' }), status)
    const passing = asPassingFault(error)
    if (passing) return refusals.answer({ request, response }, toTrpcError(passing))
    const requestId = requestIdOf(request)
    deps.log.error('request.failed', { ...describeError(error), requestId })
    const locale = negotiateLocale(request.get('accept-language'), deps.settings.defaultLocale)
    sendFailure(response, 500, presentFailure(new TRPCError({ code: 'INTERNAL_SERVER_ERROR' }), { locale, requestId }))
  }
}
