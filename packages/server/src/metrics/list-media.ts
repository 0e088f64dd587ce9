import { media, mediaPages, mediaTags, type accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { endOfDay, productOf, startOfDay } from '../instagram/index.ts'
import { readPage } from '../pages.ts'
import type { MediaItem, MediaListInput, MediaListResult } from './media-contract.ts'
import { averagePosts, compareWithAverage } from './average-posts.ts'
import { normalizeTag } from './normalize-tag.ts'
import { presentMedia } from './present-media.ts'
import { beginning, requireOrder } from './range.ts'

const defaultLimit = 20

/** An account's posts and reels, or its stories, with their figures. */
export async function listMedia(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  account: Pick<accounts.AccountRow, 'id' | 'username'>,
  { sort = 'recent', cursor, limit = defaultLimit, ...filter }: MediaListInput,
): Promise<MediaListResult> {
  const after = cursor === undefined ? null : readCursor(cursor, sort)
  const wanted = { sort, ...mediaFilter(filter), after }
  const read = (most: number) => media.listPage(db, account.id, { ...wanted, limit: most })
  const { rows, nextCursor } = await readPage(limit, read, (last) => writeCursor(media.positionOf(last, sort)))
  const [items, average] = await Promise.all([presentAll(db, account, rows), averagePosts({ db, clock }, account)])
  return { items: items.map((item) => ({ ...item, comparison: compareWithAverage(item, average) })), nextCursor }
}

/** Rows of an account as callers see them. */
export async function presentAll(
  db: Deps['db'],
  { id, username }: Pick<accounts.AccountRow, 'id' | 'username'>,
  rows: readonly media.MediaRow[],
): Promise<MediaItem[]> {
  const ids = rows.map(({ mediaId }) => mediaId)
  const tagged = Map.groupBy(await mediaTags.listOf(db, id, ids), ({ mediaId }) => mediaId)
  return rows.map((row) => {
    const tags = (tagged.get(row.mediaId) ?? []).map(({ tag }) => tag)
    return presentMedia(row, { username, tags: tags.toSorted((one, other) => one.localeCompare(other)) })
  })
}

export type MediaFilter = Pick<media.MediaQuery, 'productType' | 'type' | 'tag' | 'publishedFrom' | 'publishedBefore'>

/** Which media an input asks for. @throws AppError VALIDATION when its range ends before it begins */
export function mediaFilter({
  productType,
  type,
  tag,
  startDate,
  endDate,
}: Pick<MediaListInput, 'productType' | 'type' | 'tag' | 'startDate' | 'endDate'>): MediaFilter {
  const first = startDate === beginning ? undefined : startDate
  if (first !== undefined && endDate !== undefined) requireOrder(first, endDate)
  return {
    productType: productType === undefined ? null : productOf(productType),
    type: type ?? null,
    // What is no tag is one that nothing has.
    tag: tag === undefined ? null : (normalizeTag(tag) ?? ''),
    publishedFrom: first === undefined ? null : startOfDay(first),
    publishedBefore: endDate === undefined ? null : endOfDay(endDate),
  }
}

const cursorNothing = 'none'

function writeCursor({ value, mediaId }: media.MediaPosition): string {
  return `${value ?? cursorNothing}_${mediaId}`
}

/** @throws AppError VALIDATION for a number that nothing is sorted by */
function readCursor(cursor: string, sort: media.MediaSort): media.MediaPosition {
  const end = cursor.indexOf('_')
  const text = cursor.slice(0, end)
  const value = text === cursorNothing ? null : Number(text)
  if (value !== null && !mediaPages.canBeAt(value, sort))
    throw new AppError('VALIDATION', { field: 'cursor', problem: 'cursor' })
  return { value, mediaId: cursor.slice(end + 1) }
}
