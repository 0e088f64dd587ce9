import { callBudgets, jobSlots, syncRuns, type Database } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { furthest } from './belief.ts'

// So many rows are put right in one statement, after which everybody else's writes are let by.
const pieceSize = 200

// By less than this the clock must be wrong for its word on what lies ahead.
const smallSkewSeconds = 300

/** Our clock minus Instagram's, which is asked for the time; `null` when it does not tell. In seconds. */
export async function clockSkewNow({ instagram }: Pick<Deps, 'instagram'>): Promise<number | null> {
  await instagram.probe()
  return instagram.clockSkewSeconds()
}

/** Whether the clock is right enough to put right what others wrote. @param skew in seconds; `null` when unknown */
export function mayPutRight(skew: number | null): boolean {
  return Math.abs(skew ?? 0) <= smallSkewSeconds
}

/**
 * Puts right soon what a clock that was wrong for a while left behind, so that no wrong instant outlives the fault.
 * Where nothing lies ahead, as nearly always, that costs three counts; else Instagram is asked for the time first.
 */
export async function putRightIfAhead(deps: Pick<Deps, 'db' | 'clock' | 'instagram' | 'log'>): Promise<void> {
  const { db, clock, log } = deps
  const now = clock.now()
  const happened = furthest('happened', now)
  const slots = await jobSlots.summarize(db, { latest: happened })
  const pauses = await callBudgets.countPaused(db, { now, latest: furthest('wait', now) })
  const ahead = slots.ahead + pauses.ahead + (await syncRuns.countUnfinishedAfter(db, happened))
  if (ahead === 0) return
  const skew = await clockSkewNow(deps)
  if (skew === null || !mayPutRight(skew)) return
  await putRight(db, clock.now())
  log.warn('clock.put_right', { datedAhead: ahead })
}

/**
 * Puts right, piece by piece, what a wrong clock dated ahead and nothing else would ever date anew. Nobody goes by it
 * meanwhile.
 */
export async function putRight(db: Database, now: Date): Promise<void> {
  const happened = furthest('happened', now)
  await jobSlots.dropAfter(db, { after: happened })
  while ((await syncRuns.dateBack(db, { after: happened, to: now, limit: pieceSize })) === pieceSize) continue
  const latest = { said: happened, paused: furthest('wait', now) }
  for (let after: string | null = ''; after !== null;) {
    after = await callBudgets.dropAfter(db, latest, { after, limit: pieceSize })
  }
}
