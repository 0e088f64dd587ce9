import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import compression from 'compression'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import type { DemoClock } from './demo-clock.ts'
import { findUser } from './users.ts'
import { fillPage } from './page.ts'
import { isFromOurPages, type Sessions } from './session.ts'

export interface HostAppOptions {
  /** Where users reach the app, for example `http://localhost:3000`. */
  origin: string
  /** The sandbox, whose profile pictures the pages may show. */
  sandboxOrigin: string
  sessions: Sessions
  /** What `createInstagramDashboard` gave. */
  instagram: express.RequestHandler
  /** Called when somebody signs out: what lasts longer than a request ends with it. */
  onSignOut: (userId: string) => void
  clock: DemoClock
  /** What the drawer of the test Instagram asks. */
  drawer: express.RequestHandler
  /** The folder that `vite build` wrote. */
  webDirectory: string
}

/** Estúdio Aurora: a login, one page, and Instagram Dashboard mounted at `/instagram`. */
export function createHostApp(options: HostAppOptions): Express {
  const { origin, sandboxOrigin, sessions, instagram, onSignOut, clock, drawer, webDirectory } = options
  const app = express()
  const { host } = new URL(origin)
  app.disable('x-powered-by')
  app.use(compression({ filter: isWorthCompressing }))
  app.use('/instagram', instagram)
  app.use(pageHeaders(sandboxOrigin))

  app.get('/session', async (request, response) => {
    response
      .set('Cache-Control', 'no-store')
      .json({ person: await sessions.read(request.headers.cookie), clockAheadMs: clock.aheadMs() })
  })

  app.post('/login', onlyFromOurPages(origin), express.json({ limit: '1kb' }), async (request, response) => {
    const body: unknown = request.body
    const user = typeof body === 'object' && body !== null && 'person' in body ? findUser(body.person) : null
    if (user === null) {
      response.status(400).json({ error: 'unknown_person' })
      return
    }
    response
      .set('Cache-Control', 'no-store')
      .set('Set-Cookie', await sessions.open(user))
      .json({ person: user })
  })

  app.post('/logout', onlyFromOurPages(origin), async (request, response) => {
    const user = await sessions.read(request.headers.cookie)
    if (user !== null) onSignOut(user.id)
    response.set('Set-Cookie', sessions.close()).status(204).end()
  })

  app.all('/sandbox', onlyFromOurPages(origin), onlySignedIn(sessions), express.json({ limit: '1kb' }), drawer)

  // The cookie and the redirect URI belong to `localhost`: who typed another name of this machine is brought there.
  app.get('/{*path}', (request, response, next) => {
    if (request.headers.host === host || !request.accepts('html')) next()
    else response.redirect(307, origin + request.originalUrl)
  })

  app.use(
    '/assets',
    express.static(join(webDirectory, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  )
  app.use(express.static(webDirectory, { index: false }))
  app.get(pages, async (request, response) => {
    const html = await readFile(join(webDirectory, 'index.html'), 'utf8')
    const person = await sessions.read(request.headers.cookie)
    const showsPanel = person !== null && request.path === '/'
    response
      .set('Cache-Control', 'private, no-cache')
      .type('html')
      .send(fillPage(html, { person, clockAheadMs: clock.aheadMs(), showsPanel }))
  })
  app.get('/elemento', (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile(join(webDirectory, 'element.html'))
  })
  app.use((_request, response) => {
    response.status(404).type('text').send('Página não encontrada')
  })
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) next(error)
    else response.status(statusOf(error)).type('text').send('Não deu certo. Tente de novo.')
  })
  return app
}

/** Live streams are told event by event, and a compressor would hold events back. */
function isWorthCompressing(request: Request, response: Response): boolean {
  const isStream = String(response.getHeader('content-type')).startsWith('text/event-stream')
  return !isStream && compression.filter(request, response)
}

/** The screens of the page; it finds out by the address which one is meant. */
const pages = ['/', '/avisos', '/conquistas', '/conta', '/suporte', '/administracao']

function onlySignedIn(sessions: Sessions): express.RequestHandler {
  return async (request, response, next) => {
    if ((await sessions.read(request.headers.cookie)) === null) response.status(401).json({ error: 'signed_out' })
    else next()
  }
}

function onlyFromOurPages(origin: string): express.RequestHandler {
  return (request, response, next) => {
    if (request.method === 'GET' || isFromOurPages(request.headers.origin, origin)) next()
    else response.status(403).json({ error: 'foreign_origin' })
  }
}

function pageHeaders(sandboxOrigin: string): express.RequestHandler {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: ${sandboxOrigin}`,
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
  return (_request, response, next) => {
    response.set({
      'Content-Security-Policy': policy,
      // The window in which Instagram opens is ours to close.
      'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
      // Only the origin may leave with a link.
      'Referrer-Policy': 'strict-origin',
      'X-Content-Type-Options': 'nosniff',
    })
    next()
  }
}

/** The status that express or its body reader gave the error, when it is the request that was wrong. */
function statusOf(error: unknown): number {
  if (error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500) {
    return error.status
  }
  return 500
}
