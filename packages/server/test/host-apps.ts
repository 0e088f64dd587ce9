import 'reflect-metadata'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { connect, createServer as createHttp2Server } from 'node:http2'
import type { Http2ServerRequest, Http2ServerResponse, IncomingHttpHeaders } from 'node:http2'
import { Readable } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import middie from '@fastify/middie'
import { Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import express from 'express'
import express4 from 'express4'
import fastify, { type FastifyInstance } from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import type { Dashboard } from '../src/index.ts'
import type { AskedHost, HostHabits } from './host-answers.ts'

export interface RunningHost extends AskedHost {
  close(): Promise<unknown>
}

export interface HostApp extends HostHabits {
  start(dashboard: Dashboard): Promise<RunningHost>
}

const mount = '/instagram'

/** Serves a host on a free port of the loopback. */
async function serve(listener: RequestListener, close: () => Promise<unknown> = async () => {}): Promise<RunningHost> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    ask: (path, init) => fetch(`http://127.0.0.1:${port}${mount}${path}`, { redirect: 'manual', ...init }),
    async close() {
      server.close()
      server.closeAllConnections()
      await close()
    },
  }
}

/** Serves a host over HTTP/2, where everything is asked over one connection. */
async function serveHttp2(listener: (request: Http2ServerRequest, response: Http2ServerResponse) => void) {
  const server = createHttp2Server(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return {
    async ask(path: string, init?: RequestInit) {
      const request = new Request(`http://127.0.0.1${mount}${path}`, init)
      const body = Buffer.from(await request.arrayBuffer())
      const asked = { ':method': request.method, ':path': `${mount}${path}` }
      const options = { endStream: body.length === 0 }
      const stream = session.request({ ...Object.fromEntries(request.headers), ...asked }, options)
      init?.signal?.addEventListener('abort', () => stream.close())
      if (body.length > 0) stream.end(body)
      const [told] = (await once(stream, 'response')) as [IncomingHttpHeaders]
      const headers = Object.entries(told).flatMap(([name, value]): [string, string][] =>
        name.startsWith(':') ? [] : [value ?? []].flat().map((one) => [name, one]),
      )
      const status = Number(told[':status'])
      const isEmpty = [204, 304].includes(status) || request.method === 'HEAD'
      return new Response(isEmpty ? null : (Readable.toWeb(stream) as ReadableStream), { status, headers })
    },
    async close() {
      session.destroy()
      server.close()
    },
  }
}

/** A host that is a function of requests of the web and needs no server. */
const fetched = (answer: (request: Request) => Promise<Response>): RunningHost => ({
  ask: (path, init) => answer(new Request(`http://127.0.0.1${mount}${path}`, { redirect: 'manual', ...init })),
  close: async () => undefined,
})

/** What Next puts on the request and the answer of a page of its `pages/api`, which has read the body too. */
async function asNextDoes(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  const isJson = request.headers['content-type']?.startsWith('application/json') === true
  const query = new URLSearchParams(request.url?.split('?')[1])
  Object.assign(request, {
    cookies: {},
    query: { ...Object.fromEntries(query), path: request.url?.split('?')[0]?.split('/').slice(2) },
    ...(text === '' ? {} : { body: isJson ? (JSON.parse(text) as unknown) : text }),
  })
  const ofNext = () => response.end('answered by Next')
  Object.assign(response, { status: ofNext, send: ofNext, json: ofNext, redirect: ofNext })
}

async function startNest(dashboard: Dashboard): Promise<RunningHost> {
  class App {}
  Module({})(App)
  const app = await NestFactory.create(App, { logger: false })
  app.use(mount, dashboard.handler)
  await app.listen(0, '127.0.0.1')
  const { port } = (app.getHttpServer() as { address(): AddressInfo }).address()
  return {
    ask: (path, init) => fetch(`http://127.0.0.1:${port}${mount}${path}`, { redirect: 'manual', ...init }),
    close: () => app.close(),
  }
}

async function startFastify(prepare: (app: FastifyInstance) => Promise<unknown>): Promise<RunningHost> {
  const app = fastify()
  await prepare(app)
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    ask: (path, init) => fetch(`${url}${mount}${path}`, { redirect: 'manual', ...init }),
    close: () => app.close(),
  }
}

/** Each way to mount that the documents know; the first one is what all others are compared with. */
export const hostApps: Record<string, HostApp> = {
  'node:http': { start: ({ handler }) => serve((request, response) => void handler(request, response)) },
  'express 5': {
    ownsUnknownPaths: true,
    start: ({ handler }) => serve(express().use(mount, handler)),
  },
  'express 5 with a route': {
    ownsUnknownPaths: true,
    start: ({ handler }) => serve(express().all(`${mount}/{*path}`, handler)),
  },
  'express 5 that parses every body': {
    ownsUnknownPaths: true,
    parsesBodies: true,
    start: ({ handler }) =>
      serve(express().use(express.json(), express.urlencoded(), express.text()).use(mount, handler)),
  },
  'express 5 that keeps raw bodies': {
    ownsUnknownPaths: true,
    start: ({ handler }) =>
      serve(
        express()
          .use(express.raw({ type: '*/*', limit: '1mb' }))
          .use(mount, handler),
      ),
  },
  'express 5 that keeps bodies as texts': {
    ownsUnknownPaths: true,
    start: ({ handler }) =>
      serve(
        express()
          .use(express.text({ type: '*/*', limit: '1mb' }))
          .use(mount, handler),
      ),
  },
  'express 4': {
    ownsUnknownPaths: true,
    start: ({ handler }) => serve(express4().use(mount, handler)),
  },
  'express 4 that parses every body': {
    ownsUnknownPaths: true,
    parsesBodies: true,
    start: ({ handler }) =>
      serve(
        express4()
          .use(express4.json(), express4.urlencoded({ extended: true }), express4.text())
          .use(mount, handler),
      ),
  },
  'express 4 that parses forms': {
    ownsUnknownPaths: true,
    start: ({ handler }) =>
      serve(
        express4()
          .use(express4.urlencoded({ extended: false }))
          .use(mount, handler),
      ),
  },
  'node:http2': {
    // The guarantee: Node's own layer of compatibility makes them what those of HTTP/1 are.
    start: ({ handler }) =>
      serveHttp2(
        (request, response) =>
          void handler(request as unknown as IncomingMessage, response as unknown as ServerResponse),
      ),
  },
  'node:http that strips the path, as Connect does': {
    start: ({ handler }) =>
      serve((request, response) => {
        Object.assign(request, { originalUrl: request.url })
        request.url = request.url?.slice(mount.length) ?? '/'
        void handler(request, response)
      }),
  },
  'Next’s pages': {
    parsesBodies: true,
    start: ({ handler }) =>
      serve((request, response) => void asNextDoes(request, response).then(() => handler(request, response))),
  },
  Nest: { ownsUnknownPaths: true, parsesBodies: true, start: startNest },
  'Fastify with middie': {
    ownsUnknownPaths: true,
    start: ({ handler }) =>
      startFastify(async (app) => {
        await app.register(middie)
        app.use(mount, handler)
      }),
  },
  'Fastify, hijacked': {
    start: ({ handler }) =>
      startFastify(async (app) =>
        app.register(async (scope) => {
          scope.removeAllContentTypeParsers()
          scope.addContentTypeParser('*', (_request, _body, done) => done(null))
          scope.all(`${mount}/*`, (request, reply) => {
            void reply.hijack()
            return handler(request.raw, reply.raw)
          })
        }),
      ),
  },
  Koa: {
    start: ({ handler }) => {
      const app = new Koa().use((context, next) => {
        if (!context.path.startsWith(`${mount}/`)) return next()
        context.respond = false
        return handler(context.req, context.res)
      })
      return serve(app.callback() as RequestListener)
    },
  },
  'a function of the web': {
    start: async (dashboard) => fetched((request) => dashboard.fetch(request)),
  },
  'a function of the web that says where': {
    start: async (dashboard) => fetched((request) => dashboard.fetch(request, { basePath: mount, ip: '127.0.0.1' })),
  },
  'Hono without a server': {
    start: async (dashboard) => {
      const app = new Hono().all(`${mount}/*`, (context) => dashboard.fetch(context.req.raw))
      return fetched(async (request) => app.fetch(request))
    },
  },
  'Hono on Node': {
    start: async (dashboard) => {
      const app = new Hono().mount(mount, (request) => dashboard.fetch(request, { basePath: mount }))
      const listen = getRequestListener(app.fetch)
      return serve((request, response) => void listen(request, response))
    },
  },
}
