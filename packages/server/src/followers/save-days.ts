import { dailyMetrics, followerCounts, followerDays, type Handle } from '@instagram-dashboard/db'
import { importedTotals, markImported } from '../corrections/imported-followers.ts'
import { addBefore, forgetFollowersAfter, keepEarlier, type Befores } from '../corrections/keep-earlier.ts'
import { packFollowers } from '../corrections/packed-followers.ts'
import { addDays, dayOf, endOfDay, startOfDay } from '../instagram/index.ts'
import { dayNet } from './day-net.ts'
import { resolveDays } from './resolve-days.ts'

/** Older days are settled, and what is settled is not worked out again each night. */
const openDays = 20
const firstDay = '0000-01-01'
/** Instagram began a day later. */
export const firstImported = '2010-10-05'

/**
 * Works out the followers of each day anew where what was saved just now can have changed them: of an ordinary night the
 * last three weeks, of an older day or a young connection the whole history. Call it in the transaction that saved them,
 * after the rows and the count. Writes only days that are different now, and keeps what they were before.
 * @param days Los Angeles days whose daily numbers were saved
 * @param removed days whose total a user had brought along, and took back
 * @param befores what else of these days was changed in the transaction: kept together with the followers
 */
export async function resolveFollowerDays(
  tx: Handle,
  {
    accountId,
    days,
    now,
    removed = new Set(),
    befores = new Map(),
  }: {
    accountId: string
    days: readonly string[]
    now: Date
    removed?: ReadonlySet<string>
    befores?: Befores
  },
): Promise<void> {
  const today = dayOf(now)
  const openFrom = addDays(today, -openDays)
  const isOld = days.some((day) => day < openFrom)
  const base = isOld ? undefined : await findBase(tx, accountId, openFrom)
  let known = await load(tx, accountId, { first: base?.day ?? firstDay, last: today, removed })
  const isAnew = isReadAnew(known, { days, now })
  if (isAnew && base) known = await load(tx, accountId, { first: firstDay, last: today, removed })
  const before = isAnew ? undefined : base
  const oldest = before ? addDays(before.day, 1) : oldestOf(known)
  // A day that a wrong clock brought stays nowhere.
  if ((await followerDays.dropAfter(tx, { accountId, now }, today)) > 0)
    await forgetFollowersAfter(tx, accountId, today)
  if (oldest !== undefined) {
    const resolved = resolveDays({ ...known, first: oldest, last: today, isAnew, now })
    await saveChanged(tx, { accountId, resolved, known, now, befores })
  }
  await keepEarlier(tx, { accountId, befores, at: now })
}

/** The newest day before another that stays as it is, by Instagram's word. */
async function findBase(tx: Handle, accountId: string, before: string): Promise<followerDays.FollowerDay | undefined> {
  const found = await followerDays.findFinalBefore(tx, accountId, before)
  const [base] = await markImported(tx, accountId, found ? [found] : [])
  return base?.isImported ? undefined : base
}

interface Resolved {
  accountId: string
  resolved: readonly followerDays.FollowerDay[]
  known: Known
  now: Date
  befores: Befores
}

async function saveChanged(tx: Handle, { accountId, resolved, known, now, befores }: Resolved): Promise<void> {
  const stored = new Map(known.stored.map((row) => [row.day, row]))
  const changed = resolved.filter((row) => isDifferent(row, stored.get(row.day)))
  for (const row of changed) {
    const before = stored.get(row.day)
    if (before) addBefore(befores, row.day, packFollowers(before, row))
  }
  await followerDays.saveDays(
    tx,
    { accountId, now },
    changed.map((row) => ({ ...row, firstKnownAt: now })),
  )
  // What Instagram says now takes the place of what was brought along.
  const superseded = resolved.filter(({ day, isImported }) => !isImported && known.imported.has(day))
  for (const { day } of superseded) await followerCounts.dropImported(tx, accountId, endOfDay(day))
}

type Known = Awaited<ReturnType<typeof load>>

async function load(
  tx: Handle,
  accountId: string,
  { removed, ...range }: { first: string; last: string; removed: ReadonlySet<string> },
) {
  const from = range.first === firstDay ? new Date(0) : startOfDay(range.first)
  const stored = await markImported(tx, accountId, await followerDays.listDays(tx, accountId, range))
  return {
    nets: await dailyMetrics.listNets(tx, accountId, range),
    counts: await followerCounts.listTotals(tx, accountId, from),
    imported: await importedTotals(
      tx,
      accountId,
      range.first === firstDay ? { ...range, first: firstImported } : range,
    ),
    stored: stored.map((row) => (removed.has(row.day) ? { ...row, isImported: true } : row)),
  }
}

/** Whether Instagram now says something else of a day that was final. */
function isReadAnew({ nets, stored }: Known, { days, now }: { days: readonly string[]; now: Date }): boolean {
  const saved = new Set(days)
  const finals = new Map(
    stored.filter(({ isFinal, isImported }) => isFinal && !isImported).map((row) => [row.day, row]),
  )
  return nets.some((row) => {
    const final = saved.has(row.day) ? finals.get(row.day) : undefined
    if (!final) return false
    const { state, whole } = dayNet(row, now)
    return state === 'settled' && (final.change !== whole || final.isEstimated)
  })
}

/** Both a day's gains and a count can say the total of the day before. */
function oldestOf({ nets, counts, imported, stored }: Known): string | undefined {
  const [count] = counts
  const [brought] = imported.keys()
  const [oldest] = [brought, nets[0]?.day, stored[0]?.day, count && dayOf(count.takenAt)]
    .filter((day) => day !== undefined)
    .toSorted()
  return oldest === undefined ? undefined : addDays(oldest, -1)
}

const columns = ['followers', 'change', 'isFinal', 'isDerived', 'isEstimated'] as const

function isDifferent(row: followerDays.FollowerDay, stored: followerDays.FollowerDay | undefined): boolean {
  if (stored === undefined || (row.isImported ?? false) !== (stored.isImported ?? false)) return true
  return columns.some((column) => row[column] !== stored[column])
}
