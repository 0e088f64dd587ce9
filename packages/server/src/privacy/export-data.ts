import { personalData } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { openUserKey } from '../events/user-key.ts'
import { openPersonal } from '../events/personal.ts'
import type { ExportResult } from './contract.ts'
import { contextWithoutReferences, withoutIds, withoutReferences } from './without-references.ts'

/** The same answer, whose parts of `data` are not read yet: each is there page by page, or a plain value. */
export interface ExportInPieces extends Omit<ExportResult, 'data'> {
  data: Record<string, unknown>
}

/**
 * Everything that is held on a user (LGPD art. 18, GDPR art. 15 and 20), without what is secret, and without what the
 * event log knows its rows by: a file that is kept must not name the user there again when they are erased. However much
 * that is, it is read page by page, with everybody else's questions answered in between.
 */
export async function exportData(deps: Deps, who: { userId: string }): Promise<ExportResult> {
  const { data: parts, ...rest } = await exportInPieces(deps, who)
  const data: Record<string, unknown> = {}
  for (const [kind, part] of Object.entries(parts)) data[kind] = isPages(part) ? await whole(part) : plain(part)
  return { ...rest, data }
}

/** For whoever writes it on as it comes. */
export async function exportInPieces(
  { db, vault, clock }: Deps,
  { userId }: { userId: string },
): Promise<ExportInPieces> {
  const exportedAt = clock.now()
  const { person, pages } = await personalData.readHoldings(db, userId)
  const { events, syncRuns, supportTickets, notifications, achievements, credits, ...kinds } = pages
  const key = openUserKey(vault, person)
  const data: Record<string, unknown> = { userId, since: person?.createdAt ?? null }
  for (const [kind, read] of Object.entries(kinds)) data[kind] = read()
  data['syncRuns'] = mapPages(syncRuns(), withoutReferences.syncRuns)
  data['supportTickets'] = mapPages(supportTickets(), (row) => ({
    ...withoutReferences.supportTickets(row),
    context: contextWithoutReferences(row.context),
  }))
  data['notifications'] = mapPages(notifications(), (row) => ({
    ...withoutReferences.notifications(row),
    parameters: withoutIds(row.parameters),
  }))
  data['achievements'] = mapPages(achievements(), withoutReferences.achievements)
  data['credits'] = mapPages(credits(), withoutReferences.credits)
  data['events'] = mapPages(events(), (row) => ({
    ...withoutReferences.events(row),
    data: withoutIds(row.data),
    by: row.actorRef !== null && row.actorRef === row.personRef ? 'you' : row.actorKind,
    // What the log says of another user belongs to them.
    personal: row.personRef === person?.ref ? openPersonal(key, row.sealedPersonal) : null,
  }))
  return { fileName: `instagram-data-${exportedAt.toISOString().slice(0, 10)}.json`, exportedAt, data }
}

/** Pages of rows that are still to be read. */
export function isPages(part: unknown): part is AsyncIterable<unknown[]> {
  return typeof part === 'object' && part !== null && Symbol.asyncIterator in part
}

async function* mapPages<Row, Shown>(
  pages: AsyncIterable<Row[]>,
  show: (row: Row) => Shown,
): AsyncGenerator<Shown[], void, undefined> {
  for await (const page of pages) yield page.map((row) => show(row))
}

async function whole(pages: AsyncIterable<unknown[]>): Promise<unknown[]> {
  const rows: unknown[] = []
  for await (const page of pages) rows.push(...(plain(page) as unknown[]))
  return rows
}

/** Dates as texts, as they stand in a file. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown
}
