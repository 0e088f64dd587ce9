import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

// The demo for whoever works on this repository: its server restarts when a file that it has loaded changes, its page takes
// changes over while it is open. Nothing is built. PORT is that of the page; the server and the sandbox take the next two.
const demo = join(import.meta.dirname, '..', 'apps', 'demo')
const port = Number(process.env['PORT'] ?? 3000)
const origin = `http://localhost:${port}`
const longestStopMs = 10_000

const server = start(
  [process.execPath, '--watch', '--watch-preserve-output', '--conditions=source', '--no-warnings', 'src/main.ts'],
  { PORT: String(port + 1), DEMO_ORIGIN: origin },
)
const page = start([join(demo, 'node_modules', '.bin', 'vite'), '--clearScreen', 'false'], { PORT: String(port) })
const both = [server, page]

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0))
// What one can not do without the other: a port that is taken, say.
for (const child of both) child.once('exit', (code) => void stop(code ?? 0))

function start([program = '', ...words]: readonly string[], environment: Record<string, string>): ChildProcess {
  return spawn(program, words, { cwd: demo, env: { ...process.env, ...environment }, stdio: 'inherit' })
}

let isStopping = false

async function stop(code: number): Promise<void> {
  if (isStopping) return
  isStopping = true
  const late = setTimeout(() => {
    for (const child of both) child.kill('SIGKILL')
  }, longestStopMs)
  await Promise.all(both.map(end))
  clearTimeout(late)
  process.exit(code)
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve()).kill('SIGTERM')
  })
}
