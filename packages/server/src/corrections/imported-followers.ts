import { followerCounts, type followerDays, type Handle } from '@instagram-dashboard/db'
import { dayOf, endOfDay } from '../instagram/index.ts'

/** The totals that a user brought along for days from `first` to `last`, both included, by day. */
export async function importedTotals(
  db: Handle,
  accountId: string,
  { first, last }: { first: string; last: string },
): Promise<Map<string, number>> {
  const rows = await followerCounts.listImported(db, accountId, { from: endOfDay(first), until: endOfDay(last) })
  return new Map(rows.map(({ takenAt, followersCount }) => [dayOf(new Date(takenAt.getTime() - 1)), followersCount]))
}

/** The same days, those marked of which a user brought the total along. */
export async function markImported<Day extends followerDays.FollowerDay>(
  db: Handle,
  accountId: string,
  days: readonly Day[],
): Promise<(Day & Pick<followerDays.FollowerDay, 'isImported'>)[]> {
  const names = days.map(({ day }) => day).toSorted()
  const [first, last] = [names[0], names.at(-1)]
  if (first === undefined || last === undefined) return [...days]
  const imported = await importedTotals(db, accountId, { first, last })
  return days.map((day) => (day.followers !== null && imported.has(day.day) ? { ...day, isImported: true } : day))
}
