import { spawn } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { AskedHost } from '../../packages/server/test/host-answers.ts'
import type { SignedIn } from '../../packages/server/test/host-requests.ts'
import { freePort } from '../free-port.ts'
import { path } from './install.ts'
import type { Prepared } from './prepare.ts'

export interface ExampleHost extends AskedHost {
  url: string
  /** @returns what the browser of this user sends from now on */
  signIn(userId: string): Promise<SignedIn>
  /** Ends it as a platform does. @returns whether it has ended by itself, and all that it has said */
  stop(): Promise<{ hasEnded: boolean; output: string }>
}

const askEveryMs = 50
const longestStartMs = 60_000
const longestAnswerMs = 10_000
/** Eight of them may go to what is under way, a body that broke off among it. */
const longestStopMs = 20_000

interface Started {
  name: string
  command: readonly string[]
  /** Without it the sandbox is inside of the process, and nobody has connected an account. */
  prepared?: Prepared
  redirect: RequestRedirect
}

/** Starts an example by its `npm start`, on a copy of the prepared database. */
export async function runHost(folder: string, { name, command, prepared, redirect }: Started): Promise<ExampleHost> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const database = join(folder, `${name}-${port}.db`)
  if (prepared) copyFileSync(prepared.database, database)
  const [program = '', ...words] = command
  const child = spawn(program, words, {
    cwd: join(folder, 'examples', name),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: path,
      HOME: folder,
      NEXT_TELEMETRY_DISABLED: '1',
      PORT: String(port),
      HOST: '127.0.0.1',
      INSTAGRAM_DATABASE_URL: `file:${database}`,
      ...(prepared?.settings ?? { INSTAGRAM_SANDBOX: 'true' }),
    },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()))
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const giveUpAt = Date.now() + longestStartMs
  while (!(await isReady(url))) {
    if (child.exitCode !== null || Date.now() > giveUpAt) {
      child.kill('SIGKILL')
      throw new Error(`${name} did not start: ${output}`)
    }
    await pause(askEveryMs)
  }
  return {
    url,
    ask(below, init) {
      const signals = [init?.signal, AbortSignal.timeout(longestAnswerMs)].filter((signal) => signal != null)
      return fetch(`${url}/instagram${below}`, { redirect, ...init, signal: AbortSignal.any(signals) })
    },
    async signIn(userId) {
      const { headers } = await fetch(`${url}/login?user=${userId}`, {
        method: 'POST',
        headers: { origin: url },
      })
      return { cookie: headers.get('set-cookie')?.split(';', 1)[0] ?? '' }
    },
    async stop() {
      child.kill('SIGTERM')
      const hasEnded = await Promise.race([ended.then(() => true), pause(longestStopMs, false, { ref: false })])
      if (!hasEnded) child.kill('SIGKILL')
      return { hasEnded, output }
    },
  }
}

const isReady = (url: string) =>
  fetch(`${url}/instagram/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  )
