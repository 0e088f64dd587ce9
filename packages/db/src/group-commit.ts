import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type SQLite from 'better-sqlite3'
import { patiently } from './patience.ts'

export type Queue = <Result>(job: () => Promise<Result>) => Promise<Result>

/** One statement or transaction at a time: better-sqlite3 has one connection, and a transaction spans awaits. */
export function makeQueue(): { queue: Queue; isIdle: () => boolean } {
  let tail: Promise<unknown> = Promise.resolve()
  let jobs = 0
  return {
    isIdle: () => jobs === 0,
    queue(job) {
      jobs += 1
      const run = tail.then(job).finally(() => {
        jobs -= 1
      })
      tail = run.catch(() => undefined)
      return run
    },
  }
}

interface Job {
  work(): Promise<unknown>
  succeed(result: unknown): void
  fail(error: unknown): void
}

// So that nobody waits long for the others' work.
const mostTogether = 64

/**
 * Writes that wait at the same time share one commit, since waiting for the disk is most of what a commit costs. Each
 * stands in a savepoint of its own, so that one which fails is undone alone; each is answered when all are on disk.
 */
export function makeGroupCommit(raw: SQLite.Database, queue: Queue): Queue {
  const mark = raw.prepare('SAVEPOINT job')
  const keep = raw.prepare('RELEASE job')
  const undo = raw.prepare('ROLLBACK TO job')
  let waiting: Job[] = []

  async function runJob(job: Job): Promise<() => void> {
    mark.run()
    try {
      const result = await job.work()
      keep.run()
      return () => job.succeed(result)
    } catch (error) {
      // A full or broken disk has undone the whole transaction already.
      if (!raw.inTransaction) throw error
      undo.run()
      keep.run()
      return () => job.fail(error)
    }
  }

  async function runGroup(): Promise<void> {
    // A commit holds up the event loop, so that many answers have arrived after it: all that they write goes together.
    await nextTurn()
    const jobs = waiting.slice(0, mostTogether)
    waiting = waiting.slice(mostTogether)
    if (waiting.length > 0) void queue(runGroup)
    try {
      await patiently(() => raw.exec('BEGIN IMMEDIATE'))
      const answers: (() => void)[] = []
      for (const job of jobs) answers.push(await runJob(job))
      await patiently(() => raw.exec('COMMIT'))
      for (const answer of answers) answer()
    } catch (error) {
      if (raw.inTransaction) raw.exec('ROLLBACK')
      for (const job of jobs) job.fail(error)
    }
  }

  return <Result>(work: () => Promise<Result>) =>
    new Promise<Result>((resolve, reject) => {
      const inContext = AsyncLocalStorage.snapshot()
      // What `work` gives is what `succeed` is given.
      const succeed = resolve as (result: unknown) => void
      waiting.push({ work: () => inContext(work), succeed, fail: reject })
      if (waiting.length === 1) void queue(runGroup)
    })
}
