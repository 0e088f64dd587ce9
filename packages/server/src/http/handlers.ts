import express from 'express'
import type { Deps } from '../deps.ts'
import { createFetchHandler, type FetchHandler } from './fetch-handler.ts'
import { createMountFinder } from './mount-path.ts'
import { createNodeHandler, type HandlerOptions, type NodeHandler } from './node-handler.ts'
import { answerUnknownPath } from './unknown-path.ts'

/** The ways in which a host hands a request over. */
export interface Handlers {
  handler: NodeHandler
  fetch: FetchHandler
}

export function createHandlers({ settings }: Pick<Deps, 'settings'>, router: express.Router): Handlers {
  // For hosts that are not express's: nothing of it is used but the settings.
  const app = express().disable('x-powered-by').set('trust proxy', settings.trustedProxies)
  const options: HandlerOptions = {
    router,
    app,
    findMountPath: createMountFinder(),
    answerUnknown: answerUnknownPath(settings.defaultLocale),
  }
  return { handler: createNodeHandler(options), fetch: createFetchHandler(options) }
}
