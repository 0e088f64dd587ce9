import { readdirSync, readFileSync, statSync } from 'node:fs'
import { query } from './reckon.ts'
import type { Serving } from './serving.ts'
import type { World } from './world.ts'

/** What a process uses at the moment. */
export interface Vitals {
  /** Memory that the system gives it, and objects of JavaScript in it, in MB. */
  rss: number
  heap: number
  /** Open files and connections. */
  files: number
}

export const metricsToken = 'the-soak-reads-its-figures'

/** As the system and the process's own figures say; `null` for what they do not. Linux only. */
export async function readVitals({ child, url }: Serving): Promise<Vitals> {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  const rss = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? NaN) / 1024
  const files = readdirSync(`/proc/${child.pid}/fd`).length
  const answer = await fetch(`${url}/metrics`, {
    headers: { authorization: `Bearer ${metricsToken}` },
    signal: AbortSignal.timeout(10_000),
  })
  const heap =
    Number(/^nodejs_heap_size_used_bytes(?:\{[^}]*\})? (\S+)$/m.exec(await answer.text())?.[1] ?? NaN) / 1024 ** 2
  return { rss, heap, files }
}

/** Of the database, in MB. */
export async function databaseSize(world: World): Promise<number> {
  const url = world.environment['DATABASE_URL'] ?? ''
  if (!url.startsWith('file:')) {
    const [row] = await query(world, 'SELECT pg_database_size(current_database()) AS n')
    return Number(row?.['n']) / 1024 ** 2
  }
  const file = url.slice('file:'.length)
  const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0
  return (sizeOf(file) + sizeOf(`${file}-wal`)) / 1024 ** 2
}
