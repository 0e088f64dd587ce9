import { accountLists, betweenBatches, events, people } from '@instagram-dashboard/db'
import { toCsv, toCsvRows } from '../csv.ts'
import type { Deps } from '../deps.ts'
import { dayOf } from '../instagram/index.ts'
import { idOfCursor, readPage } from '../pages.ts'
import type { AuditEvent, AuditExportResult, AuditFilter, AuditListInput, AuditListResult } from './audit-contract.ts'
import { eventTypes, type EventType } from './catalogue.ts'
import { openUserKey } from './user-key.ts'
import { openPersonal } from './personal.ts'

const usualLimit = 50
const pageSize = 100
const longestExport = 10_000

/** What happened, newest first, as far as the filter lets through. */
export async function listAudit(
  deps: Pick<Deps, 'db' | 'vault'>,
  { cursor, limit = usualLimit, ...filter }: AuditListInput,
): Promise<AuditListResult> {
  const before = idOfCursor(cursor)
  const read = (most: number) => readEvents(deps, filter, { before, limit: most })
  const { rows: items, nextCursor } = await readPage(limit, read, ({ sequence }) => String(sequence))
  return { items, nextCursor }
}

const columns = [
  'sequence',
  'at',
  'type',
  'user_id',
  'account_id',
  'actor_kind',
  'actor_user_id',
  'request_id',
  'ip_network',
  'data',
] as const

/** The same as CSV, 10,000 events at most. */
export async function exportAudit({ db, vault, clock }: Deps, filter: AuditFilter): Promise<AuditExportResult> {
  // Written page by page, so that everybody else's questions are answered in between.
  const parts: string[] = []
  let rows = 0
  let isCut = false
  for (let before: number | null = null; ;) {
    const page: AuditEvent[] = await readEvents({ db, vault }, filter, { before, limit: pageSize })
    const lines = page.map(rowOf)
    parts.push(parts.length === 0 ? toCsv(columns, lines) : toCsvRows(lines))
    rows += page.length
    before = page.at(-1)?.sequence ?? null
    isCut = rows >= longestExport
    if (page.length < pageSize || isCut) break
    await betweenBatches()
  }
  const fileName = `instagram-audit-${dayOf(clock.now(), 'UTC')}.csv`
  return { fileName, content: parts.join(''), rows, isCut }
}

function rowOf({ sequence, at, type, userId, accountId, actor, requestId, ipNetwork, data }: AuditEvent) {
  const who = [userId, accountId, actor.kind, actor.userId, requestId, ipNetwork]
  return [sequence, at.toISOString(), type, ...who, JSON.stringify(data)]
}

async function readEvents(
  { db, vault }: Pick<Deps, 'db' | 'vault'>,
  { userId, ...filter }: AuditFilter,
  page: { before: number | null; limit: number },
): Promise<AuditEvent[]> {
  const person = userId === undefined ? undefined : await people.findByUser(db, userId)
  // Nothing is known of somebody who is not known.
  if (userId !== undefined && !person) return []
  const rows = await events.listPage(db, { ...filter, personRef: person?.ref }, page)
  const refs = rows.flatMap(({ personRef, actorRef }) => [personRef, actorRef]).filter((ref) => ref !== null)
  const known = new Map(
    (await people.listByRefs(db, refs)).flatMap((person) => {
      // Who a reference stands for is believed where the key beside it was sealed for both.
      const key = openUserKey(vault, person)
      return key === undefined ? [] : [[person.ref, { userId: person.userId, key }] as const]
    }),
  )
  const usernames = await accountLists.listUsernames(
    db,
    rows.flatMap(({ accountId }) => accountId ?? []),
  )
  return rows.map((row) => {
    const about = row.personRef === null ? undefined : known.get(row.personRef)
    const actor = row.actorRef === null ? undefined : known.get(row.actorRef)
    return {
      sequence: row.sequence,
      at: row.createdAt,
      type: asType(row.type),
      userId: about?.userId ?? null,
      accountId: row.accountId,
      username: row.accountId === null ? null : (usernames.get(row.accountId) ?? null),
      actor: { kind: row.actorKind, userId: actor?.userId ?? null },
      requestId: row.requestId,
      ipNetwork: row.ipNetwork,
      data: { ...row.data, ...openPersonal(about?.key, row.sealedPersonal) },
    }
  })
}

function asType(type: string): EventType {
  const known = eventTypes.find((entry) => entry === type)
  if (known === undefined) throw new Error('An event of an unknown type is stored')
  return known
}
