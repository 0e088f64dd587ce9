import type { Server } from 'node:http'
import { Server as SocketServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Dashboard } from '../dashboard.ts'

/** Longest times in milliseconds. */
const longest = {
  /** A connection on which nothing came for so long, while every answer ends its connection, is nobody's next request. */
  idle: 1_000,
  /** An answer that is under way; long calls end at their next step. */
  answer: 5_000,
}
const lookEveryMs = 50

/**
 * Ends a server so that no client meets a connection that is cut. It says that it is not ready and ends a connection with
 * each answer until whoever spreads requests has looked away, takes no new connection, and closes those that are silent
 * last. Node's own `close` cuts silent ones at once, when a request may be on its way there; the libraries for this
 * (http-terminator, stoppable) do so too, and know no readiness.
 * @param drainSeconds how long new connections are still taken
 */
export async function stopServing(
  server: Server,
  { dashboard, drainSeconds }: { dashboard: Dashboard; drainSeconds: number },
): Promise<void> {
  if (drainSeconds > 0) {
    dashboard.prepareToClose()
    await pause(drainSeconds * 1000)
  }
  const closed = stopListening(server)
  // Not before: who is sent away comes again, and a connection that nobody took yet is cut when listening ends.
  dashboard.prepareToClose()
  // A stream never ends by itself.
  dashboard.endStreams()
  await closed
  await dashboard.close()
}

async function stopListening(server: Server): Promise<void> {
  let isClosed = false
  // Without the part of HTTP, which would cut what is silent.
  const closed = new Promise<void>((resolve) => void SocketServer.prototype.close.call(server, () => resolve()))
  void closed.then(() => (isClosed = true))
  for (let waited = lookEveryMs; !isClosed; waited += lookEveryMs) {
    await Promise.race([closed, pause(lookEveryMs)])
    if (waited >= longest.idle) server.closeIdleConnections()
    if (waited >= longest.answer) server.closeAllConnections()
  }
}
