import type { NotificationItem } from '@instagram-dashboard/server/contract'

/** The notifications of one of the user's days, newest first; `null` are those that wait for the user, whatever their day. */
export interface NotificationDay {
  day: string | null
  items: NotificationItem[]
}

/** What waits for the user first, then the days, the newest first. */
export function groupByDay(items: readonly NotificationItem[]): NotificationDay[] {
  const days: NotificationDay[] = []
  const ordered = items.toSorted((a, b) => Number(isWaiting(b)) - Number(isWaiting(a)) || Number(b.id) - Number(a.id))
  for (const item of ordered) {
    const day = isWaiting(item) ? null : ownDay(item.createdAt)
    const last = days.at(-1)
    if (last?.day === day) last.items.push(item)
    else days.push({ day, items: [item] })
  }
  return days
}

/** It is unread, and something is to be done. */
export function isWaiting({ needsAction, readAt }: Pick<NotificationItem, 'needsAction' | 'readAt'>): boolean {
  return needsAction && readAt === null
}

/** `YYYY-MM-DD` on the user's own calendar. */
export function ownDay(instant: Date): string {
  return [instant.getFullYear(), instant.getMonth() + 1, instant.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}
