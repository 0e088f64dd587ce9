import { media, mediaReadings, postAges, type accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { CompareInput, CompareResult, CompareSide } from './compare-contract.ts'
import { compareValues } from './compare-sides.ts'
import { engagementRate } from './daily-metrics.ts'
import { figureNames } from './usual-posts.ts'

/** Two posts of an account, at the oldest age of which both were read, or as they are now. */
export async function comparePosts(
  { db }: Pick<Deps, 'db'>,
  account: accounts.AccountRow,
  { mediaIds }: CompareInput,
): Promise<CompareResult> {
  if (mediaIds === undefined) throw new AppError('VALIDATION', { field: 'mediaIds' })
  const posts = await Promise.all(
    mediaIds.map(async (mediaId) => {
      const row = await media.find(db, account.id, mediaId)
      if (!row || row.goneAt !== null) throw new AppError('NOT_FOUND')
      return { row, readings: await mediaReadings.listOf(db, account.id, mediaId) }
    }),
  )
  const age = postAges.findLast((one) => posts.every(({ readings }) => readings.some((known) => known.age === one)))
  const sides = posts.map(({ row, readings }) => {
    const reading = readings.find((known) => known.age === age)
    return { row, figures: reading?.figures ?? row.figures, readAt: reading?.readAt ?? row.insightsAt }
  })
  const rows = Object.entries(figureNames).map(([name, instagramName]) =>
    compareValues(
      name,
      sides.map(({ figures }) => valueOf(figures[instagramName] ?? null)),
      { isSum: false },
    ),
  )
  const rates = sides.map(({ figures }) =>
    valueOf(engagementRate(figures[figureNames.engagement] ?? null, figures[figureNames.reach] ?? null)),
  )
  return {
    of: 'posts',
    sides: sides.map(({ row, readAt }): CompareSide => ({
      accountId: account.id,
      username: account.username,
      startDate: null,
      endDate: null,
      mediaId: row.mediaId,
      type: media.typeOf(row),
      publishedAt: row.publishedAt,
      readAt,
    })),
    age: age ?? null,
    engagementRateBasis: null,
    rows: [...rows, compareValues('engagementRate', rates, { isSum: false })],
    notes: age === undefined ? ['different_ages'] : [],
    days: [],
  }
}

const valueOf = (value: number | null) => ({ value, knownDays: null, provisionalDays: null })
