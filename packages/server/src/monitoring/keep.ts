import type { Clock } from '../clock/clock.ts'

/**
 * Looks again when what is known is older than that; whoever asks meanwhile waits for the same look. What failed is not
 * kept.
 */
export function keep<Value>(
  { clock, forMs }: { clock: Pick<Clock, 'now'>; forMs: number },
  look: () => Promise<Value>,
): () => Promise<Value> {
  let newest: { at: number; value: Promise<Value> } | undefined
  return async () => {
    const at = clock.now().getTime()
    // Of either sign: a clock that was put back must not wait until it is there again.
    if (newest && Math.abs(at - newest.at) < forMs) return newest.value
    const entry = { at, value: look() }
    newest = entry
    await entry.value.catch(() => {
      if (newest === entry) newest = undefined
    })
    return entry.value
  }
}
