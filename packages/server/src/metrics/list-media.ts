import { media, type accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { addDays, startOfDay } from '../instagram/index.ts'
import { readPage } from '../pages.ts'
import type { MediaListInput, MediaListResult } from './media-contract.ts'
import { presentMedia } from './present-media.ts'
import { beginning, requireOrder } from './range.ts'

const defaultLimit = 20

/** An account's posts and reels, or its stories, with their figures. */
export async function listMedia(
  { db }: Pick<Deps, 'db'>,
  account: Pick<accounts.AccountRow, 'id'>,
  { sort = 'recent', cursor, limit = defaultLimit, ...filter }: MediaListInput,
): Promise<MediaListResult> {
  const after = cursor === undefined ? null : readCursor(cursor)
  const wanted = { sort, ...mediaFilter(filter), after }
  const read = (most: number) => media.listPage(db, account.id, { ...wanted, limit: most })
  const { rows, nextCursor } = await readPage(limit, read, (last) => writeCursor(media.positionOf(last, sort)))
  return { items: rows.map(presentMedia), nextCursor }
}

export type MediaFilter = Pick<media.MediaQuery, 'productType' | 'type' | 'publishedFrom' | 'publishedBefore'>

/** Which media an input asks for. @throws AppError VALIDATION when its range ends before it begins */
export function mediaFilter({
  productType,
  type,
  startDate,
  endDate,
}: Pick<MediaListInput, 'productType' | 'type' | 'startDate' | 'endDate'>): MediaFilter {
  const first = startDate === beginning ? undefined : startDate
  if (first !== undefined && endDate !== undefined) requireOrder(first, endDate)
  return {
    productType: productType?.toUpperCase() ?? null,
    type: type ?? null,
    publishedFrom: first === undefined ? null : startOfDay(first),
    publishedBefore: endDate === undefined ? null : startOfDay(addDays(endDate, 1)),
  }
}

const cursorNothing = 'none'

function writeCursor({ value, mediaId }: media.MediaPosition): string {
  return `${value ?? cursorNothing}_${mediaId}`
}

function readCursor(cursor: string): media.MediaPosition {
  const end = cursor.indexOf('_')
  const value = cursor.slice(0, end)
  return { value: value === cursorNothing ? null : Number(value), mediaId: cursor.slice(end + 1) }
}
