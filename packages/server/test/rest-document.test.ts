import { execFile, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { makeClock, serveRouter, startBackend } from './start-backend.ts'

const run = promisify(execFile)
const text = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'rest.md'), 'utf8')
const blocks = Array.from(text.matchAll(/^```(\w+)[^\n]*\n(.*?)^```$/gms), ([, kind = '', code = '']) => ({
  kind,
  code,
}))

function has(program: string, ask = '--version'): boolean {
  try {
    return execFileSync(program, [ask]).length > 0
  } catch {
    return process.env['CI'] === 'true'
  }
}

/** A server as `serve` is one, with logins by JWT, on the machine's own time: so are the tokens of the document. */
async function startServer(): Promise<NodeJS.ProcessEnv> {
  const { dashboard, options } = await startBackend({ clock: makeClock(new Date()) })
  const url = await serveRouter(dashboard.router)
  return { PATH: process.env['PATH'], BASE: url, AUTH_JWT_SECRET: options.authJwtSecret }
}

/** What an answer that is shown has and the real one has not, or has as something else. */
function missingIn(real: unknown, shown: unknown, place = 'answer'): string[] {
  if (shown === null || real === null) return []
  if (Array.isArray(shown)) {
    if (!Array.isArray(real)) return [place]
    return shown.length === 0 ? [] : missingIn(real[0], shown[0], `${place}[]`)
  }
  if (typeof shown !== 'object') return typeof real === typeof shown ? [] : [place]
  return Object.entries(shown).flatMap(([name, value]) =>
    typeof real === 'object' && name in real
      ? missingIn((real as Record<string, unknown>)[name], value, `${place}.${name}`)
      : [`${place}.${name}`],
  )
}

test.runIf(has('curl') && has('openssl', 'version'))(
  'the lines of the page of REST answer as it shows',
  async () => {
    const env = await startServer()
    const mark = '=== block ==='
    const lines = blocks.filter(({ kind }) => kind === 'sh').map(({ code }) => `echo '${mark}'\n${code}`)
    const { stdout } = await run('sh', ['-ec', lines.join('\n')], { env })
    const outputs = stdout.split(`${mark}\n`).slice(1)

    for (const [index, { kind, code }] of blocks.entries()) {
      if (kind !== 'json' && kind !== 'text') continue
      const before = blocks.slice(0, index).filter((block) => block.kind === 'sh').length - 1
      const output = (outputs[before] ?? '').trim()
      if (kind === 'text') {
        expect(output.split('\n').slice(-2)).toEqual(code.trim().split('\n').slice(-2))
        continue
      }
      // The newest of several answers is the one that is shown; each has a line of its own.
      const real: unknown = JSON.parse(output.slice(Math.max(0, output.lastIndexOf('}{') + 1)))
      expect([code.slice(0, 60), missingIn(real, JSON.parse(code))]).toEqual([code.slice(0, 60), []])
    }
    expect(blocks.filter(({ kind }) => kind === 'json').length).toBeGreaterThan(10)
  },
  60_000,
)

test.runIf(has('python3'))(
  'the client in Python does the whole way, from connecting to disconnecting',
  async () => {
    const env = await startServer()
    const { code = '' } = blocks.find(({ kind }) => kind === 'python') ?? {}
    const { stdout } = await run('python3', ['-c', code], { env: { ...env, HOME: process.env['HOME'] } })

    expect(stdout.trim().split('\n')).toEqual([
      'connected loja.da.ana',
      ...Array<unknown>(stdout.split(' of ').length - 1).fill(expect.stringMatching(/^\w+ \d+ of \d+$/)),
      expect.stringMatching(/^30 days, \d weeks, newest: \d+ followers$/),
      expect.stringMatching(/^SYNC_COOLDOWN for \d+ seconds$/),
      expect.stringMatching(/^\d+ notifications, 0 unread$/),
      'disconnected True',
    ])
  },
  60_000,
)
