import type { NextFunction, Request as ExpressRequest, Response as ExpressResponse } from 'express'
import { FetchRequest } from './fetch-request.ts'
import { FetchResponse } from './fetch-response.ts'
import { enterMount, type HandlerOptions } from './node-handler.ts'

export interface FetchOptions {
  /** Where the dashboard is mounted, as `/instagram`, whether the host has taken that off the path or not. */
  basePath?: string | undefined
  /** The caller's address as the host knows it; without it a trusted proxy's header may name it. */
  ip?: string | null | undefined
}

/** What a host calls whose requests and answers are those of the web. */
export type FetchHandler = (request: Request, options?: FetchOptions) => Promise<Response>

/** Nobody reads it: the caller has hung up. */
const hungUpStatus = 499

/** @returns `dashboard.fetch` */
export function createFetchHandler({ router, app, findMountPath, answerUnknown }: HandlerOptions): FetchHandler {
  return async (native, { basePath, ip } = {}) => {
    const fetched = new FetchRequest(native, { app, ip })
    const answered = new FetchResponse(fetched)
    fetched.res = answered
    // The guarantee: both have what express's own have, and all that the router uses of Node's.
    const request = fetched as unknown as ExpressRequest
    const response = answered as unknown as ExpressResponse
    enterMount(request, findMountPath, basePath)
    await fetched.sayWhetherBody()
    const hangUp = () => {
      fetched.destroy()
      answered.hangUp(native.signal.reason)
    }
    // A body that breaks off is told to whoever reads it, and to nobody else.
    fetched.on('error', () => undefined)
    answered.on('error', () => undefined)
    if (native.signal.aborted) hangUp()
    else {
      native.signal.addEventListener('abort', hangUp)
      answered.once('close', () => native.signal.removeEventListener('abort', hangUp))
      const next: NextFunction = (error?: unknown) => {
        if (answered.headersSent) answered.destroy()
        else if (error === undefined) answerUnknown(request, response)
        else response.status(500).end()
      }
      router(request, response, next)
    }
    return answered.answer.catch(() => new Response(null, { status: hungUpStatus }))
  }
}
