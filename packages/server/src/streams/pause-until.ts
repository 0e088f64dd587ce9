/** Until the time is over, or until nobody waits any longer. */
export async function pauseUntil(ended: AbortSignal, time: Promise<void>): Promise<void> {
  if (ended.aborted) return
  const { promise, resolve } = Promise.withResolvers<void>()
  const end = () => resolve()
  ended.addEventListener('abort', end)
  await Promise.race([time, promise])
  ended.removeEventListener('abort', end)
}
