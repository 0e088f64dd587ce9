import { setImmediate as nextTurn } from 'node:timers/promises'
import type SQLite from 'better-sqlite3'
import { patiently } from './patience.ts'

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

type Outcome = { isDone: true } | { isDone: false; error: unknown }

/** Work whose caller does it in its turn: so that it runs where it was asked for, with the caller's async context. */
interface Job {
  /** Lets the caller work. @returns what came of it */
  takeTurn(): Promise<Outcome>
  /** Lets the caller go on, or throws for it. */
  settle(outcome: Outcome): void
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

  async function runJob(job: Job): Promise<Outcome> {
    mark.run()
    const outcome = await job.takeTurn()
    if (!outcome.isDone) {
      // A full or broken disk has undone the whole transaction already.
      if (!raw.inTransaction) throw outcome.error
      undo.run()
    }
    keep.run()
    return outcome
  }

  async function runGroup(): Promise<void> {
    // A commit holds up the event loop, so that many answers have arrived after it: all that they write goes together.
    await nextTurn()
    const jobs = waiting.slice(0, mostTogether)
    waiting = waiting.slice(mostTogether)
    if (waiting.length > 0) void queue(runGroup)
    try {
      await patiently(() => raw.exec('BEGIN IMMEDIATE'))
      const outcomes: Outcome[] = []
      for (const job of jobs) outcomes.push(await runJob(job))
      await patiently(() => raw.exec('COMMIT'))
      for (const [index, job] of jobs.entries()) job.settle(outcomes[index] ?? { isDone: true })
    } catch (error) {
      if (raw.inTransaction) raw.exec('ROLLBACK')
      for (const job of jobs) job.settle({ isDone: false, error })
    }
  }

  return async <Result>(work: () => Promise<Result>) => {
    const turn = Promise.withResolvers<void>()
    const worked = Promise.withResolvers<Outcome>()
    const committed = Promise.withResolvers<Outcome>()
    waiting.push({
      takeTurn() {
        turn.resolve()
        return worked.promise
      },
      settle(outcome) {
        committed.resolve(outcome)
        // Whose turn never came is told the same instead.
        turn.reject(outcome.isDone ? undefined : outcome.error)
      },
    })
    if (waiting.length === 1) void queue(runGroup)
    await turn.promise
    let result: Result | undefined
    try {
      result = await work()
      worked.resolve({ isDone: true })
    } catch (error) {
      worked.resolve({ isDone: false, error })
    }
    const outcome = await committed.promise
    if (!outcome.isDone) throw outcome.error
    // The guarantee: done work has set it.
    return result as Result
  }
}
