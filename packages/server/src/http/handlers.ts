import type express from 'express'
import type { Deps } from '../deps.ts'
import { createFetchHandler, type FetchHandler } from './fetch-handler.ts'
import { createMountFinder } from './mount-path.ts'
import { createNodeHandler, type HandlerOptions, type NodeHandler } from './node-handler.ts'
import { createOwnApp } from './own-app.ts'
import { answerUnknownPath } from './unknown-path.ts'

/** The ways in which a host hands a request over. */
export interface Handlers {
  handler: NodeHandler
  fetch: FetchHandler
}

export function createHandlers({ settings }: Pick<Deps, 'settings'>, router: express.Router): Handlers {
  const options: HandlerOptions = {
    router,
    app: createOwnApp(settings.trustedProxies),
    findMountPath: createMountFinder(),
    answerUnknown: answerUnknownPath(settings.defaultLocale),
  }
  return { handler: createNodeHandler(options), fetch: createFetchHandler(options) }
}
