import { createHash, type Hash } from 'node:crypto'
import { benchmarks, betweenBatches } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { pseudonymOf } from '../pseudonyms/pseudonym.ts'
import { isWhole, newestWindow, readFigures, type Window } from './figures.ts'
import { cells } from './grids.ts'
import { countIn, noCounts, tellCell, type Counted } from './tell-cell.ts'

/** So many accounts are read between two turns of everybody else. */
const pageSize = 100

export interface BenchmarkDeps extends Pick<Deps, 'db'> {
  clock: Pick<Deps['clock'], 'now'>
  keys: Pick<Deps['keys'], 'pseudonyms'>
  background: Pick<Deps['background'], 'isEnding'>
  settings: Pick<Deps['settings'], 'benchmark'>
}

interface Counting extends Counted {
  byUser: Map<string, number>
  hash: Hash
}

/**
 * Works out what is told of each cell, once for each window, and again for a cell of which an account was taken out.
 * Where the operator wants none, nothing is kept.
 * @returns figures for the log
 */
export async function computeBenchmarks(deps: BenchmarkDeps): Promise<{ cells: number; accounts: number }> {
  const { db, clock, settings, background } = deps
  const told = await benchmarks.listCells(db)
  if (!settings.benchmark) {
    if (told.length > 0) await db.transaction(benchmarks.dropAll)
    return { cells: 0, accounts: 0 }
  }
  const window = newestWindow(clock.now())
  const missing = cells.filter((cell) => !told.some((one) => one.cell === cell && one.endDay === window.last))
  if (missing.length === 0) return { cells: 0, accounts: 0 }
  // First of all: who is counted anew can be taken out of the new count alone.
  await db.transaction(async (tx) => {
    for (const cell of missing) await benchmarks.replaceCell(tx, { cell, endDay: window.last, accounts: null }, [])
  })
  const counting = new Map<string, Counting>(missing.map((cell) => [cell, newCounting()]))
  let after = ''
  for (;;) {
    if (background.isEnding()) return { cells: 0, accounts: 0 }
    const page = await benchmarks.listCandidates(db, { after, limit: pageSize })
    await countPage(deps, page, { window, counting })
    after = page.at(-1)?.id ?? after
    if (page.length < pageSize) break
    await betweenBatches()
  }
  return tellAll(deps, { window, counting })
}

function newCounting(): Counting {
  return { accounts: 0, digest: '', byUser: new Map(), counts: noCounts(), hash: createHash('sha256') }
}

async function countPage(
  { db }: BenchmarkDeps,
  page: readonly { id: string; userId: string }[],
  { window, counting }: { window: Window; counting: ReadonlyMap<string, Counting> },
): Promise<void> {
  const userIds = [...new Set(page.map(({ userId }) => userId))]
  const out = new Set(await benchmarks.listOptedOut(db, userIds))
  const asked = page.filter(({ userId }) => !out.has(userId))
  if (asked.length === 0) return
  const figures = await readFigures(
    db,
    asked.map(({ id }) => id),
    window,
  )
  const members: benchmarks.BenchmarkMemberRow[] = []
  for (const { id: accountId, userId } of asked) {
    const own = figures.get(accountId)
    const cell = own && isWhole(own) ? own.cell : null
    const counted = cell === null ? undefined : counting.get(cell)
    if (own === undefined || cell === null || counted === undefined) continue
    counted.accounts += 1
    counted.byUser.set(userId, (counted.byUser.get(userId) ?? 0) + 1)
    counted.hash.update(`${accountId}\n`)
    countIn(counted.counts, own.values)
    members.push({ accountId, cell, endDay: window.last })
  }
  await db.transaction((tx) => benchmarks.saveMembers(tx, members))
}

async function tellAll(
  { db, clock, keys }: BenchmarkDeps,
  { window, counting }: { window: Window; counting: ReadonlyMap<string, Counting> },
): Promise<{ cells: number; accounts: number }> {
  const seedOf = (about: string) => pseudonymOf(keys.pseudonyms, 'benchmark', about)
  let [toldCells, toldAccounts] = [0, 0]
  for (const [cell, counted] of counting) {
    const rows = tellCell(
      { ...counted, digest: counted.hash.digest('base64url') },
      { cell, window, now: clock.now(), seedOf },
    )
    const isTold = await db.transaction((tx) =>
      benchmarks.replaceCell(tx, { cell, endDay: window.last, accounts: counted.accounts }, rows),
    )
    if (!isTold || rows.length === 0) continue
    toldCells += 1
    toldAccounts += counted.accounts
  }
  return { cells: toldCells, accounts: toldAccounts }
}
