import type { notifications } from '@instagram-dashboard/db'
import { achievementWords } from '../achievements/words.ts'
import { actionFor, actionForReason, asErrorCode, asFailureReason, type AppErrorAction } from '../errors.ts'
import { errorMessage, say, type Locale } from '../messages/messages.ts'
import type { NotificationItem, NotificationKind } from './contract.ts'

export interface Reader {
  locale: Locale
  /** In which days are named. */
  timeZone: string
}

/** A stored notification in the reader's language. What a user or Instagram named stays plain text. */
export function presentNotification(row: notifications.NotificationRow, reader: Reader): NotificationItem {
  return {
    id: String(row.id),
    kind: row.kind,
    ...wordsOf(row, reader),
    accountId: row.accountId,
    createdAt: row.createdAt,
    needsAction: needsAction(row) && row.closedAt === null,
    readAt: row.readAt,
    resolvedAt: row.closedAt,
  }
}

interface Words {
  title: string
  body: string
  action: AppErrorAction
}

function wordsOf({ kind, parameters }: notifications.NotificationRow, { locale, timeZone }: Reader): Words {
  const text = (name: string) => String(parameters[name] ?? '')
  const number = (name: string) => Number(parameters[name] ?? 0)
  const username = text('username')
  switch (kind) {
    case 'first_connection':
      return {
        title: say('notifications.first_connection.title', locale, {}),
        body: say('notifications.first_connection.body', locale, { username }),
        action: 'none',
      }
    case 'token_expiring': {
      const date = dayInWords(new Date(text('expiresAt')), { locale, timeZone })
      return {
        title: say('notifications.token_expiring.title', locale, { days: number('days') }),
        body: say('notifications.token_expiring.body', locale, { username, date }),
        action: 'reconnect',
      }
    }
    case 'sync_failed': {
      const code = asErrorCode(text('code'))
      const reason = asFailureReason(text('reason'))
      return {
        title: say('notifications.sync_failed.title', locale, { username }),
        body: say('notifications.sync_failed.body', locale, { reason: errorMessage(code, { locale, reason }) }),
        action: reason === null ? actionFor[code] : actionForReason[reason],
      }
    }
    case 'followers_grew':
      return {
        title: say('notifications.followers_grew.title', locale, { count: number('count') }),
        body: say('notifications.followers_grew.body', locale, { username, total: number('total') }),
        action: 'none',
      }
    case 'weekly_digest':
      return { ...weekInWords(parameters, locale), action: 'none' }
    case 'connection_lost':
      return {
        title: say('notifications.connection_lost.title', locale, { username }),
        body: say('notifications.connection_lost.body', locale, {}),
        action: 'reconnect',
      }
    case 'achievement_unlocked': {
      const { title, description } = achievementWords(text('achievement'), locale)
      return {
        title: say('notifications.achievement_unlocked.title', locale, { achievement: title }),
        body: say('notifications.achievement_unlocked.body', locale, { description, credits: number('credits') }),
        action: 'none',
      }
    }
    case 'goal_reached': {
      const metric = text('metric')
      return {
        title: say('notifications.goal_reached.title', locale, { metric, amount: number('amount') }),
        body: say('notifications.goal_reached.body', locale, { username }),
        action: 'none',
      }
    }
    case 'support_answered':
      return {
        title: say('notifications.support_answered.title', locale, {}),
        body: say('notifications.support_answered.body', locale, { ticket: text('ticketId') }),
        action: 'none',
      }
  }
}

function weekInWords(
  { username, startDate, endDate, followersChange, reachPerDay, reachChangePercent }: Parameters,
  locale: Locale,
): Pick<Words, 'title' | 'body'> {
  const day = (date: unknown) => dayInWords(new Date(`${String(date)}T00:00:00Z`), { locale, timeZone: 'UTC' })
  const change = known(followersChange)
  const reach = known(reachPerDay)
  const percent = known(reachChangePercent)
  return {
    title: say('notifications.weekly_digest.title', locale, {
      direction: directionOf(change),
      amount: Math.abs(change ?? 0),
    }),
    body: say('notifications.weekly_digest.body', locale, {
      username: String(username ?? ''),
      from: day(startDate),
      to: day(endDate),
      reached: reach === null ? 'unknown' : 'known',
      reach: reach ?? 0,
      versus: directionOf(percent),
      percent: Math.abs(percent ?? 0),
    }),
  }
}

type Parameters = notifications.NotificationRow['parameters']

const known = (value: string | number | undefined): number | null => (typeof value === 'number' ? value : null)

function directionOf(change: number | null): 'up' | 'down' | 'same' | 'unknown' {
  if (change === null) return 'unknown'
  if (change === 0) return 'same'
  return change > 0 ? 'up' : 'down'
}

/** Whether the user has to do something, here or at Instagram, for numbers to come or for an answer to be of use. */
export function needsAction({ kind, parameters }: Pick<notifications.NotificationRow, 'kind' | 'parameters'>): boolean {
  if (kind !== 'sync_failed') return kindsOfAction.has(kind)
  const reason = asFailureReason(String(parameters['reason'] ?? ''))
  if (reason !== null) return reason === 'log_in_to_instagram' || reason === 'lift_restriction'
  return actionsOfUser.has(actionFor[asErrorCode(String(parameters['code'] ?? ''))])
}

const kindsOfAction: ReadonlySet<NotificationKind> = new Set(['token_expiring', 'connection_lost', 'support_answered'])
/** Kinds of which one can need the user. */
export const mayNeedAction: readonly NotificationKind[] = [...kindsOfAction, 'sync_failed']
const actionsOfUser: ReadonlySet<AppErrorAction> = new Set(['reconnect', 'grant_permissions', 'convert_account'])

function dayInWords(instant: Date, { locale, timeZone }: Reader): string {
  if (Number.isNaN(instant.getTime())) return ''
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone }).format(instant)
}
