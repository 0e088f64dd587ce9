import { describeError, type Log } from '../log.ts'
import { atMost } from './at-most.ts'

/** Work that goes on after the answer was given. It never throws into the host's process. */
export interface Background {
  run(name: string, work: () => Promise<unknown>): void
  /** Work that the caller waits for, and the end as well. */
  track<Result>(name: string, work: () => Promise<Result>): Promise<Result>
  /** The same as `run`, unless work of this name is still running. */
  runAlone(name: string, work: () => Promise<unknown>): void
  /** The end has begun: long work stops at its next step, and nothing new is taken up. */
  isEnding(): boolean
  /** No new work from now on. */
  end(): void
  /** The same; resolves when what is running has ended or the time is over. */
  drain(longestMs: number): Promise<void>
}

export function createBackground(log: Log): Background {
  const running = new Set<Promise<void>>()
  const alone = new Set<string>()
  let isDraining = false
  const background: Background = {
    isEnding: () => isDraining,
    end() {
      isDraining = true
    },
    track(name, work) {
      const job = work()
      background.run(name, () => job.catch(() => undefined))
      return job
    },
    runAlone(name, work) {
      if (alone.has(name)) return
      alone.add(name)
      background.run(name, () => work().finally(() => alone.delete(name)))
    },
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
      await atMost(longestMs, running)
    },
  }
  return background
}
