import { creditEntries, people } from '@instagram-dashboard/db'
import type { Caller, Deps } from '../deps.ts'
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
  const before = cursor === undefined ? null : Number(cursor)
  const rows = await creditEntries.listPage(db, person.ref, { before, limit: limit + 1 })
  const page = rows.slice(0, limit)
  return {
    balance: await creditEntries.balance(db, person.ref),
    items: page.map(({ id, amount, reason, achievementKey, createdAt }) => ({
      id: String(id),
      amount,
      title: achievementWords(achievementKey, caller.locale).title,
      reason,
      achievement: achievementKey,
      createdAt,
    })),
    nextCursor: rows.length > limit ? String(page.at(-1)?.id) : null,
  }
}
