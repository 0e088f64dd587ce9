import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDemo, type Demo } from '../src/start-demo.ts'

const run = promisify(execFile)
let demo: Demo
let folder: string
const hasCurl = await run('curl', ['--version']).then(
  () => true,
  () => process.env['CI'] === 'true',
)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'demo-readme-'))
  demo = await startDemo({ port: 0, dataDirectory: folder, logLevel: 'silent', latencyMs: 0 })
})

afterAll(async () => {
  await demo.close()
  await rm(folder, { recursive: true })
})

test.runIf(hasCurl)('the curl lines of the README answer as they are written', async () => {
  const readme = await readFile(join(import.meta.dirname, '../../../README.md'), 'utf8')
  const lines = readme.split('\n').filter((line) => line.startsWith('curl '))
  const answers: unknown[] = []
  for (const line of lines) {
    const { stdout } = await run('sh', ['-c', line.replaceAll('http://localhost:3000', demo.url)], { cwd: folder })
    answers.push(JSON.parse(stdout))
  }
  expect(answers).toEqual([
    { status: 'ok' },
    { person: { id: 'ana', name: 'Ana', role: 'user' } },
    { connected: false, account: null, accounts: [], today: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) },
    { items: [], unread_count: 0, next_cursor: null },
    expect.objectContaining({ openapi: expect.stringMatching(/^3\.1\./) }),
  ])
})
