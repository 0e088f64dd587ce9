import { createHash } from 'node:crypto'
import { benchmarks, betweenBatches } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { addDays, dayOf } from '../instagram/index.ts'
import { pseudonymOf } from '../pseudonyms/pseudonym.ts'
import { isWhole, newestWindow, readFigures, type Figures, type Window } from './figures.ts'
import { cells } from './grids.ts'
import { countIn, noCounts, tellCell } from './tell-cell.ts'

/** So many accounts are read between two turns of everybody else. */
const pageSize = 100

export interface BenchmarkDeps extends Pick<Deps, 'db'> {
  clock: Pick<Deps['clock'], 'now'>
  keys: Pick<Deps['keys'], 'pseudonyms'>
  background: Pick<Deps['background'], 'isEnding'>
  settings: Pick<Deps['settings'], 'benchmark'>
}

/** The one account of a user that is counted in a cell. */
interface Chosen {
  accountId: string
  /** The account of a user with the least is counted: drawn for each four weeks, so that nobody can foretell it. */
  lot: string
  values: Figures['values']
}

interface Counting {
  byUser: Map<string, Chosen>
  /** It was told of in these weeks: who came since is counted with the next ones, so that coming and going tells nothing. */
  isClosed: boolean
}

/** A cell is told anew once in so many days at most: what is told of different accounts adds up. */
const daysBetween = 7

/**
 * Works out what is told of each cell, once for each window, and again for a cell of which an account was taken out, without
 * that account and at most once a week. Where the operator wants none, nothing is kept.
 * @returns figures for the log
 */
export async function computeBenchmarks(deps: BenchmarkDeps): Promise<{ cells: number; accounts: number }> {
  const { db, clock, settings, background } = deps
  const told = await benchmarks.listCells(db)
  if (!settings.benchmark) {
    if (told.length > 0) await db.transaction(benchmarks.dropAll)
    return { cells: 0, accounts: 0 }
  }
  const now = clock.now()
  const window = newestWindow(now)
  const missing = cells.filter((cell) => told.every((one) => one.cell !== cell || isDue(one, window, now)))
  if (missing.length === 0) return { cells: 0, accounts: 0 }
  // First of all: who is counted anew can be taken out of the new count alone.
  await db.transaction(async (tx) => {
    for (const cell of missing) await benchmarks.silenceCell(tx, cell)
  })
  const counting = new Map<string, Counting>(
    missing.map((cell) => {
      const isClosed = told.some((one) => one.cell === cell && one.endDay === window.last)
      return [cell, { byUser: new Map(), isClosed }]
    }),
  )
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

type ToldCell = Awaited<ReturnType<typeof benchmarks.listCells>>[number]

function isDue({ endDay, accounts, computedAt }: ToldCell, window: Window, now: Date): boolean {
  const isTold = endDay === window.last && accounts > 0
  return !isTold && addDays(dayOf(computedAt), daysBetween) <= dayOf(now)
}

const seedsOf =
  ({ keys }: Pick<BenchmarkDeps, 'keys'>) =>
  (about: string) =>
    pseudonymOf(keys.pseudonyms, 'benchmark', about)

async function countPage(
  deps: BenchmarkDeps,
  page: readonly { id: string; userId: string }[],
  { window, counting }: { window: Window; counting: ReadonlyMap<string, Counting> },
): Promise<void> {
  const { db } = deps
  const userIds = [...new Set(page.map(({ userId }) => userId))]
  const out = new Set(await benchmarks.listOptedOut(db, userIds))
  const asked = page.filter(({ userId }) => !out.has(userId))
  if (asked.length === 0) return
  const ids = asked.map(({ id }) => id)
  const figures = await readFigures(db, ids, window)
  const known = new Map(
    (await benchmarks.listMembers(db, ids)).flatMap(({ accountId, cell, endDay }) =>
      endDay === window.last ? [[accountId, cell]] : [],
    ),
  )
  const members: benchmarks.BenchmarkMemberRow[] = []
  const seedOf = seedsOf(deps)
  for (const { id: accountId, userId } of asked) {
    const own = figures.get(accountId)
    const cell = own && isWhole(own) ? own.cell : null
    const counted = cell === null ? undefined : counting.get(cell)
    if (own === undefined || cell === null || counted === undefined) continue
    const before = known.get(accountId)
    // What is told of another cell is to fall silent with it as well.
    if (before === undefined ? counted.isClosed : before !== cell) continue
    const one = { accountId, lot: seedOf(`lot:${window.last}:${accountId}`), values: own.values }
    const other = counted.byUser.get(userId)
    if (other === undefined || one.lot < other.lot) counted.byUser.set(userId, one)
    if (!counted.isClosed) members.push({ accountId, cell, endDay: window.last })
  }
  await db.transaction((tx) => benchmarks.saveMembers(tx, members))
}

async function tellAll(
  deps: BenchmarkDeps,
  { window, counting }: { window: Window; counting: ReadonlyMap<string, Counting> },
): Promise<{ cells: number; accounts: number }> {
  const { db, clock } = deps
  let [toldCells, toldAccounts] = [0, 0]
  for (const [cell, { byUser }] of counting) {
    const chosen = [...byUser.values()]
    const accountIds = chosen.map(({ accountId }) => accountId).toSorted()
    const counts = noCounts()
    for (const { values } of chosen) countIn(counts, values)
    const rows = tellCell(
      { accounts: chosen.length, digest: digestOf(accountIds), counts },
      { cell, window, now: clock.now(), seedOf: seedsOf(deps) },
    )
    await betweenBatches()
    const isTold = await db.transaction((tx) =>
      benchmarks.replaceCell(tx, { cell, endDay: window.last, accountIds }, rows),
    )
    if (!isTold || rows.length === 0) continue
    toldCells += 1
    toldAccounts += chosen.length
  }
  return { cells: toldCells, accounts: toldAccounts }
}

/** Of accounts in their order. */
function digestOf(accountIds: readonly string[]): string {
  const hash = createHash('sha256')
  for (const accountId of accountIds) hash.update(`${accountId}\n`)
  return hash.digest('base64url')
}
