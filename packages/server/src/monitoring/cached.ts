import type { Clock } from '../clock/index.ts'

/** Reads again when what was read is older than that; whoever asks meanwhile shares the read. A failure is not cached. */
export function cached<Value>(
  { clock, forMs }: { clock: Pick<Clock, 'now'>; forMs: number },
  read: () => Promise<Value>,
): () => Promise<Value> {
  let newest: { at: number; value: Promise<Value> } | undefined
  return async () => {
    const at = clock.now().getTime()
    // Of either sign: a clock that was put back must not wait until it is there again.
    if (newest && Math.abs(at - newest.at) < forMs) return newest.value
    const entry = { at, value: read() }
    newest = entry
    await entry.value.catch(() => {
      if (newest === entry) newest = undefined
    })
    return entry.value
  }
}
