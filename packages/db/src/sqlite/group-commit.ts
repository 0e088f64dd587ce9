import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type SQLite from 'better-sqlite3'
import { retryWhileBusy } from './busy-retry.ts'

export type Queue = <Result>(job: () => Promise<Result>) => Promise<Result>

/** One write or transaction at a time: they have one connection, and a transaction spans awaits. */
export function makeQueue(): Queue {
  let tail: Promise<unknown> = Promise.resolve()
  return (job) => {
    const run = tail.then(job)
    tail = run.catch(() => undefined)
    return run
  }
}

interface Job {
  /** Works in the async context of the caller. @returns what answers the caller once all is on disk */
  work(): Promise<() => void>
  reject(error: unknown): void
}

// So that nobody waits long for the others' work.
const mostTogether = 64

/**
 * Writes that wait at the same time share one commit, since waiting for the disk is most of what a commit costs. Each
 * stands in a savepoint of its own, so that one which fails is undone alone; each is answered when all are on disk.
 *
 *     a caller's job      waiting ──► in its savepoint ──► worked ───────────► answered
 *                           ▲   SAVEPOINT │    │ fails       ▲ RELEASE            ▲
 *                           │             │    ▼             │                    │
 *                           │             └─ ROLLBACK TO ────┘                    │
 *     the group           BEGIN IMMEDIATE, one job after the other,            COMMIT
 *
 * When BEGIN or COMMIT fails, or the disk has undone the transaction, all of the group are answered with that error.
 */
export function makeGroupCommit(raw: SQLite.Database, queue: Queue): Queue {
  const begin = raw.prepare('SAVEPOINT job')
  const keep = raw.prepare('RELEASE job')
  const undo = raw.prepare('ROLLBACK TO job')
  let waiting: Job[] = []

  async function runJob(job: Job): Promise<() => void> {
    begin.run()
    let answer: () => void
    try {
      answer = await job.work()
    } catch (error) {
      // A full or broken disk has undone the whole transaction already.
      if (!raw.inTransaction) throw error
      undo.run()
      answer = () => job.reject(error)
    }
    keep.run()
    return answer
  }

  async function runGroup(): Promise<void> {
    // A commit holds up the event loop, so that many answers have arrived after it: all that they write goes together.
    await nextTurn()
    const jobs = waiting.slice(0, mostTogether)
    waiting = waiting.slice(mostTogether)
    if (waiting.length > 0) void queue(runGroup)
    try {
      await retryWhileBusy(() => raw.exec('BEGIN IMMEDIATE'))
      const answers: (() => void)[] = []
      for (const job of jobs) answers.push(await runJob(job))
      await retryWhileBusy(() => raw.exec('COMMIT'))
      for (const answer of answers) answer()
    } catch (error) {
      if (raw.inTransaction) raw.exec('ROLLBACK')
      for (const job of jobs) job.reject(error)
    }
  }

  return <Result>(work: () => Promise<Result>) => {
    const { promise, resolve, reject } = Promise.withResolvers<Result>()
    const inContext = AsyncLocalStorage.snapshot()
    waiting.push({
      async work() {
        const result = await inContext(work)
        return () => resolve(result)
      },
      reject,
    })
    if (waiting.length === 1) void queue(runGroup)
    return promise
  }
}
