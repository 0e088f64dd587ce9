import { accounts, betweenBatches } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { addDays } from '../instagram/index.ts'
import type { CompareInput, CompareNote, CompareResult, CompareSide } from './compare-contract.ts'
import { comparePosts } from './compare-posts.ts'
import { compareValues } from './compare-sides.ts'
import { metricDefinitions, metricNames } from './metric-definitions.ts'
import { previousRange, readRange, readSharedRange, type DayRange } from './range.ts'
import { summarizeBoth, type SummaryOfBoth } from './summarize-metrics.ts'

type Account = accounts.AccountRow
type ReadDeps = Pick<Deps, 'db' | 'clock'>

/**
 * Two periods, two posts or some accounts side by side.
 * @throws AppError VALIDATION for periods that can not be; NOT_FOUND for what is not the caller's
 */
export function readComparison(deps: ReadDeps, account: Account, input: CompareInput): Promise<CompareResult> {
  switch (input.of) {
    case 'periods':
      return comparePeriodsOf(deps, account, input)
    case 'posts':
      return comparePosts(deps, account, input)
    case 'accounts':
      return compareAccounts(deps, account, input)
  }
}

async function comparePeriodsOf(deps: ReadDeps, account: Account, input: CompareInput): Promise<CompareResult> {
  const { startDate, endDate } = input
  const first = await readRange(deps, account.id, { startDate, endDate })
  const before = previousRange(first)
  const lastDay = input.otherEndDate ?? before.last
  const second = await readRange(deps, account.id, {
    startDate: input.otherStartDate ?? addDays(lastDay, 1 - first.days.length),
    endDate: lastDay,
  })
  const notes: CompareNote[] = []
  if (first.days.length !== second.days.length) notes.push('different_lengths')
  if (first.first <= second.last && second.first <= first.last) notes.push('overlapping')
  return sideBySide(deps, {
    of: 'periods',
    notes,
    sides: [
      { account, range: first },
      { account, range: second },
    ],
  })
}

async function compareAccounts(deps: ReadDeps, account: Account, input: CompareInput): Promise<CompareResult> {
  const compared = [account, ...(await findOthers(deps, account, input.accountIds))]
  const range = await readSharedRange(
    { db: deps.db, now: deps.clock.now() },
    compared.map(({ id }) => id),
    input,
  )
  const sides = compared.map((one) => ({ account: one, range }))
  return sideBySide(deps, { of: 'accounts', notes: [], sides })
}

async function findOthers(
  { db }: ReadDeps,
  { id: ownId, userId }: Account,
  ids: readonly string[] | undefined,
): Promise<Account[]> {
  if (ids === undefined) {
    const living = await accounts.listLiving(db, userId)
    return living.filter(({ id }) => id !== ownId).slice(0, 9)
  }
  const found: Account[] = []
  for (const id of new Set(ids)) {
    const other = await accounts.find(db, userId, id)
    if (!other) throw new AppError('NOT_FOUND')
    if (other.id !== ownId) found.push(other)
  }
  return found
}

interface Sides {
  of: 'periods' | 'accounts'
  notes: CompareNote[]
  sides: readonly { account: Account; range: DayRange }[]
}

async function sideBySide(deps: ReadDeps, { of, notes, sides }: Sides): Promise<CompareResult> {
  const both: SummaryOfBoth[] = []
  for (const { account, range } of sides) {
    both.push(await summarizeBoth(deps, account, { startDate: range.first, endDate: range.last }))
    await betweenBatches()
  }
  // A rate by the reach of the period is many times one by the reach of its days: the two are no match.
  const isOfPeriods = both.every(({ summary }) => summary.engagementRateBasis === 'period_reach')
  const summaries = both.map(({ summary, rateByDays }) =>
    isOfPeriods ? summary : { ...summary, engagementRate: rateByDays },
  )
  const rows = metricNames.map((name) =>
    compareValues(
      name,
      summaries.map(({ [name]: { value, knownDays, provisionalDays } }) => ({ value, knownDays, provisionalDays })),
      { isSum: metricDefinitions[name].aggregation === 'sum' },
    ),
  )
  return {
    of,
    sides: sides.map(({ account: { id, username }, range }): CompareSide => ({
      accountId: id,
      username,
      startDate: range.first,
      endDate: range.last,
      mediaId: null,
      type: null,
      publishedAt: null,
      readAt: null,
    })),
    age: null,
    engagementRateBasis: isOfPeriods ? 'period_reach' : 'daily_reach',
    rows,
    notes,
    days: sides.map(({ range }) => range.days.length),
  }
}
