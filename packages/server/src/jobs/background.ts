import { describeError, type Log } from '../log.ts'

/** Work that goes on after the answer was given. It never throws into the host's process. */
export interface Background {
  run(name: string, work: () => Promise<unknown>): void
  /** No new work from now on; resolves when what is running has ended or the time is over. */
  drain(longestMs: number): Promise<void>
}

export function createBackground(log: Log): Background {
  const running = new Set<Promise<void>>()
  let isDraining = false
  return {
    run(name, work) {
      if (isDraining) return
      const job = work()
        .then(
          () => undefined,
          (error: unknown) => log.error('background.failed', { name, ...describeError(error) }),
        )
        .finally(() => running.delete(job))
      running.add(job)
    },
    async drain(longestMs) {
      isDraining = true
      let timer: NodeJS.Timeout | undefined
      const limit = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, longestMs)
      })
      await Promise.race([Promise.all(running), limit])
      clearTimeout(timer)
    },
  }
}
