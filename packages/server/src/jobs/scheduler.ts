import { Cron } from 'croner'
import { describeError, type Log } from '../log.ts'

export interface Job {
  name: string
  /** A cron pattern; croner is only the ticker, the database decides whether there is something to do. */
  pattern: string
  timeZone: string
  run(): Promise<void>
}

export interface Scheduler {
  stop(): void
}

/** Starts the jobs. A run that is still going when the next is due is not started twice; a failure ends nothing. */
export function startScheduler(jobs: readonly Job[], log: Log): Scheduler {
  const ticking = jobs.map(
    (job) =>
      new Cron(
        job.pattern,
        {
          timezone: job.timeZone,
          protect: true,
          unref: true,
          catch: (error: unknown) => log.error('job.failed', { job: job.name, ...describeError(error) }),
        },
        () => job.run(),
      ),
  )
  return { stop: () => ticking.forEach((cron) => cron.stop()) }
}
