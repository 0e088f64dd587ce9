import { readFile, writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

/** The clock of the demo: the real one, or ahead of it when somebody moved it. It never goes back. */
export interface DemoClock {
  now: () => Date
  sleep: (milliseconds: number) => Promise<void>
  aheadMs: () => number
  forward: (milliseconds: number) => Promise<void>
}

/** Opens the clock as it was left: what the database holds must not lie in its future after a restart. */
export async function openDemoClock(path: string): Promise<DemoClock> {
  let aheadMs = await readAhead(path)
  return {
    now: () => new Date(Date.now() + aheadMs),
    sleep: (milliseconds) => pause(milliseconds),
    aheadMs: () => aheadMs,
    async forward(milliseconds) {
      aheadMs += milliseconds
      await writeFile(path, `${JSON.stringify({ aheadMs })}\n`)
    },
  }
}

async function readAhead(path: string): Promise<number> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0
    throw error
  }
  const value: unknown = JSON.parse(text)
  if (typeof value === 'object' && value !== null && 'aheadMs' in value && typeof value.aheadMs === 'number') {
    return value.aheadMs
  }
  throw new Error(`${path} is not the clock of the demo. Move it away and start again.`)
}
