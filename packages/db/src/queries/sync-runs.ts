import {
  and,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  or,
  sql,
  type Column,
  type SQL,
} from 'drizzle-orm'
import { announce } from '../announcements.ts'
import { open, type Handle } from '../handle.ts'
import { preparedRead } from '../prepared-read.ts'
import { given, givenColumns, preparedWrite } from '../prepared-write.ts'
import type { Schema } from '../schema/define.ts'

export type SyncRunRow = Schema['syncRuns']['$inferSelect']
export type SyncRunChanges = Partial<Omit<SyncRunRow, 'id' | 'accountId' | 'userId' | 'trigger' | 'startedAt'>>

const unfinished = ['queued', 'running'] as const

type NewSyncRun = Pick<SyncRunRow, 'id' | 'accountId' | 'userId' | 'trigger' | 'status' | 'phase' | 'startedAt'>

const inserted = preparedWrite<NewSyncRun, SyncRunRow>(
  (db, { syncRuns }, names) =>
    db
      .insert(syncRuns)
      // The guarantee: a place for each column that a new run has; the others have defaults.
      .values(givenColumns(getTableColumns(syncRuns), names) as Record<keyof NewSyncRun, SQL>)
      .returning(),
  ({ syncRuns }) => getTableColumns(syncRuns),
)

export async function insert(handle: Handle, run: NewSyncRun): Promise<SyncRunRow> {
  const [row] = await inserted(handle, run)
  if (!row) throw new Error('The inserted sync run was not returned')
  return row
}

export async function find(handle: Handle, id: string): Promise<SyncRunRow | undefined> {
  const { db, schema } = open(handle)
  const [row] = await db.select().from(schema.syncRuns).where(eq(schema.syncRuns.id, id))
  return row
}

const changed = preparedWrite<SyncRunChanges & { ofRun: string }, SyncRunRow>(
  (db, { syncRuns }, names) =>
    db
      .update(syncRuns)
      .set(givenColumns(getTableColumns(syncRuns), names))
      .where(and(eq(syncRuns.id, given(syncRuns.id, 'ofRun')), inArray(syncRuns.status, [...unfinished])))
      .returning(),
  ({ syncRuns }) => getTableColumns(syncRuns),
)

/** Changes a run that has not ended yet, and announces it. @returns the run, or `undefined` when it had already ended */
export async function updateUnfinished(
  handle: Handle,
  id: string,
  changes: SyncRunChanges,
): Promise<SyncRunRow | undefined> {
  const [row] = await changed(handle, { ...changes, ofRun: id })
  if (row) await announce(handle, { topic: 'sync_run', id })
  return row
}

/** In the words of the index that has only these. */
function isUnfinished(syncRuns: Schema['syncRuns']): SQL | undefined {
  return and(isNull(syncRuns.finishedAt), inArray(syncRuns.status, [...unfinished]))
}

const unfinishedOf = preparedRead<{ accountId: string }, SyncRunRow>((db, { syncRuns }) =>
  db
    .select()
    .from(syncRuns)
    .where(and(eq(syncRuns.accountId, sql.placeholder('accountId')), isUnfinished(syncRuns)))
    .orderBy(desc(syncRuns.startedAt), desc(syncRuns.id)),
)

/** Runs of an account that have not ended: at most one of a living process, others were left by a crash. */
export async function listUnfinished(handle: Handle, accountId: string): Promise<SyncRunRow[]> {
  return unfinishedOf(handle, { accountId })
}

/** Accounts that have a run which has not ended, by id, after the given one. */
export async function listAccountsWithUnfinished(
  handle: Handle,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const { db, schema } = open(handle)
  const { syncRuns } = schema
  const rows = await db
    .selectDistinct({ accountId: syncRuns.accountId })
    .from(syncRuns)
    .where(and(isUnfinished(syncRuns), gt(syncRuns.accountId, after)))
    .orderBy(asc(syncRuns.accountId))
    .limit(limit)
  return rows.map(({ accountId }) => accountId)
}

/** Runs of an account, newest first, after the given one. */
export async function listPage(
  handle: Handle,
  accountId: string,
  { after, limit }: { after: { startedAt: Date; id: string } | null; limit: number },
): Promise<SyncRunRow[]> {
  const { db, schema } = open(handle)
  const { syncRuns } = schema
  return db
    .select()
    .from(syncRuns)
    .where(
      and(
        eq(syncRuns.accountId, accountId),
        after === null
          ? undefined
          : // One upper bound, so that the index is entered where the page before has ended.
            and(
              lte(syncRuns.startedAt, after.startedAt),
              or(lt(syncRuns.startedAt, after.startedAt), lt(syncRuns.id, after.id)),
            ),
      ),
    )
    .orderBy(desc(syncRuns.startedAt), desc(syncRuns.id))
    .limit(limit)
}

/** Where a page of runs ended. */
export type RunPosition = Pick<SyncRunRow, 'startedAt' | 'id'>

/** A page of the runs of all accounts that began at or after an instant, the oldest first. */
export async function listSince(
  handle: Handle,
  since: Date,
  { after, limit }: { after: RunPosition | null; limit: number },
): Promise<Pick<SyncRunRow, 'id' | 'accountId' | 'status' | 'startedAt' | 'finishedAt'>[]> {
  const { db, schema } = open(handle)
  const { syncRuns } = schema
  const { id, accountId, status, startedAt, finishedAt } = syncRuns
  return db
    .select({ id, accountId, status, startedAt, finishedAt })
    .from(syncRuns)
    .where(
      and(
        // One lower bound, so that the index is entered where the page before has ended.
        gte(startedAt, after?.startedAt ?? since),
        after === null ? undefined : or(gt(startedAt, after.startedAt), gt(id, after.id)),
      ),
    )
    .orderBy(asc(startedAt), asc(id))
    .limit(limit)
}

export interface RunFilter {
  accountId?: string | undefined
  status?: SyncRunRow['status'] | undefined
  trigger?: SyncRunRow['trigger'] | undefined
  errorCode?: string | undefined
  instagramCode?: number | undefined
  instagramSubcode?: number | undefined
}

const farAhead = new Date('9999-01-01T00:00:00Z')

/** Everybody's runs that a filter lets through, newest first, after the given one. */
export async function listForAdmin(
  handle: Handle,
  filter: RunFilter,
  { after, limit }: { after: { startedAt: Date; id: string } | null; limit: number },
): Promise<SyncRunRow[]> {
  const { db, schema } = open(handle)
  const { syncRuns } = schema
  const { accountId, status, trigger, errorCode, instagramCode, instagramSubcode } = filter
  const is = <Value>(column: Column, value: Value | undefined) => (value === undefined ? undefined : eq(column, value))
  const isLacking = status === 'partial' || status === 'failed' || (errorCode ?? instagramCode) !== undefined
  return db
    .select()
    .from(syncRuns)
    .where(
      and(
        is(syncRuns.accountId, accountId),
        // In the words of the index that has only these, and of the one of those that have not ended.
        isLacking ? sql`${syncRuns.status} in ('partial', 'failed')` : undefined,
        status === 'queued' || status === 'running' ? isUnfinished(syncRuns) : undefined,
        is(syncRuns.status, status),
        is(syncRuns.trigger, trigger),
        is(syncRuns.errorCode, errorCode),
        is(syncRuns.instagramCode, instagramCode),
        is(syncRuns.instagramSubcode, instagramSubcode),
        lte(syncRuns.startedAt, after?.startedAt ?? farAhead),
        after === null ? undefined : or(lt(syncRuns.startedAt, after.startedAt), lt(syncRuns.id, after.id)),
      ),
    )
    .orderBy(desc(syncRuns.startedAt), desc(syncRuns.id))
    .limit(limit)
}

/** How many runs that have not ended began after then, by a wrong clock. */
export async function countUnfinishedAfter(handle: Handle, then: Date): Promise<number> {
  const [row] = await unfinishedAfter(handle, { startedAfter: then })
  return row?.count ?? 0
}

const unfinishedAfter = preparedRead<{ startedAfter: Date }, { count: number }>((db, { syncRuns }) =>
  db
    .select({ count: count() })
    .from(syncRuns)
    .where(and(isUnfinished(syncRuns), gt(syncRuns.startedAt, given(syncRuns.startedAt, 'startedAfter')))),
)

/**
 * Dates ended runs that a wrong clock dated after `after` back to an instant, so that they are not the newest for months.
 * @returns how many; as many as `limit` when there may be more
 */
export async function dateBack(
  handle: Handle,
  { after, to, limit }: { after: Date; to: Date; limit: number },
): Promise<number> {
  const { db, schema } = open(handle)
  const { syncRuns } = schema
  const ahead = db
    .select({ id: syncRuns.id })
    .from(syncRuns)
    .where(and(isNotNull(syncRuns.finishedAt), gt(syncRuns.startedAt, after)))
    .limit(limit)
  const rows = await db
    .update(syncRuns)
    .set({ startedAt: to, finishedAt: to })
    .where(inArray(syncRuns.id, ahead))
    .returning({ id: syncRuns.id })
  return rows.length
}
