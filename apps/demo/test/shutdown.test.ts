import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { generateEncryptionKey } from '@instagram-dashboard/server'
import { expect, onTestFinished, test } from 'vitest'

const demoRoot = join(import.meta.dirname, '..')

/** What a reader of the document has around its lines: an app, and a login. */
const before = `
import express from 'express'
const app = express()
const whoIs = async (headers) => ({ id: headers.get('x-user') ?? '', isAdmin: false })
`
const after = `
server.once('listening', () => console.log(JSON.stringify(server.address())))
`

/** The lines of docs/embedding.md that mount the dashboard and end the host, and none of ours. */
async function documentedHost(): Promise<string> {
  const text = await readFile(join(demoRoot, '../../docs/embedding.md'), 'utf8')
  const [, lines = ''] = /^```ts\n((?:(?!^```)[^])*?SIGTERM[^]*?)^```$/m.exec(text) ?? []
  expect(lines).toContain('dashboard.close()')
  return before + lines.replace('listen(3000)', "listen(0, '127.0.0.1')") + after
}

test('the lines of the document end a host within ten seconds of SIGTERM, with a stream and silent connections open', async () => {
  const folder = await mkdtemp(join(demoRoot, 'node_modules', '.host-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'host.mjs'), await documentedHost())
  const child = spawn(process.execPath, ['--conditions=source', '--no-warnings', join(folder, 'host.mjs')], {
    env: {
      PATH: process.env['PATH'],
      INSTAGRAM_APP_ID: '1234567890',
      INSTAGRAM_APP_SECRET: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
      INSTAGRAM_REDIRECT_URI: 'http://localhost:3999/return',
      INSTAGRAM_TOKEN_ENCRYPTION_KEY: generateEncryptionKey(),
      INSTAGRAM_DATABASE_URL: `file:${join(folder, 'host.db')}`,
      INSTAGRAM_LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
  const { port } = JSON.parse(line) as { port: number }
  const url = `http://127.0.0.1:${port}/instagram`
  const headers = { 'x-user': 'ana' }
  const silent = connect(port, '127.0.0.1')
  await once(silent, 'connect')
  silent.on('error', () => undefined)
  const stream = await fetch(`${url}/trpc/instagram.notifications.onNew?input=%7B%22json%22%3A%7B%7D%7D`, { headers })
  expect(stream.status).toBe(200)
  expect((await fetch(`${url}/api/v1/social/instagram/status`, { headers })).status).toBe(200)
  const toldAt = performance.now()
  child.kill('SIGTERM')

  const [[code]] = await Promise.all([once(child, 'exit'), stream.text()])
  expect(code).toBe(0)
  expect(performance.now() - toldAt).toBeLessThan(10_000)
})
