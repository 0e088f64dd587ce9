import { accounts, followerCounts, followerDays, type Handle } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import { importedTotals } from '../corrections/imported-followers.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { dayOf, endOfDay } from '../instagram/index.ts'
import { dayOfCount } from './day-of-count.ts'
import type { ImportFollowersInput, ImportFollowersResult, RemoveImportedFollowersResult } from './import-contract.ts'
import { readFollowersCsv } from './read-followers-csv.ts'
import { firstImported, resolveFollowerDays } from './save-days.ts'

type Account = Pick<accounts.AccountRow, 'id'>
type ImportDeps = Pick<Deps, 'db' | 'clock' | 'record'>

/**
 * Brings the followers of past days along from a file. Each stands for the end of its Los Angeles day, and only where
 * Instagram's own numbers say no total. Idempotent; nothing is saved where a line is wrong.
 * @throws AppError VALIDATION with all that is wrong with the file
 */
export async function importFollowers(
  { db, clock, record }: ImportDeps,
  { id: accountId }: Account,
  { content, dryRun = false, caller }: Omit<ImportFollowersInput, 'accountId'> & { caller: Caller },
): Promise<ImportFollowersResult> {
  const now = clock.now()
  const file = readFollowersCsv(content, dayOf(now))
  const [firstDay = '', lastDay = ''] = [[...file.keys()].at(0), [...file.keys()].at(-1)]
  return db.transaction(async (tx) => {
    const account = dryRun ? await accounts.findById(tx, accountId) : await accounts.lock(tx, accountId)
    if (!account) throw new AppError('NOT_FOUND')
    const imported = await importedTotals(tx, accountId, { first: firstDay, last: lastDay })
    const own = await ownDays(tx, accountId, { first: firstDay, last: lastDay, imported })
    const open = [...file].filter(([day]) => !own.has(day))
    const changed = open.filter(([day, followers]) => imported.get(day) !== followers)
    const newDays = changed.filter(([day]) => !imported.has(day)).length
    const result = {
      isDryRun: dryRun,
      newDays,
      replacedDays: changed.length - newDays,
      unchangedDays: open.length - changed.length,
      knownDays: file.size - open.length,
      firstDay,
      lastDay,
    }
    if (dryRun || changed.length === 0) return result
    for (const [day, followersCount] of changed) {
      const blank = { followsCount: null, mediaCount: null }
      await followerCounts.save(tx, { accountId, takenAt: endOfDay(day), followersCount, ...blank, importedAt: now })
    }
    await resolveFollowerDays(tx, { accountId, days: changed.map(([day]) => day), now })
    const data = {
      days: changed.length,
      firstDay: changed[0]?.[0] ?? firstDay,
      lastDay: changed.at(-1)?.[0] ?? lastDay,
    }
    await record(tx, { type: 'followers.imported', userId: account.userId, accountId, data }, { caller, at: now })
    return result
  })
}

/** Takes all of an account's followers back that were brought along. Idempotent. */
export async function removeImportedFollowers(
  { db, clock, record }: ImportDeps,
  { id: accountId }: Account,
  caller: Caller,
): Promise<RemoveImportedFollowersResult> {
  const now = clock.now()
  return db.transaction(async (tx) => {
    const account = await accounts.lock(tx, accountId)
    if (!account) throw new AppError('NOT_FOUND')
    const imported = await importedTotals(tx, accountId, { first: firstImported, last: dayOf(now) })
    const days = [...imported.keys()]
    if (days.length === 0) return { success: true, removedDays: 0 }
    for (const day of days) await followerCounts.dropImported(tx, accountId, endOfDay(day))
    await resolveFollowerDays(tx, { accountId, days, now, removed: new Set(days) })
    const data = { days: days.length }
    await record(tx, { type: 'followers.import_removed', userId: account.userId, accountId, data }, { caller, at: now })
    return { success: true, removedDays: days.length }
  })
}

/** Days of which Instagram's own numbers say the total, or of which it counted. */
async function ownDays(
  tx: Handle,
  accountId: string,
  { first, last, imported }: { first: string; last: string; imported: ReadonlyMap<string, number> },
): Promise<Set<string>> {
  const days = await followerDays.listDays(tx, accountId, { first, last })
  const counts = await followerCounts.listTotals(tx, accountId, new Date(endOfDay(first).getTime() - 1))
  return new Set([
    ...days.filter(({ day, followers }) => followers !== null && !imported.has(day)).map(({ day }) => day),
    ...counts.map(({ takenAt }) => dayOfCount(takenAt).day),
  ])
}
