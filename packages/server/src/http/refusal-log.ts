import { appRouter } from '../api/router.ts'
import type { Clock } from '../deps.ts'
import type { Log } from '../log.ts'

const windowMs = 1_000
const mostWindows = 10_000
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
 * Says in the log what was refused: at most one line a second for each code and address, with how many there were since
 * the line before. Whoever sends a thousand wrong requests writes one line with them, not a thousand.
 */
export function createRefusalLog({ log, clock }: { log: Log; clock: Clock }): (refusal: Refusal) => void {
  const windows = new Map<string, { since: number; unsaid: number }>()

  function say({ path, ...refusal }: Refusal, count: number): void {
    log.info('call.refused', { ...refusal, path: pathInLog(path), count })
  }
  /** Only what a clock that was put back holds up waits for the next refusal. */
  async function sayLater(key: string, refusal: Refusal): Promise<void> {
    await clock.sleep(windowMs)
    const window = windows.get(key)
    if (!window || window.unsaid === 0 || isOpen(window)) return
    windows.delete(key)
    say(refusal, window.unsaid)
  }
  function isOpen({ since }: { since: number }): boolean {
    const age = clock.now().getTime() - since
    return age >= 0 && age < windowMs
  }
  return (refusal) => {
    const key = `${refusal.code} ${refusal.ipNetwork ?? ''}`
    const window = windows.get(key)
    if (window && isOpen(window)) {
      window.unsaid += 1
      if (window.unsaid === 1) void sayLater(key, refusal)
      return
    }
    const [oldest] = windows.size >= mostWindows ? windows.keys() : []
    if (oldest !== undefined) windows.delete(oldest)
    windows.delete(key)
    windows.set(key, { since: clock.now().getTime(), unsaid: 0 })
    say(refusal, 1 + (window?.unsaid ?? 0))
  }
}
