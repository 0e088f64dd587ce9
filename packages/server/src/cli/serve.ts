import type { RequestListener, Server } from 'node:http'
import { SchemaMismatch } from '@instagram-dashboard/db'
import express from 'express'
import { readOwnConfiguration, secretVariables } from '../config.ts'
import { createInstagramDashboard, type Dashboard, type DashboardOptions } from '../dashboard.ts'
import { answerUnknownPath } from '../http/unknown-path.ts'
import { stopServing } from './stop-serving.ts'
import { CommandFault, type CommandFlags, type ExitCode, type Terminal } from './terminal.ts'

// A batch names all its calls in the address: one that is too long shall hear so from us.
const longestHeaders = 64 * 1024

/**
 * Serves until a signal: then not ready, no new connections, running work finished, database closed. A worker serves its health
 * alone, and nobody signs in to it.
 */
export async function serve(terminal: Terminal, { isJson, isMigrating, role }: CommandFlags): Promise<ExitCode> {
  const { environment, write, untilStopped, say } = terminal
  const configuration = readOwnConfiguration(environment, { needsJwt: role !== 'worker' })
  // From here on a diagnostic report or a child process no longer finds them.
  for (const variable of secretVariables) delete environment[variable]
  // An import would read every export, and one of them, the WebSocket, loads all of Node's own fetch.
  const server = process
    .getBuiltinModule('node:http')
    .createServer({ maxHeaderSize: longestHeaders, ...timeouts(configuration.keepAliveSeconds) }, answerStarting)
  // First: where somebody else listens already, no database is opened and no work begins.
  await listen(server, configuration).catch(({ code }: NodeJS.ErrnoException) => {
    const place = `${configuration.host}:${configuration.port}`
    throw new CommandFault(
      code === 'EADDRINUSE'
        ? say('port_in_use', { port: String(configuration.port) })
        : say('cannot_listen', { address: place, code: String(code) }),
      1,
    )
  })
  let dashboard: Dashboard
  try {
    dashboard = await openDashboard({ ...configuration, role, migrate: isMigrating })
  } catch (error) {
    server.close()
    server.closeAllConnections()
    throw error
  }
  const app = express()
    .disable('x-powered-by')
    .set('trust proxy', configuration.trustedProxies)
    .use(transportSecurity(configuration.hstsSeconds))
    .use(dashboard.router, answerUnknownPath(configuration.defaultLocale))
  server.off('request', answerStarting).on('request', app)
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : configuration.port
  const url = `http://${configuration.host.includes(':') ? `[${configuration.host}]` : configuration.host}:${port}`
  write(isJson ? JSON.stringify({ url, role, ready: true }) : `${say('listens', { url, role })}\nready`)
  await untilStopped(() => stopServing(server, { dashboard, drainSeconds: configuration.shutdownDrainSeconds }))
  return 0
}

/** At the very first start the tables are made, whatever was asked for: there is no version that could still need others. */
async function openDashboard(options: DashboardOptions): Promise<Dashboard> {
  try {
    return await createInstagramDashboard(options)
  } catch (error) {
    if (!(error instanceof SchemaMismatch) || error.fault !== 'empty') throw error
    return createInstagramDashboard({ ...options, migrate: true })
  }
}

/**
 * A proxy in front must be the one that ends a silent connection: where we do, a request of its may be on the way already.
 * Node wants the time for headers to be the longer one, and that for the whole request to be longer still.
 */
function timeouts(keepAliveSeconds: number) {
  const keepAliveTimeout = keepAliveSeconds * 1000
  const headersTimeout = Math.max(60_000, keepAliveTimeout + 5_000)
  return { keepAliveTimeout, headersTimeout, requestTimeout: Math.max(300_000, headersTimeout) }
}

/** The process is alive, so that nobody ends it in the middle of a long migration, and not ready. */
const answerStarting: RequestListener = ({ url }, response) => {
  const isAlive = url?.split('?')[0] === '/healthz'
  response
    .writeHead(isAlive ? 200 : 503, { 'content-type': 'application/json', ...(isAlive ? {} : { 'retry-after': '1' }) })
    .end(JSON.stringify({ status: isAlive ? 'ok' : 'starting' }))
}

/** Only here, where the whole origin is ours (RFC 6797). Browsers ignore it over http. */
function transportSecurity(seconds: number): express.RequestHandler {
  return (_request, response, next) => {
    if (seconds > 0) response.setHeader('strict-transport-security', `max-age=${seconds}`)
    next()
  }
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
