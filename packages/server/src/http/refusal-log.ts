import { appRouter } from '../api/router.ts'
import { createCountedLines } from '../counted-lines.ts'
import type { Clock } from '../clock/index.ts'
import type { Log } from '../log.ts'

/** No name of ours is longer. What asks for one that is has made it up, and may have hidden anything in it. */
const longestPath = Math.max(...Object.keys(appRouter._def.procedures).map(({ length }) => length), 64)

export interface Refusal {
  code: string
  path: string | undefined
  requestId: string | undefined
  callerRequestId?: string | undefined
  /** What was answered. */
  status: number
  /** By which the log names who is signed in. */
  userId: string | undefined
  durationMs: number
  /** The caller's address as far as it is kept. */
  ipNetwork: string | null
}

/** A path as the log keeps it. */
export function pathInLog(path: string | undefined): string | undefined {
  return path?.slice(0, longestPath)
}

/**
 * Logs refusals: at most one line a second for each code and address, and one with the count of those after it, so that a
 * thousand wrong requests do not write a thousand lines.
 */
export function createRefusalLog({ log, clock }: { log: Log; clock: Clock }): (refusal: Refusal) => void {
  const lines = createCountedLines<Refusal>(clock, {
    windowMs: 1_000,
    maxWindows: 10_000,
    write: ({ path, ...refusal }, count = 1) => log.info('call.refused', { ...refusal, path: pathInLog(path), count }),
  })
  return (refusal) => lines.add(`${refusal.code} ${refusal.ipNetwork ?? ''}`, refusal)
}
