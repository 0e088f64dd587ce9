import { creditEntries, people } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { cursorOfId, idOfCursor, readPage } from '../pages.ts'
import type { CreditsBalanceInput, CreditsBalanceResult } from './contract.ts'
import { achievementWords } from './words.ts'

const usualLimit = 20

/** The caller's credits: the sum of their ledger entries, and the entries, newest first. */
export async function readCredits(
  { db }: Deps,
  { caller, userId }: { caller: Caller; userId: string },
  { cursor, limit = usualLimit }: CreditsBalanceInput,
): Promise<CreditsBalanceResult> {
  const person = await people.findByUser(db, userId)
  if (!person) return { balance: 0, items: [], nextCursor: null }
  const before = idOfCursor(cursor)
  const read = (most: number) => creditEntries.listPage(db, person.ref, { before, limit: most })
  const { rows, nextCursor } = await readPage(limit, read, cursorOfId)
  return {
    balance: await creditEntries.balance(db, person.ref),
    items: rows.map(({ id, amount, reason, achievementKey, createdAt }) => ({
      id: String(id),
      amount,
      title: achievementWords(achievementKey, caller.locale).title,
      reason,
      achievement: achievementKey,
      createdAt,
    })),
    nextCursor,
  }
}
