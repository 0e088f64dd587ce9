import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express from 'express'
import { build } from 'vite'
import { createInstagramDashboard, generateEncryptionKey, type Dashboard } from '../../../packages/server/src/index.ts'
import {
  SANDBOX_APP_ID,
  SANDBOX_APP_SECRET,
  startSandbox,
  type Sandbox,
} from '../../../packages/server/src/sandbox/index.ts'

/** A host without a redirect page of its own: `/instagram/return` is the server's. */
export interface ReturnHost {
  url: string
  dashboard: Dashboard
  sandbox: Sandbox
  /** Moves the server's clock, and the sandbox's. */
  forward(milliseconds: number): void
  close(): Promise<void>
}

const pageOf = (name: string) =>
  `<!doctype html><html lang="pt-BR"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Host</title><div id="root"></div><script type="module" src="/${name}.js"></script>`

/**
 * Starts one with the pages `/plain`, a script that calls the SDK, and `/react`, the dashboard in its provider. With
 * `?token=ana` a token signs their calls in, and otherwise a cookie does. Below `/own` are dashboards with redirect pages of the
 * host's own: a dashboard with React, the element, a page for returns alone, one that
 * knows nothing of us, and one that is not there.
 */
export async function startReturnHost(): Promise<ReturnHost> {
  await using cleanup = new AsyncDisposableStack()
  const app = Promise.withResolvers<RequestListener>()
  const server = createServer((request, response) => void app.promise.then((handle) => handle(request, response)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanup.defer(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  let aheadMs = 0
  const now = () => new Date(Date.now() + aheadMs)
  const sandbox = await startSandbox({ port: 0, latencyMs: 0, now })
  cleanup.defer(() => sandbox.close())
  const open = async (redirectPath: string) => {
    const opened = await createInstagramDashboard({
      instagramAppId: SANDBOX_APP_ID,
      instagramAppSecret: SANDBOX_APP_SECRET,
      instagramRedirectUri: url + redirectPath,
      instagramTokenEncryptionKey: generateEncryptionKey(),
      instagramAuthorizeUrl: sandbox.authorizeUrl,
      instagramOauthBaseUrl: sandbox.oauthBaseUrl,
      instagramGraphBaseUrl: sandbox.graphBaseUrl,
      databaseUrl: 'file::memory:',
      backgroundJobs: false,
      logLevel: 'silent',
      clock: { now, sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) },
      async authenticate({ headers }) {
        const cookie = /user=(\w+)/.exec(headers.get('cookie') ?? '')?.[1]
        const bearer = /^Bearer token-of-(\w+)$/.exec(headers.get('authorization') ?? '')?.[1]
        const userId = bearer ?? cookie
        return userId === undefined ? null : { userId }
      },
    })
    cleanup.defer(() => opened.close())
    return opened
  }
  const dashboard = await open('/instagram/return')
  const scripts = await buildPages()
  app.resolve(
    express()
      .use('/instagram', dashboard.handler)
      .use('/own/react/instagram', (await open('/own/react')).handler)
      .use('/own/element/instagram', (await open('/own/element')).handler)
      .use('/own/page/instagram', (await open('/own/page')).handler)
      .use('/own/nobody/instagram', (await open('/own/nobody')).handler)
      .use('/own/deaf/instagram', (await open('/own/deaf')).handler)
      .get('/own/deaf', (_request, response) => void response.type('html').send('<h1>Bem-vindo</h1>'))
      .get(['/plain', '/react', '/own/react', '/own/element', '/own/home', '/own/page'], (request, response) => {
        const name = request.path.split('/').at(-1) ?? ''
        response.type('html').send(pageOf(['plain', 'element'].includes(name) ? name : 'react'))
      })
      .get('/:name.js', (request, response) => {
        response.type('js').send(scripts.get(`${request.params.name}.js`))
      })
      .get('/', (_request, response) => void response.type('html').send('<h1>Início</h1>')),
  )
  const running = cleanup.move()
  return {
    url,
    dashboard,
    sandbox,
    forward(milliseconds) {
      aheadMs += milliseconds
    },
    close: () => running.disposeAsync(),
  }
}

/** The pages' scripts, by name, from the sources of the SDK. */
async function buildPages(): Promise<Map<string, string>> {
  const pages = join(import.meta.dirname, 'return-pages')
  const result = await build({
    root: pages,
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['source'] },
    // Vitest has told React otherwise.
    oxc: { jsx: { development: false } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      rollupOptions: {
        input: { plain: join(pages, 'plain.ts'), react: join(pages, 'react.ts'), element: join(pages, 'element.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  })
  if (Array.isArray(result) || !('output' in result)) throw new Error('There are no pages.')
  return new Map(result.output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : String(file.source)]))
}
