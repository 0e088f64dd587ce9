import type { mediaReadings } from '@instagram-dashboard/db'
import { ageToKeep, type AgeReading } from './post-ages.ts'
import type { MediaAnswer } from './read-media.ts'

/**
 * Of the posts whose figures were read now, what is kept for an age of theirs: what fell near one, and nearer than what is
 * kept for it. Only what Instagram said now: what it left out this time is not said of this age.
 */
export function readingsToKeep({
  accountId,
  answers,
  readings,
  now,
}: {
  accountId: string
  answers: readonly MediaAnswer[]
  readings: ReadonlyMap<string, readonly AgeReading[]>
  now: Date
}): mediaReadings.MediaReadingRow[] {
  return answers.flatMap(({ item, figures }) => {
    const { mediaId, productType, publishedAt, likes, comments } = item
    if (productType === 'STORY' || figures === null || figures.size === 0) return []
    const age = ageToKeep(publishedAt, now, readings.get(mediaId) ?? [])
    if (age === null) return []
    const listed = Object.entries({ likes, comments }).filter(([, value]) => value !== null)
    const said = { ...(Object.fromEntries(listed) as Record<string, number>), ...Object.fromEntries(figures) }
    return [{ accountId, mediaId, age, readAt: now, figures: said }]
  })
}
