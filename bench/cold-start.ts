import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Benchmark } from './benchmark.ts'
import { createDataset, encryptionKey, secret } from './dataset.ts'
import { interleave } from './interleave.ts'
import { pinned } from './start-program.ts'

const runs = 7

export const coldStart: Benchmark = {
  ids: ['coldStart'],
  what: 'from starting the process to its first answer, against a server on express alone',
  goals: { coldStart: { figure: 'ratio', atMost: 2.5 } },
  async run() {
    const { file, remove } = await createDataset({ accounts: 1, days: 1 })
    const environment = {
      INSTAGRAM_APP_ID: '1',
      INSTAGRAM_APP_SECRET: 'not used',
      INSTAGRAM_REDIRECT_URI: 'http://localhost/return',
      INSTAGRAM_TOKEN_ENCRYPTION_KEY: encryptionKey,
      INSTAGRAM_GRAPH_BASE_URL: 'http://localhost:9',
      INSTAGRAM_OAUTH_BASE_URL: 'http://localhost:9',
      DATABASE_URL: `file:${file}`,
      AUTH_JWT_SECRET: secret,
      TOKEN_REFRESH_CRON: 'off',
      SYNC_CRON: 'off',
      LOG_LEVEL: 'error',
      PORT: '0',
    }
    const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
    const product = () =>
      start([path('../packages/server/dist/standalone.js'), 'serve', '--migrate', '--json'], environment)
    const baseline = () => start(['--no-warnings', path('programs/bare-express.ts')], {})
    try {
      // The first start is for the disk.
      await product()
      await baseline()
      const { spread: _spread, ...figures } = await interleave({ product, baseline, runs })
      return [{ id: 'coldStart', unit: 'ms', ...figures }]
    } finally {
      remove()
    }
  },
}

/** Starts a server that prints where it listens, and asks it once. @returns milliseconds until it had answered */
async function start(args: string[], environment: Record<string, string>): Promise<number> {
  const [program, ...rest] = pinned('server', [process.execPath, ...args])
  const from = performance.now()
  const child = spawn(program, rest, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...environment },
  })
  try {
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
    const { url } = JSON.parse(line) as { url: string }
    const response = await fetch(`${url}/healthz`)
    await response.text()
    return performance.now() - from
  } finally {
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
}
