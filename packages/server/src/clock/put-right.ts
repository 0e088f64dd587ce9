import { callBudgets, jobSlots, syncRuns, type Handle } from '@instagram-dashboard/db'
import { furthest } from './belief.ts'

/**
 * Puts right what a wrong clock dated ahead and nothing else would ever date anew. Nobody goes by it meanwhile, so that
 * a night is soon enough.
 */
export async function putRight(tx: Handle, now: Date): Promise<void> {
  const happened = furthest('happened', now)
  await jobSlots.dropAfter(tx, { after: happened })
  await syncRuns.dateBack(tx, { after: happened, to: now })
  await callBudgets.dropAfter(tx, { said: happened, paused: furthest('wait', now) })
}
