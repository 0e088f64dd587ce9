import { achievements, people } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'

export interface ReverseInput {
  achievementId: string
  why: string
}

/**
 * Takes an achievement and its credits back, by an entry of its own. It is not given again.
 * @throws AppError NOT_FOUND, CONFLICT when it was taken back before
 */
export async function reverseAchievement(
  { db, clock, record }: Deps,
  caller: Caller,
  { achievementId, why }: ReverseInput,
): Promise<{ success: true }> {
  const at = clock.now()
  await db.transaction(async (tx) => {
    const achievement = await achievements.find(tx, achievementId)
    const [person] = achievement ? await people.listByRefs(tx, [achievement.personRef]) : []
    if (!achievement || !person) throw new AppError('NOT_FOUND')
    // Whoever erases the person has it first, or waits.
    await people.takeTurn(tx, person.userId)
    if (!(await achievements.reverse(tx, achievementId, at))) throw new AppError('CONFLICT')
    const { key, credits, accountId } = achievement
    const data = { achievementId, key, credits }
    const event = { type: 'achievement.reversed', userId: person.userId, accountId, data, personal: { why } } as const
    await record(tx, event, { caller, at })
  })
  return { success: true }
}
