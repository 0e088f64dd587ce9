import { erasures } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import type { Erasure } from './erasure-ledger.ts'

const pageSize = 1_000

/** Every erasure that was committed, as the database and the list outside of it know them; of each code the newest. */
export async function listErasures({ db, erasureLedger }: Pick<Deps, 'db' | 'erasureLedger'>): Promise<Erasure[]> {
  const newest = new Map<string, Erasure>()
  const keep = (erasure: Erasure) => {
    if ((newest.get(erasure.tag)?.at ?? erasure.at) <= erasure.at) newest.set(erasure.tag, erasure)
  }
  for await (const rows of pages(db)) for (const { tag, erasedAt: at } of rows) keep({ tag, at })
  const { entries } = await erasureLedger.read()
  for (const { tag, at, state } of entries) if (state === 'done') keep({ tag, at })
  return [...newest.values()].toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

/**
 * Writes into the list outside what the database knows to be erased and the list does not say: another process erased
 * it, whose list is elsewhere. So each list is whole, and one that was lost is made anew.
 * @param options.since only what was asked for after then
 */
export async function copyErasures(
  { db, erasureLedger }: Pick<Deps, 'db' | 'erasureLedger'>,
  { since }: { since?: Date } = {},
): Promise<void> {
  if (erasureLedger.file === null) return
  const keyOf = ({ tag, at }: Erasure) => `${at.getTime()} ${tag}`
  let listed: Set<string> | undefined
  for await (const rows of pages(db, since)) {
    listed ??= new Set((await erasureLedger.read()).entries.filter(({ state }) => state === 'done').map(keyOf))
    const known = listed
    const missing = rows.map(({ tag, erasedAt: at }) => ({ tag, at })).filter((erasure) => !known.has(keyOf(erasure)))
    await erasureLedger.add(missing, 'done')
  }
}

async function* pages(db: Deps['db'], since?: Date): AsyncGenerator<erasures.ErasureRow[]> {
  for (let after = ''; ;) {
    const rows = await erasures.list(db, { after, limit: pageSize, since })
    if (rows.length > 0) yield rows
    if (rows.length < pageSize) return
    after = rows.at(-1)?.tag ?? ''
  }
}
