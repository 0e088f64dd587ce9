import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { LoadOrder, LoadReport } from './programs/load.ts'

/** The programs under measurement have the first core for themselves; whoever asks them has the last. */
const cores = { server: 0, load: cpus().length - 1 }
const canPin = spawnSync('taskset', ['--version']).status === 0

/** A command on the core of its part. */
export function pinned(part: keyof typeof cores, [program, ...args]: [string, ...string[]]): [string, ...string[]] {
  return canPin ? ['taskset', '-c', String(cores[part]), program, ...args] : [program, ...args]
}

export interface Program {
  url: string
  child: ChildProcess
  cpuSeconds(): Promise<number>
  stop(): Promise<void>
}

/** Starts a program of `programs/` on a core of its own and waits until it says that it is ready. */
export async function startProgram(
  name: string,
  { settings, core, isBuilt = true }: { settings?: object; core: keyof typeof cores; isBuilt?: boolean },
): Promise<Program> {
  const path = fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url))
  // As hosts run it: what was built, and not the sources.
  const command = [...(isBuilt ? [] : ['--conditions=source']), '--no-warnings', path]
  if (settings) command.push(JSON.stringify(settings))
  const [program, ...args] = pinned(core, [process.execPath, ...command])
  const child = spawn(program, args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const { url } = (await reply(child)) as { url: string }
  return {
    url,
    child,
    async cpuSeconds() {
      const answered = reply(child)
      child.send({})
      return ((await answered) as { cpuSeconds: number }).cpuSeconds
    },
    async stop() {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}

/** The next message of a program. @throws Error when it ends instead */
export async function reply(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController()
  try {
    return await Promise.race([
      once(child, 'message', { signal: ended.signal }).then(([message]) => message as unknown),
      once(child, 'exit', { signal: ended.signal }).then(() => {
        throw new Error('A program under measurement has ended')
      }),
    ])
  } finally {
    ended.abort()
  }
}

const lookEveryMs = 50

/**
 * Lets the program for load ask. With `until` it ends when the asked one has used that much CPU time, so that a run on a
 * busy machine does as much as on a quiet one.
 * @throws Error when an answer was not as expected: then there is nothing to compare
 */
export async function load(
  { child }: Program,
  order: LoadOrder,
  until?: { asked: Program; cpuSeconds: number },
): Promise<LoadReport & { cpuSeconds: number }> {
  const { asked, cpuSeconds = Infinity } = until ?? {}
  const before = (await asked?.cpuSeconds()) ?? 0
  const answered = reply(child)
  child.send(order)
  const looking = setInterval(() => {
    void asked?.cpuSeconds().then((now) => now - before >= cpuSeconds && child.send('stop'))
  }, lookEveryMs)
  try {
    const report = (await answered) as LoadReport
    if (report.faults > 0) throw new Error(`${report.faults} answers were not ${order.status}`)
    if (report.answers === 0) throw new Error('Nothing was answered: this machine is too busy to measure on')
    return { ...report, cpuSeconds: ((await asked?.cpuSeconds()) ?? 0) - before }
  } finally {
    clearInterval(looking)
  }
}
