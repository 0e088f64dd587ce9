/**
 * A program: runs the examples of documents that need no page, one after another, in one process. Its arguments are files;
 * what they take for granted it puts into their world. Prints which failed as JSON.
 */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import express from 'express'
import { createInstagramDashboard, generateEncryptionKey, readConfiguration } from '@instagram-dashboard/server'
import { SANDBOX_APP_ID, SANDBOX_APP_SECRET, startSandbox } from '@instagram-dashboard/server/sandbox'

/** How long an example may take. */
const longestMs = 60_000

async function runAll(files: readonly string[]): Promise<Record<string, string>> {
  const sandbox = await startSandbox()
  Object.assign(process.env, {
    INSTAGRAM_APP_ID: SANDBOX_APP_ID,
    INSTAGRAM_APP_SECRET: SANDBOX_APP_SECRET,
    INSTAGRAM_REDIRECT_URI: 'http://localhost/return',
    INSTAGRAM_TOKEN_ENCRYPTION_KEY: generateEncryptionKey(),
    INSTAGRAM_AUTHORIZE_URL: sandbox.authorizeUrl,
    INSTAGRAM_OAUTH_BASE_URL: sandbox.oauthBaseUrl,
    INSTAGRAM_GRAPH_BASE_URL: sandbox.graphBaseUrl,
    INSTAGRAM_DATABASE_URL: 'file::memory:',
    INSTAGRAM_LOG_LEVEL: 'silent',
    HOST_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
  })
  const authenticate = async () => ({ userId: 'ana' })
  const dashboard = await createInstagramDashboard({ ...readConfiguration(process.env), authenticate })
  const failed: Record<string, string> = {}
  for (const file of files) {
    const app = express()
    const listen = app.listen.bind(app)
    // Whatever port an example names, another program of this machine may have it.
    app.listen = (() => listen(0)) as typeof app.listen
    Object.assign(globalThis, {
      app,
      dashboard,
      express,
      whoIs: async () => ({ id: 'ana', isAdmin: false }),
      whoIsSignedIn: authenticate,
      crm: { note: async () => {} },
    })
    try {
      await Promise.race([
        import(pathToFileURL(file).href),
        once(AbortSignal.timeout(longestMs), 'abort').then(() => {
          throw new Error(`It did not end within ${longestMs} ms`)
        }),
      ])
      await lookAt(app, await readFile(file, 'utf8'))
    } catch (error) {
      failed[file] = error instanceof Error ? (error.stack ?? error.message) : String(error)
    }
  }
  return failed
}

/** What an example has put on the host's app answers as the document says. */
async function lookAt(app: express.Express, code: string): Promise<void> {
  const server = app.listen(0)
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    if (code.includes("app.use('/instagram'")) await expectStatus(200, fetch(`${url}/instagram/healthz`))
    if (code.includes('verifyWebhook(')) {
      const headers = { 'content-type': 'application/json' }
      await expectStatus(401, fetch(`${url}/hooks/instagram`, { method: 'POST', headers, body: '{}' }))
    }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

async function expectStatus(wanted: number, answer: Promise<Response>): Promise<void> {
  const { status, url } = await answer
  if (status !== wanted) throw new Error(`${url} answered ${status}, not ${wanted}`)
}

if (import.meta.main) {
  process.stdout.write(`\n${JSON.stringify(await runAll(process.argv.slice(2)))}`)
  process.exit(0)
}
