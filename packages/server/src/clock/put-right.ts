import { callBudgets, jobSlots, syncRuns, type Database } from '@instagram-dashboard/db'
import { furthest } from './belief.ts'

// So many rows are put right in one statement, after which everybody else's writes are let by.
const pieceSize = 200

/**
 * Puts right, piece by piece, what a wrong clock dated ahead and nothing else would ever date anew. Nobody goes by it
 * meanwhile, so that a night is soon enough.
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
