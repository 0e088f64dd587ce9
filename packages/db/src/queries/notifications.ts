import { and, asc, count, desc, eq, getTableColumns, gt, inArray, isNull, lt, ne, sql, type SQL } from 'drizzle-orm'
import { announce } from '../announcements.ts'
import { open, type Handle } from '../handle.ts'
import { preparedRead } from '../prepared-read.ts'
import { given, givenColumns, preparedWrite } from '../prepared-write.ts'
import type { Schema } from '../schema/define.ts'
import type { notificationKinds } from '../schema/enums.ts'
import { unindexed } from './pieces.ts'

export type NotificationKind = (typeof notificationKinds)[number]
export type NotificationRow = Schema['notifications']['$inferSelect']
export type NewNotification = Omit<NotificationRow, 'id' | 'readAt' | 'closedAt'>

const inserted = preparedWrite<NewNotification, { id: number }>(
  (db, { notifications }, names) => {
    // The guarantee: a place for each column that a new notice has.
    const values = givenColumns(getTableColumns(notifications), names) as Record<keyof NewNotification, SQL>
    return db
      .insert(notifications)
      .values({ ...values, readAt: null, closedAt: null })
      .onConflictDoNothing({ target: notifications.dedupeKey })
      .returning({ id: notifications.id })
  },
  ({ notifications }) => ({ id: notifications.id }),
)

/** Gives a notice and announces it to the person. @returns `false` when this notice was given before */
export async function insertOnce(handle: Handle, notification: NewNotification): Promise<boolean> {
  const rows = await inserted(handle, notification)
  if (rows.length > 0) await announce(handle, { topic: 'person', id: notification.userId })
  return rows.length > 0
}

const closed = preparedWrite<Record<string, string | Date | undefined>>((db, { notifications }, names) => {
  const kinds = names.filter((name) => name.startsWith('kind')).map((name) => given(notifications.kind, name))
  return db
    .update(notifications)
    .set({ closedAt: given(notifications.closedAt, 'at') })
    .where(
      and(
        eq(notifications.accountId, given(notifications.accountId, 'accountId')),
        inArray(notifications.kind, sql`(${sql.join(kinds, sql`, `)})`),
        isNull(notifications.closedAt),
        names.includes('except') ? ne(notifications.dedupeKey, given(notifications.dedupeKey, 'except')) : undefined,
      ),
    )
})

/** Closes the open notices of these kinds about an account. @param except the key of one that stays open */
export async function close(
  handle: Handle,
  { accountId, kinds, except }: { accountId: string; kinds: readonly NotificationKind[]; except?: string | undefined },
  at: Date,
): Promise<void> {
  if (kinds.length === 0) return
  const byName = Object.fromEntries(kinds.map((kind, index) => [`kind${index}`, kind]))
  await closed(handle, { ...byName, accountId, except, at })
}

function isUnread({ notifications }: Schema) {
  return and(isNull(notifications.readAt), isNull(notifications.closedAt))
}

/** Read, or closed because what it told of is over. In the words of the index that has only these. */
function isSeen({ notifications }: Schema): SQL {
  return sql`(${notifications.readAt} is not null or ${notifications.closedAt} is not null)`
}

export interface NotificationPosition {
  isUnread: boolean
  id: number
}

type PageOfUser = { userId: string; before: number; limit: number }

/** The newest first, of those that one index has. */
const pageOf = (isOneOf: (schema: Schema) => SQL | undefined) =>
  preparedRead<PageOfUser, NotificationRow>((db, schema) => {
    const { notifications } = schema
    return db
      .select()
      .from(notifications)
      .where(
        and(
          eq(notifications.userId, sql.placeholder('userId')),
          lt(notifications.id, sql.placeholder('before')),
          isOneOf(schema),
        ),
      )
      .orderBy(desc(notifications.id))
      .limit(sql.placeholder('limit'))
  })

const unreadPage = pageOf(isUnread)
const seenPage = pageOf(isSeen)

/** A page of a person's notices: unread ones first, then the newest. */
export async function listPage(
  handle: Handle,
  userId: string,
  { after, limit }: { after: NotificationPosition | null; limit: number },
): Promise<NotificationRow[]> {
  const beforeAll = Number.MAX_SAFE_INTEGER
  const isPastUnread = after?.isUnread === false
  const unread = isPastUnread ? [] : await unreadPage(handle, { userId, before: after?.id ?? beforeAll, limit })
  if (unread.length >= limit) return unread
  const before = isPastUnread ? after.id : beforeAll
  return [...unread, ...(await seenPage(handle, { userId, before, limit: limit - unread.length }))]
}

const unreadOfUser = preparedRead<{ userId: string }, { count: number }>((db, schema) =>
  db
    .select({ count: count() })
    .from(schema.notifications)
    .where(and(eq(schema.notifications.userId, sql.placeholder('userId')), isUnread(schema))),
)

export async function countUnread(handle: Handle, userId: string): Promise<number> {
  const [row] = await unreadOfUser(handle, { userId })
  return row?.count ?? 0
}

/** A person's notices after one of them, oldest first. */
export async function listAfter(
  handle: Handle,
  userId: string,
  { after, limit }: { after: number; limit: number },
): Promise<NotificationRow[]> {
  const { db, schema } = open(handle)
  const { notifications } = schema
  return db
    .select()
    .from(notifications)
    .where(and(eq(notifications.userId, userId), gt(notifications.id, after)))
    .orderBy(asc(notifications.id))
    .limit(limit)
}

/** 0 when there is none. */
export async function newestId(handle: Handle, userId: string): Promise<number> {
  const { db, schema } = open(handle)
  const { notifications } = schema
  const [row] = await db
    .select({ id: notifications.id })
    .from(notifications)
    .where(eq(notifications.userId, userId))
    .orderBy(desc(notifications.id))
    .limit(1)
  return row?.id ?? 0
}

/** Marks those of the named notices that are the person's; all of them without names. @returns how many were unread */
export async function markRead(
  handle: Handle,
  { userId, ids }: { userId: string; ids: readonly number[] | null },
  at: Date,
): Promise<number> {
  const { db, schema } = open(handle)
  const { notifications } = schema
  if (ids?.length === 0) return 0
  const rows = await db
    .update(notifications)
    .set({ readAt: at })
    .where(
      and(
        eq(notifications.userId, userId),
        isNull(notifications.readAt),
        ids === null ? undefined : inArray(notifications.id, [...ids]),
      ),
    )
    .returning({ closedAt: notifications.closedAt })
  return rows.filter(({ closedAt }) => closedAt === null).length
}

export interface NotificationFilter {
  userId?: string | undefined
  accountId?: string | undefined
  kind?: NotificationKind | undefined
}

/** Everybody's notices, newest first, for admins. */
export async function listForAdmin(
  handle: Handle,
  { userId, accountId, kind }: NotificationFilter,
  { before, limit }: { before: number | null; limit: number },
): Promise<NotificationRow[]> {
  const { db, schema } = open(handle)
  const { notifications } = schema
  return db
    .select()
    .from(notifications)
    .where(
      and(
        userId === undefined ? undefined : eq(notifications.userId, userId),
        accountId === undefined
          ? undefined
          : userId === undefined
            ? eq(notifications.accountId, accountId)
            : eq(unindexed(notifications.accountId), accountId),
        kind === undefined
          ? undefined
          : userId === undefined && accountId === undefined
            ? eq(notifications.kind, kind)
            : eq(unindexed(notifications.kind), kind),
        before === null ? undefined : lt(notifications.id, before),
      ),
    )
    .orderBy(desc(notifications.id))
    .limit(limit)
}
