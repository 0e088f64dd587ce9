import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, sql, type Column, type SQL } from 'drizzle-orm'
import {
  countRows,
  type Handle,
  keyset,
  latest,
  open,
  type Page,
  type Param,
  type Params,
  placesOf,
  publish,
  statement,
} from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'

export type SyncRunRow = Schema['syncRuns']['$inferSelect']
export type SyncRunChanges = Partial<Omit<SyncRunRow, 'id' | 'accountId' | 'userId' | 'trigger' | 'startedAt'>>

const unfinished = ['queued', 'running'] as const

type NewSyncRun = Pick<SyncRunRow, 'id' | 'accountId' | 'userId' | 'trigger' | 'status' | 'phase' | 'startedAt'>

const inserted = statement.get(({ db, syncRuns }, run: Params<NewSyncRun>) => {
  const { id, accountId, userId, trigger, status, phase, startedAt } = syncRuns
  return db
    .insert(syncRuns)
    .values(placesOf({ id, accountId, userId, trigger, status, phase, startedAt }, run))
    .returning()
})

export async function insert(handle: Handle, run: NewSyncRun): Promise<SyncRunRow> {
  const row = await inserted(handle, run)
  if (!row) throw new Error('The inserted sync run was not returned')
  return row
}

export const find = statement.get(({ db, syncRuns }, id: Param<string>) =>
  db.select().from(syncRuns).where(eq(syncRuns.id, id)),
)

const changed = statement.update<SyncRunChanges>(({ syncRuns }) => syncRuns)(
  ({ db, syncRuns }, set, id: Param<string>) =>
    db
      .update(syncRuns)
      .set(set)
      .where(and(eq(syncRuns.id, id), inArray(syncRuns.status, [...unfinished])))
      .returning(),
)

/** Changes a run that has not ended yet, and publishes that. @returns the run, or `undefined` when it had already ended */
export async function updateUnfinished(
  handle: Handle,
  id: string,
  changes: SyncRunChanges,
): Promise<SyncRunRow | undefined> {
  const row = await changed(handle, changes, id)
  if (row) await publish(handle, { topic: 'sync_run', id })
  return row
}

/** In the words of the index that has only these. */
function isUnfinished(syncRuns: Schema['syncRuns']): SQL | undefined {
  return and(isNull(syncRuns.finishedAt), inArray(syncRuns.status, [...unfinished]))
}

/** Runs of an account that have not ended: at most one of a living process, others were left by a crash. */
export const listUnfinished = statement.all(({ db, syncRuns }, accountId: Param<string>) =>
  db
    .select()
    .from(syncRuns)
    .where(and(eq(syncRuns.accountId, accountId), isUnfinished(syncRuns)))
    .orderBy(desc(syncRuns.startedAt), desc(syncRuns.id)),
)

/** Accounts that have a run which has not ended, by id, after the given one. */
export const listAccountsWithUnfinished = statement.pluck(({ db, syncRuns }, { after, limit }: Params<Page>) =>
  db
    .selectDistinct({ accountId: syncRuns.accountId })
    .from(syncRuns)
    .where(and(isUnfinished(syncRuns), gt(syncRuns.accountId, after)))
    .orderBy(asc(syncRuns.accountId))
    .limit(limit),
)

/** Where a page of runs ended. */
export type RunPosition = Pick<SyncRunRow, 'startedAt' | 'id'>
interface RunPage {
  after: RunPosition | null
  limit: number
}
type PageOf = Params<RunPosition & { limit: number }>

const newestFirst = ({ startedAt, id }: Schema['syncRuns']) => keyset([startedAt, 'desc'], [id, 'desc'])
const oldestFirst = ({ startedAt, id }: Schema['syncRuns']) => keyset([startedAt, 'asc'], [id, 'asc'])

const pageOf = statement.all(({ db, syncRuns }, accountId: Param<string>, { startedAt, id, limit }: PageOf) =>
  db
    .select()
    .from(syncRuns)
    .where(and(eq(syncRuns.accountId, accountId), newestFirst(syncRuns).after(startedAt, id)))
    .orderBy(...newestFirst(syncRuns).order)
    .limit(limit),
)

/** Runs of an account, newest first, after the given one. */
export async function listPage(handle: Handle, accountId: string, { after, limit }: RunPage): Promise<SyncRunRow[]> {
  return pageOf(handle, accountId, { ...(after ?? { startedAt: latest, id: '' }), limit })
}

const pageSince = statement.all(({ db, syncRuns }, { startedAt: from, id: after, limit }: PageOf) => {
  const { id, accountId, status, startedAt, finishedAt } = syncRuns
  return db
    .select({ id, accountId, status, startedAt, finishedAt })
    .from(syncRuns)
    .where(oldestFirst(syncRuns).after(from, after))
    .orderBy(...oldestFirst(syncRuns).order)
    .limit(limit)
})

/** A page of the runs of all accounts that began at or after an instant, the oldest first. */
export function listSince(handle: Handle, since: Date, { after, limit }: RunPage) {
  return pageSince(handle, { ...(after ?? { startedAt: since, id: '' }), limit })
}

export interface RunFilter {
  accountId?: string | undefined
  status?: SyncRunRow['status'] | undefined
  trigger?: SyncRunRow['trigger'] | undefined
  errorCode?: string | undefined
  instagramCode?: number | undefined
  instagramSubcode?: number | undefined
}

/** Everybody's runs that a filter lets through, newest first, after the given one. */
export async function listForAdmin(
  handle: Handle,
  filter: RunFilter,
  { after, limit }: RunPage,
): Promise<SyncRunRow[]> {
  const { db, syncRuns } = open(handle)
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
        newestFirst(syncRuns).after(after?.startedAt ?? latest, after?.id ?? ''),
      ),
    )
    .orderBy(...newestFirst(syncRuns).order)
    .limit(limit)
}

/** How many runs that have not ended began after then, by a wrong clock. */
export const countUnfinishedAfter = statement.count(({ db, syncRuns }, then: Param<Date>) =>
  countRows(db, syncRuns, and(isUnfinished(syncRuns), gt(syncRuns.startedAt, then))),
)

/**
 * Dates ended runs that a wrong clock dated after `after` back to an instant, so that they are not the newest for months.
 * @returns how many; as many as `limit` when there may be more
 */
export const dateBack = statement.changes(
  ({ db, syncRuns }, { after, to, limit }: Params<{ after: Date; to: Date; limit: number }>) => {
    const ahead = db
      .select({ id: syncRuns.id })
      .from(syncRuns)
      .where(and(isNotNull(syncRuns.finishedAt), gt(syncRuns.startedAt, after)))
      .limit(limit)
    return db
      .update(syncRuns)
      .set({ startedAt: to, finishedAt: to })
      .where(inArray(syncRuns.id, ahead))
      .returning({ id: syncRuns.id })
  },
)
