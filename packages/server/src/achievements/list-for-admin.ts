import { achievements, people } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'

/** What a user has reached, also what was taken back; the ids that `reverse` takes. */
export async function listForAdmin(
  { db }: Pick<Deps, 'db'>,
  { userId }: { userId: string },
): Promise<{
  items: Pick<achievements.AchievementRow, 'id' | 'key' | 'credits' | 'accountId' | 'unlockedAt' | 'reversedAt'>[]
}> {
  const person = await people.findByUser(db, userId)
  return { items: person ? await achievements.listByPerson(db, person.ref) : [] }
}
