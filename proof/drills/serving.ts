import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../test/free-port.ts'

const program = fileURLToPath(new URL('../../packages/server/dist/standalone.js', import.meta.url))
const keptOutput = 200_000

/** One process of the product, started as an operator starts it. */
export interface Serving {
  child: ChildProcess
  url: string
  role: string
  exit: Promise<number | null>
  /** The newest of what it wrote. */
  output(): string
}

/** @throws Error with its output when it ends before it is ready */
export async function startServing(role: string, environment: Record<string, string>): Promise<Serving> {
  const port = environment['PORT'] ?? String(await freePort())
  const child = spawn(process.execPath, [program, 'serve', '--migrate', '--json', '--role', role], {
    env: { PATH: process.env['PATH'] ?? '', ...environment, PORT: port },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const exit = new Promise<number | null>((resolve) => child.on('exit', resolve))
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-keptOutput)
      if (output.includes('"ready":true')) resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void exit.then((code) => reject(new Error(`serve ended with ${code}: ${output.slice(-2_000)}`)))
  })
  return { child, url: `http://127.0.0.1:${port}`, role, exit, output: () => output }
}
