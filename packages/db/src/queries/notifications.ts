import { and, asc, desc, eq, gt, inArray, isNull, lt, ne, sql, type SQL } from 'drizzle-orm'
import {
  countRows,
  type Handle,
  isOneOf,
  open,
  type Param,
  type Params,
  placesOf,
  publish,
  statement,
  unindexed,
} from '../statements/index.ts'
import type { Schema } from '../schema/define.ts'
import type { notificationKinds } from '../schema/enums.ts'

export type NotificationKind = (typeof notificationKinds)[number]
export type NotificationRow = Schema['notifications']['$inferSelect']
export type NewNotification = Omit<NotificationRow, 'id' | 'readAt' | 'closedAt'>

const inserted = statement.any(({ db, notifications }, notification: Params<NewNotification>) => {
  const { id, userId, accountId, kind, parameters, dedupeKey, eventSequence, createdAt } = notifications
  const columns = { userId, accountId, kind, parameters, dedupeKey, eventSequence, createdAt }
  return db
    .insert(notifications)
    .values({ ...placesOf(columns, notification), readAt: null, closedAt: null })
    .onConflictDoNothing({ target: dedupeKey })
    .returning({ id })
})

/** Gives a notification and publishes that to the user. @returns `false` when this one was given before */
export async function insertOnce(handle: Handle, notification: NewNotification): Promise<boolean> {
  const isNew = await inserted(handle, notification)
  if (isNew) await publish(handle, { topic: 'person', id: notification.userId })
  return isNew
}

type Imported = Omit<NotificationRow, 'id' | 'eventSequence'>

/** One that another program gave, before this one was there: no event of ours tells of it. @returns whether it is new */
export const insertImported = statement.any(({ db, notifications }, notification: Params<Imported>) => {
  const { id, userId, accountId, kind, parameters, dedupeKey, createdAt, readAt, closedAt } = notifications
  const columns = { userId, accountId, kind, parameters, dedupeKey, createdAt, readAt, closedAt }
  return db
    .insert(notifications)
    .values({ ...placesOf(columns, notification), eventSequence: 0 })
    .onConflictDoNothing({ target: dedupeKey })
    .returning({ id })
})

/** Whether one with this key was given. */
export const isGiven = statement.any(({ db, notifications }, key: Param<string>) =>
  db.select({ id: notifications.id }).from(notifications).where(eq(notifications.dedupeKey, key)),
)

interface Closing {
  accountId: string
  kinds: readonly NotificationKind[]
  except?: string | undefined
}

const closed = statement.run(({ db, notifications }, closing: Params<Closing>, at: Param<Date>) =>
  db
    .update(notifications)
    .set({ closedAt: at })
    .where(
      and(
        eq(notifications.accountId, closing.accountId),
        isOneOf(notifications.kind, closing.kinds),
        isNull(notifications.closedAt),
        ne(notifications.dedupeKey, closing.except),
      ),
    ),
)

/** Closes the open notifications of these kinds about an account. @param except the key of one that stays open */
export async function close(handle: Handle, { except = '', ...closing }: Closing, at: Date): Promise<void> {
  await closed(handle, { ...closing, except }, at)
}

function isUnread({ readAt, closedAt }: Schema['notifications']) {
  return and(isNull(readAt), isNull(closedAt))
}

/** Read, or closed because what it told of is over. In the words of the index that has only these. */
function isSeen({ readAt, closedAt }: Schema['notifications']): SQL {
  return sql`(${readAt} is not null or ${closedAt} is not null)`
}

export interface NotificationPosition {
  isUnread: boolean
  id: number
}

/** The newest first, of those that one index has. */
const pageOf = (isOne: (table: Schema['notifications']) => SQL | undefined) =>
  statement.all(
    ({ db, notifications }, userId: Param<string>, { before, limit }: Params<{ before: number; limit: number }>) =>
      db
        .select()
        .from(notifications)
        .where(and(eq(notifications.userId, userId), lt(notifications.id, before), isOne(notifications)))
        .orderBy(desc(notifications.id))
        .limit(limit),
  )

const unreadPage = pageOf(isUnread)
const seenPage = pageOf(isSeen)

/** A page of a user's notifications: unread ones first, then the newest. */
export async function listPage(
  handle: Handle,
  userId: string,
  { after, limit }: { after: NotificationPosition | null; limit: number },
): Promise<NotificationRow[]> {
  const beforeAll = Number.MAX_SAFE_INTEGER
  if (after?.isUnread === false) return seenPage(handle, userId, { before: after.id, limit })
  const unread = await unreadPage(handle, userId, { before: after?.id ?? beforeAll, limit })
  if (unread.length >= limit) return unread
  return [...unread, ...(await seenPage(handle, userId, { before: beforeAll, limit: limit - unread.length }))]
}

export const countUnread = statement.count(({ db, notifications }, userId: Param<string>) =>
  countRows(db, notifications, and(eq(notifications.userId, userId), isUnread(notifications))),
)

/** What a user's unread notifications of some kinds say. */
export const listUnreadOf = statement.all(
  ({ db, notifications }, userId: Param<string>, kinds: Param<readonly NotificationKind[]>) => {
    const { kind, parameters } = notifications
    return db
      .select({ kind, parameters })
      .from(notifications)
      .where(and(eq(notifications.userId, userId), isUnread(notifications), isOneOf(kind, kinds)))
  },
)

/** A user's notifications after one of them, oldest first. */
export const listAfter = statement.all(
  ({ db, notifications }, userId: Param<string>, { after, limit }: Params<{ after: number; limit: number }>) =>
    db
      .select()
      .from(notifications)
      .where(and(eq(notifications.userId, userId), gt(notifications.id, after)))
      .orderBy(asc(notifications.id))
      .limit(limit),
)

const newest = statement.pluck(({ db, notifications: { id, userId }, notifications }, user: Param<string>) =>
  db.select({ id }).from(notifications).where(eq(userId, user)).orderBy(desc(id)).limit(1),
)

/** 0 when there is none. */
export async function newestId(handle: Handle, userId: string): Promise<number> {
  const [id = 0] = await newest(handle, userId)
  return id
}

/** Marks those of the named that are the user's; all of them without names. @returns how many were unread */
export async function markRead(
  handle: Handle,
  { userId, ids }: { userId: string; ids: readonly number[] | null },
  at: Date,
): Promise<number> {
  const { db, notifications } = open(handle)
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

/** Everybody's notifications, newest first, for admins. */
export async function listForAdmin(
  handle: Handle,
  { userId, accountId, kind }: NotificationFilter,
  { before, limit }: { before: number | null; limit: number },
): Promise<NotificationRow[]> {
  const { db, notifications } = open(handle)
  // The first of them has an index in the order of the list; what is asked beside is looked at row by row.
  const conditions = [
    [notifications.userId, userId],
    [notifications.accountId, accountId],
    [notifications.kind, kind],
  ] as const
  const given = conditions.flatMap(([column, value]) => (value === undefined ? [] : [{ column, value }]))
  return db
    .select()
    .from(notifications)
    .where(
      and(
        ...given.map(({ column, value }, index) => sql`${index === 0 ? column : unindexed(column)} = ${value}`),
        before === null ? undefined : lt(notifications.id, before),
      ),
    )
    .orderBy(desc(notifications.id))
    .limit(limit)
}
