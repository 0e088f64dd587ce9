import type { IncomingMessage, ServerResponse } from 'node:http'
import express, { type NextFunction, type Request, type Response } from 'express'
import { overHttp2, sayInHeaders } from './http2-prototypes.ts'
import { asMountPath, pathBelow } from './mount-path.ts'

/** Called for what is not ours, and with what went wrong after an answer had begun. */
export type Next = (error?: unknown) => void

/** What a host of Node's HTTP calls: express, Connect, Nest, Fastify (with middie, or hijacked), Koa, Next's pages. */
export interface NodeHandler {
  (request: IncomingMessage, response: ServerResponse, next: Next): void
  /**
   * Without `next` what is not ours is answered 404.
   * @returns a promise that resolves when the answer has ended and never rejects. It is of no type, so that a host which
   * has no use for it need not say so.
   */
  (request: IncomingMessage, response: ServerResponse): unknown
}

export interface HandlerOptions {
  router: express.Router
  /** Whose settings hold for a request that is not express's. */
  app: express.Express
  /** Where the end of a path says that we are mounted. */
  findMountPath: (path: string) => string
  /** The last route, where a host has none. */
  answerUnknown: (request: Request, response: Response) => void
}

const pathOf = (url: string) => url.split('?', 1)[0] ?? url

/**
 * Takes a request to the paths below where we are mounted, when the host has handed over the whole path.
 * @param mountPath where that is known; else the path itself tells
 * @returns puts everything back
 */
export function enterMount(
  request: Request,
  findMountPath: HandlerOptions['findMountPath'],
  mountPath?: string,
): () => void {
  const { url, baseUrl, originalUrl } = request
  const path = pathOf(url)
  const mount = mountPath === undefined ? findMountPath(path) : asMountPath(mountPath)
  const rest = pathBelow(path, mount)
  request.baseUrl = `${baseUrl}${mount}`
  if (rest !== null) request.url = `${rest}${url.slice(path.length)}`
  // The host has taken it off already.
  else request.originalUrl = `${mount}${request.originalUrl}`
  return () => void Object.assign(request, { url, baseUrl, originalUrl })
}

/** What a host has taken off the path without saying so, as Connect and middie do. */
function takenOff({ url, originalUrl }: Request): string {
  const [rest, whole] = [pathOf(url), pathOf(originalUrl)]
  if (whole.endsWith(rest)) return whole.slice(0, -rest.length)
  // The mounted path itself comes as the root.
  return rest === '/' ? whole : ''
}

/** An express of the host's has dressed the request; which one, and of which version, makes no difference to the router. */
function isOfExpress(request: IncomingMessage): request is Request {
  return 'app' in request && 'get' in request && 'baseUrl' in request
}

/** @returns `dashboard.handler` */
export function createNodeHandler(options: HandlerOptions): NodeHandler {
  const { router, findMountPath, answerUnknown } = options

  function handle(request: IncomingMessage, response: ServerResponse, next: Next): void {
    if (!isOfExpress(request)) return handlePlain(request, response, next)
    // A mount strips the path and a route does not.
    if (request.route === undefined) return void router(request, response as Response, next as NextFunction)
    const leave = enterMount(request, findMountPath)
    router(request, response as Response, (error?: unknown) => {
      leave()
      next(error)
    })
  }

  function handlePlain(request: IncomingMessage, response: ServerResponse, next: Next): void {
    const undress = dress(request, response, options.app)
    // Koa begins with another one.
    response.statusCode = 200
    const dressed = request as Request
    const isStripped = dressed.originalUrl !== dressed.url
    const leave = isStripped ? () => undefined : enterMount(dressed, findMountPath)
    if (isStripped && dressed.baseUrl === '') dressed.baseUrl = takenOff(dressed)
    router(dressed, response as Response, (error?: unknown) => {
      leave()
      undress()
      next(error)
    })
  }

  function handler(request: IncomingMessage, response: ServerResponse, next: Next): void
  function handler(request: IncomingMessage, response: ServerResponse): unknown
  function handler(request: IncomingMessage, response: ServerResponse, next?: Next): unknown {
    if (next !== undefined) return handle(request, response, next)
    return new Promise<void>((resolve) => {
      if (response.closed) return resolve()
      response.once('close', resolve)
      handle(request, response, (error) => {
        // An answer that has begun can only be broken off.
        if (response.headersSent) return void response.destroy()
        if (error === undefined) dressAndAnswer(request, response)
        else response.writeHead(500).end()
      })
    })
  }
  return handler

  function dressAndAnswer(request: IncomingMessage, response: ServerResponse): void {
    if (!isOfExpress(request)) dress(request, response, options.app)
    answerUnknown(request as Request, response as Response)
  }
}

/** What a framework has put on a request itself, and knows better: an address behind its own trusted proxies. */
const ofTheHost: ReadonlySet<string> = new Set(['ip', 'ips', 'protocol', 'hostname', 'host'])
const requestNames = Object.keys(Object.getOwnPropertyDescriptors(express.request)).filter(
  (name) => !ofTheHost.has(name),
)
const responseNames = Object.keys(Object.getOwnPropertyDescriptors(express.response))

/**
 * Makes a request of Node's one of express's, as an app of express would.
 * @returns makes it what it was, for whoever comes next
 */
function dress(request: IncomingMessage, response: ServerResponse, app: express.Express): () => void {
  const given = request as IncomingMessage & { originalUrl?: string; baseUrl?: string; res?: unknown }
  const before = { originalUrl: given.originalUrl, baseUrl: given.baseUrl }
  const prototypes: [object, unknown][] = [
    [request, Object.getPrototypeOf(request)],
    [response, Object.getPrototypeOf(response)],
  ]
  const hidden = [...uncover(request, requestNames, 'query'), ...uncover(response, responseNames, 'json')]
  given.originalUrl ??= given.url ?? '/'
  given.baseUrl ??= ''
  given.res = response
  const isHttp2 = request.httpVersionMajor === 2
  if (isHttp2) sayInHeaders(request)
  Object.setPrototypeOf(request, isHttp2 ? overHttp2(request, app.request) : app.request)
  Object.setPrototypeOf(response, isHttp2 ? overHttp2(response, app.response) : app.response)
  if (isHttp2) Object.defineProperty(response, 'req', { value: request, configurable: true, writable: true })
  else Object.assign(response, { req: request })
  return () => {
    for (const [target, prototype] of prototypes) Object.setPrototypeOf(target, prototype as object | null)
    for (const [target, name, property] of hidden) Object.defineProperty(target, name, property)
    Object.assign(request, before)
  }
}

/**
 * Takes off what a framework has put over names of express's: Next's `query` has its own parameters, its `json` its own
 * headers. Looks closer only where one name says so.
 */
function* uncover(
  target: object,
  names: readonly string[],
  sign: string,
): Generator<[object, string, PropertyDescriptor]> {
  if (!Object.hasOwn(target, sign)) return
  for (const name of names) {
    const property = Object.getOwnPropertyDescriptor(target, name)
    if (property?.configurable && Reflect.deleteProperty(target, name)) yield [target, name, property]
  }
}
