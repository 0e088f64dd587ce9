import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import express, { type Express, type NextFunction, type Request, type Response, type Router } from 'express'
import { appRefusal } from './app-state.ts'
import { addAuthorizeRoutes } from './authorize.ts'
import { addControlRoutes } from './control-routes.ts'
import type { SandboxControl } from './control.ts'
import { errors, graphError, Refusal, traceId } from './errors.ts'
import { commit } from './faults.ts'
import { formReaders } from './form.ts'
import { addGraphRoutes } from './graph-routes.ts'
import { addOauthRoutes } from './oauth.ts'
import { addPictureRoutes } from './pictures.ts'
import { refuseRemoved, versionServed } from './protocol.ts'
import { tokenOf } from './request.ts'
import type { SandboxState } from './state.ts'

const versionPrefix = /^\/(v\d+\.\d+)(?=[/?]|$)/

/** The whole Instagram on one origin. */
export function makeApplication(state: SandboxState, control: SandboxControl): Express {
  const application = express()
  application.disable('x-powered-by')
  application.set('query parser', 'simple')
  addControlRoutes(application, control)
  application.use(makePages(state))
  application.use(makeRouter(state))
  return application
}

/** What a browser opens. Its pages name each other from where they are, so they can be mounted at any path. */
export function makePages(state: SandboxState): Router {
  const router = express.Router()
  addPictureRoutes(router)
  router.use('/oauth/authorize', ...formReaders)
  addAuthorizeRoutes(router, state)
  return router
}

/** What an app calls. */
export function makeRouter(state: SandboxState): Router {
  const router = express.Router()
  router.use(...formReaders)
  router.use((request, response, next) => prepare(state, request, response, next))
  addOauthRoutes(router, state)
  addGraphRoutes(router, state)
  router.use((request: Request) => {
    throw errors.objectMissing(request.path.split('/')[1] ?? '')
  })
  router.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) next(error)
    else {
      const { status, body } =
        error instanceof Refusal ? error : graphError(1, `The sandbox failed: ${String(error)}`, { status: 500 })
      response.status(status).json(body)
    }
  })
  return router
}

/** Opens the port; resolves when calls are answered. */
export async function listen(
  application: Express,
  port: number,
  host: string,
): Promise<{ server: Server; url: string }> {
  const server = createServer(application)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
  const address = server.address() as AddressInfo
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return { server, url: `http://${name.includes(':') ? `[${name}]` : name}:${address.port}` }
}

/** Closes at once, calls that hang included. */
export async function shut(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

/** Records the call, sets the headers, takes the version off the path, refuses what is refused to every app, applies a queued fault. */
async function prepare(state: SandboxState, request: Request, response: Response, next: NextFunction): Promise<void> {
  const path = request.path
  const form = textFields(request.body)
  const query = textFields(request.query)
  const person = personOf(state, tokenOf(request) ?? form['code'])
  state.record({
    method: request.method,
    path,
    query,
    form,
    headers: textFields(request.headers),
    person,
    at: state.now(),
  })
  const version = versionPrefix.exec(request.url)?.[1]
  if (version !== undefined) request.url = request.url.slice(version.length + 1).replace(/^(?!\/)/, '/')
  response.set({
    date: state.now().toUTCString(),
    'x-fb-trace-id': traceId(),
    'x-fb-request-id': traceId(),
    'facebook-api-version': versionServed(version, state.now()),
  })
  setUsageHeaders(state, response)
  if (state.settings.latencyMs > 0) await wait(state.settings.latencyMs, undefined, { ref: false })
  refuseRemoved(request, { ...query, ...form })
  const refusal = appRefusal(state.overrides.app, request)
  if (refusal !== undefined) throw refusal
  const fault = state.faults.take({ path, person, query })
  if (fault === undefined) next()
  else await commit(fault, request, response, next)
}

/** graph.instagram.com was seen to send only the first of the two headers of "Rate Limits". */
function setUsageHeaders({ overrides: { usage } }: SandboxState, response: Response): void {
  const { headers = 'app', callCount = 1, totalTime = 1, totalCpuTime = 1, regainMinutes = 0 } = usage
  if (headers === 'none') return
  const counts = { call_count: callCount, total_time: totalTime, total_cputime: totalCpuTime }
  response.set('x-app-usage', headers === 'malformed' ? '{"call_count":' : JSON.stringify(counts))
  if (headers !== 'both') return
  const business = [{ type: 'instagram', ...counts, estimated_time_to_regain_access: regainMinutes }]
  response.set('x-business-use-case-usage', JSON.stringify({ '17841400000000000': business }))
}

function personOf(state: SandboxState, secret: string | undefined): string | undefined {
  const claims = secret === undefined ? undefined : state.tokens.read(secret)
  return typeof claims === 'object' ? claims.username : undefined
}

function textFields(record: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries((record ?? {}) as Record<string, unknown>).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(',') : String(value)]],
    ),
  )
}
