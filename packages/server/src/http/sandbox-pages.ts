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

interface MountUrl {
  /** For whoever asks: their own browser, or their own proxy, has said it, and nobody else is led there. */
  own: string
  /** For all: nothing in it is by a header that any client may write. */
  shared: string
}

const mountUrls = new WeakMap<Request, MountUrl>()

/** Notes for each request where its browser finds us; to be called where the path below the mount is not cut yet. */
export function noteMountUrl(request: Request, _response: Response, next: NextFunction): void {
  const [own, shared] = [true, isFromTrustedProxy(request)].map(
    (isForwarded) => `${originOf(request, { isForwarded })}${request.baseUrl}`,
  )
  if (own !== undefined && shared !== undefined) mountUrls.set(request, { own, shared })
  next()
}

/** Where the browser that sent this finds us; `null` where nobody needs to know. */
export function mountUrlOf(request: Request): string | null {
  return mountUrls.get(request)?.own ?? null
}

/** Remembers for everybody where we are found, by the request of a user: whoever only knows our address may name any. */
export function rememberMountUrl({ remember }: SandboxPages, request: Request): void {
  const mountUrl = mountUrls.get(request)
  if (mountUrl) remember(mountUrl.shared)
}

const first = (list: string | undefined) => list?.split(',', 1)[0]?.trim() || undefined

/** As the host's express, or ours, was told of proxies. */
function isFromTrustedProxy(request: Request): boolean {
  const isTrusted: unknown = request.app?.get('trust proxy fn')
  const { remoteAddress } = request.socket
  return typeof isTrusted === 'function' && remoteAddress !== undefined && isTrusted(remoteAddress, 0) === true
}

/** As the browser names it, and with `isForwarded` as what is in front says. */
function originOf(request: Request, { isForwarded }: { isForwarded: boolean }): string {
  const origin = request.get('origin')
  if (origin !== undefined && request.get('sec-fetch-site') === 'same-origin' && URL.canParse(origin)) return origin
  const forwarded = (name: string) => (isForwarded ? first(request.get(`x-forwarded-${name}`)) : undefined)
  const url = `${forwarded('proto') ?? request.protocol}://${forwarded('host') ?? request.get('host') ?? ''}`
  return URL.canParse(url) ? new URL(url).origin : 'http://localhost'
}
