/** Waits until all have ended, however they do, but no longer than so many milliseconds. */
export async function atMost(longestMs: number, work: Iterable<Promise<unknown>>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, longestMs)
  })
  await Promise.race([Promise.allSettled(work), limit])
  clearTimeout(timer)
}
