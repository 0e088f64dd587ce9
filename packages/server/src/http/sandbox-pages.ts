import type express from 'express'
import type { NextFunction, Request, Response } from 'express'

/** The consent page of the sandbox, where the sandbox stands in for Instagram. */
export interface SandboxPages {
  /** Below where we are mounted. */
  path: string
  router: express.Router
  /** Told where browsers find the dashboard. */
  remember(mountUrl: string): void
}

const mountUrls = new WeakMap<Request, string>()

/** Remembers for each request where its browser finds us; to be called where the path below the mount is not cut yet. */
export function noteMountUrl({ remember }: SandboxPages) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const mountUrl = `${originOf(request)}${request.baseUrl}`
    mountUrls.set(request, mountUrl)
    remember(mountUrl)
    next()
  }
}

/** Where the browser that sent this finds us; `null` where nobody needs to know. */
export function mountUrlOf(request: Request): string | null {
  return mountUrls.get(request) ?? null
}

const first = (list: string | undefined) => list?.split(',', 1)[0]?.trim() || undefined

/**
 * As the browser names it. What a proxy in front has said is taken at its word whoever it is: this is development, and
 * nothing is opened by it but a page of the sandbox.
 */
function originOf(request: Request): string {
  const origin = request.get('origin')
  if (origin !== undefined && request.get('sec-fetch-site') === 'same-origin' && URL.canParse(origin)) return origin
  const protocol = first(request.get('x-forwarded-proto')) ?? request.protocol
  const host = first(request.get('x-forwarded-host')) ?? request.get('host')
  const url = `${protocol}://${host ?? ''}`
  return URL.canParse(url) ? new URL(url).origin : 'http://localhost'
}
