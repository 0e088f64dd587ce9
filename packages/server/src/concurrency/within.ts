import type { Clock } from '../clock/index.ts'

/** `undefined` when there is no answer in so many milliseconds by the clock. @throws what the answer rejects with in time */
export async function within<Answer>(
  answer: Promise<Answer>,
  { clock, longestMs }: { clock: Pick<Clock, 'now' | 'sleep'>; longestMs: number },
): Promise<Answer | undefined> {
  const stop = new AbortController()
  const latest = clock.now().getTime() + longestMs
  let given: { answer: Answer } | undefined
  const hear = answer
    .then((known) => {
      given = { answer: known }
    })
    .finally(() => stop.abort())
  try {
    while (!stop.signal.aborted && clock.now().getTime() < latest) {
      await Promise.race([hear, clock.sleep(latest - clock.now().getTime(), stop.signal)])
    }
    if (stop.signal.aborted) await hear
  } finally {
    stop.abort()
    // What it rejects with later is nobody's any more.
    hear.catch(() => {})
  }
  return given?.answer
}
