import { erasures, type Handle } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { describeError } from '../log.ts'
import type { Erasure } from './erasure-ledger.ts'

/** Writes down, inside and outside of the database, that something is erased with this commit. */
export type PlanErasure = (erasure: Erasure) => Promise<void>

/** A transaction that erases. */
export interface Erasing {
  tx: Handle
  plan: PlanErasure
}

/**
 * A transaction in which something may be erased. The list outside of the database is told before the commit and after
 * it: of an erasure that fails it says so, and one whose end it never heard of is looked up at the next start.
 */
export async function eraseInTransaction<Result>(
  { db, erasureLedger, log }: Pick<Deps, 'db' | 'erasureLedger' | 'log'>,
  work: (tx: Handle, plan: PlanErasure) => Promise<Result>,
): Promise<Result> {
  // PostgreSQL may have it run again: of a try that was given up nothing is done.
  const given: Erasure[] = []
  let planned: Erasure[] = []
  const close = async (state: 'done' | 'withdrawn', closed: readonly Erasure[]) => {
    try {
      await erasureLedger.add(closed, state)
    } catch (error) {
      // What the database says about it is what counts; the next start tells the list.
      log.error('erasure_ledger.failed', { state, ...describeError(error) })
    }
  }
  try {
    const result = await db.transaction(async (tx) => {
      planned = []
      return work(tx, async (erasure) => {
        await erasures.save(tx, erasure.tag, erasure.at)
        given.push(erasure)
        await erasureLedger.add([erasure], 'planned')
        planned.push(erasure)
      })
    })
    const isPlanned = ({ tag, at }: Erasure) => planned.some((one) => one.tag === tag && +one.at === +at)
    await close(
      'withdrawn',
      given.filter((erasure) => !isPlanned(erasure)),
    )
    // In the log, which is elsewhere: where there is no list, this is what a restored copy is held against.
    for (const { tag, at } of planned) log.info('erasure.done', { tag, at: at.toISOString() })
    await close('done', planned)
    return result
  } catch (error) {
    await close('withdrawn', given)
    throw error
  }
}
