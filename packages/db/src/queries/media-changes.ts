import { isDeepStrictEqual } from 'node:util'
import { and, eq } from 'drizzle-orm'
import { type Handle, isOneOf, type Param, statement } from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'
import { mark } from './change-marks.ts'
import { kindOfMedia } from './changes.ts'

type MediaRow = Schema['media']['$inferSelect']
/** What is said of each media that is saved, in a row of its own or in one that is stored. */
type Listed = Pick<MediaRow, 'accountId' | 'mediaId' | 'seenAt'> & Partial<MediaRow>

/** Those of the named media of an account that are stored, gone ones too. */
export const listNamed = statement.all(({ db, media }, accountId: Param<string>, ids: Param<readonly string[]>) =>
  db
    .select()
    .from(media)
    .where(and(eq(media.accountId, accountId), isOneOf(media.mediaId, ids))),
)

/** Saves rows one by one, and puts those that look different now into the feed of changes. */
export async function savingMedia<Row extends Listed>(
  handle: Handle,
  rows: readonly Row[],
  saveOne: (handle: Handle, row: Row) => Promise<void>,
): Promise<void> {
  for (const accountId of new Set(rows.map((row) => row.accountId))) {
    const own = rows.filter((row) => row.accountId === accountId)
    const ids = own.map(({ mediaId }) => mediaId)
    const before = new Map((await listNamed(handle, accountId, ids)).map((row) => [row.mediaId, row]))
    for (const row of own) await saveOne(handle, row)
    const changed = own.flatMap((row): MediaRow[] => {
      const old = before.get(row.mediaId)
      const now = 'productType' in row ? { ...row } : { ...old, ...row, goneAt: null }
      // The guarantee: a row that is not whole itself is one that is stored; without it nothing was saved.
      if (!('productType' in now)) return []
      return isDeepStrictEqual(shown(now as MediaRow, old), old && shown(old, old)) ? [] : [now as MediaRow]
    })
    for (const kind of new Set(changed.map(({ productType }) => kindOfMedia(productType)))) {
      const ofKind = changed.filter(({ productType }) => kindOfMedia(productType) === kind)
      const changedAt = new Date(Math.max(...ofKind.map(({ seenAt }) => seenAt.getTime())))
      await mark(handle, { accountId, kind, keys: ofKind.map(({ mediaId }) => mediaId), changedAt })
    }
  }
}

/** A row as it is stored, without what no caller is told: when it was seen, and the address of a picture for an hour. */
function shown(row: MediaRow, before: MediaRow | undefined) {
  const { seenAt: _seen, previewUrl: _preview, publishedAt, refusedMetrics: _refused, ...others } = row
  const { nextReadAt: _next, askedAt: _asked, ...rest } = others
  const kept = <Name extends 'mediaType' | 'caption' | 'permalink' | 'ownerUsername'>(name: Name) =>
    row[name] ?? before?.[name] ?? null
  return {
    ...rest,
    publishedAt: before?.publishedAt ?? publishedAt,
    mediaType: kept('mediaType'),
    caption: kept('caption'),
    permalink: kept('permalink'),
    ownerUsername: kept('ownerUsername'),
  }
}
