import type { notifications } from '@instagram-dashboard/db'
import { connectedMs } from '../achievements/connected-time.ts'
import { measuresOf } from '../achievements/measure-event.ts'
import { isHighest, reachedBy, rules, type AchievementKey } from '../achievements/rules.ts'
import type { DomainEvent } from './catalogue.ts'
import type { Facts } from './facts.ts'
import { bringsNumbers, problemOfFailed, problemOfHollow, type SyncProblem } from './sync-problems.ts'

export type Consequence =
  | { kind: 'notify'; notification: NewNotification }
  | { kind: 'close'; accountId: string; kinds: readonly notifications.NotificationKind[] }
  | { kind: 'unlock'; key: AchievementKey; credits: number; isTold: boolean }
  | { kind: 'post_credits'; transactionId: string; amount: number; reason: 'achievement' | 'reversal'; key: string }

export interface NewNotification {
  kind: notifications.NotificationKind
  accountId: string | null
  parameters: Record<string, string | number>
  dedupeKey: string
  /** Older open notifications of this kind about the account say the same and are closed. */
  replaces: boolean
}

const problems = ['token_expiring', 'sync_failed', 'connection_lost'] as const

/** Everything that follows from an event, in order. Pure: the same event and facts give the same rows. */
export function consequencesOf(event: DomainEvent, facts: Facts): Consequence[] {
  const { account } = facts
  switch (event.type) {
    case 'connection.completed':
      return [...closeAll(account), ...firstNotification(event, facts), ...unlocks(event, facts)]
    case 'sync.completed':
      return [
        ...(bringsNumbers(event, facts) ? close(account, ['sync_failed']) : []),
        ...syncNotification(problemOfHollow(event, facts), facts),
        ...unlocks(event, facts),
      ]
    case 'week.ended':
      return weekNotification(event, facts)
    case 'sync.failed':
      return syncNotification(problemOfFailed(event, facts), facts)
    case 'token.refreshed':
      return close(account, ['token_expiring'])
    case 'token.expiring':
      return expiryNotification(event, facts)
    case 'connection.lost':
      return [...close(account, ['token_expiring', 'sync_failed']), ...lostNotification(facts)]
    case 'account.disconnected':
    case 'account.deactivated':
      return closeAll(account)
    case 'support.answered':
      return answerNotification(event, facts)
    case 'goal.reached':
      return goalNotification(event, facts)
    case 'achievement.unlocked':
      return [...achievementNotification(event, facts), ...credits(event, 'achievement')]
    case 'achievement.reversed':
      return credits(event, 'reversal')
    case 'account.renamed':
    case 'connection.started':
    case 'connection.cancelled':
    case 'connection.failed':
    case 'connection.state_misused':
    case 'insight.found':
    case 'metric.unsupported':
    case 'field.refused':
    case 'day.final':
    case 'days.reread':
    case 'identity.mismatch':
    case 'token.refresh_failed':
    case 'keys.rotated':
    case 'keys.lost':
    case 'audit.checked':
    case 'audit.broken':
    case 'delivery.revived':
    case 'job.revived':
    case 'account.reactivated':
    case 'account.imported':
    case 'import.completed':
    case 'followers.imported':
    case 'followers.import_removed':
    case 'person.erased':
    case 'support.created':
    case 'support.closed':
    case 'admin.acted':
      return []
  }
}

type Of<Type extends DomainEvent['type']> = Extract<DomainEvent, { type: Type }>
type Account = Facts['account']

const close = (account: Account, kinds: readonly notifications.NotificationKind[]): Consequence[] =>
  account === null ? [] : [{ kind: 'close', accountId: account.id, kinds }]
const closeAll = (account: Account) => close(account, problems)

function firstNotification({ data }: Of<'connection.completed'>, { account, personRef }: Facts): Consequence[] {
  if (account === null || !data.isFirstConnection) return []
  return notify('first_connection', account, {
    parameters: { username: account.username },
    dedupeKey: `first_connection:${personRef}`,
  })
}

/** The key of the notification of a week that ends with this day. */
export const weekKey = (accountId: string, endDate: string) => `weekly_digest:${accountId}:${endDate}`

/** Once a week, whatever the number of syncs. */
function weekNotification({ data }: Of<'week.ended'>, { account }: Facts): Consequence[] {
  if (account === null) return []
  const { followersChange, reachPerDay, reachChangePercent, startDate, endDate } = data
  return notify('weekly_digest', account, {
    parameters: {
      username: account.username,
      startDate,
      endDate,
      ...(followersChange !== null && { followersChange }),
      ...(reachPerDay !== null && { reachPerDay }),
      ...(reachChangePercent !== null && { reachChangePercent }),
    },
    dedupeKey: weekKey(account.id, endDate),
  })
}

/** Once for each cause, until numbers come again: trying again every night tells nothing new. */
function syncNotification(problem: SyncProblem | null, { account }: Facts): Consequence[] {
  if (account === null || problem === null) return []
  const { code, reason, episode } = problem
  return notify('sync_failed', account, {
    parameters: { username: account.username, code, ...(reason === null ? {} : { reason }) },
    dedupeKey: ['sync_failed', account.id, episode, code, reason ?? ''].join(':'),
    replaces: true,
  })
}

function expiryNotification({ data }: Of<'token.expiring'>, { account }: Facts): Consequence[] {
  if (account === null) return []
  return notify('token_expiring', account, {
    parameters: { username: account.username, days: data.days, expiresAt: data.expiresAt },
    dedupeKey: `token_expiring:${account.id}:${data.expiresAt}:${data.days}`,
    replaces: true,
  })
}

function lostNotification({ account, at }: Facts): Consequence[] {
  if (account === null) return []
  return notify('connection_lost', account, {
    parameters: { username: account.username },
    dedupeKey: `connection_lost:${account.id}:${at.getTime()}`,
    replaces: true,
  })
}

function achievementNotification({ data }: Of<'achievement.unlocked'>, { account, personRef }: Facts): Consequence[] {
  if (!data.isTold) return []
  const { key, credits: amount } = data
  return notify('achievement_unlocked', account, {
    parameters: { achievement: key, credits: amount },
    dedupeKey: `achievement_unlocked:${personRef}:${key}`,
  })
}

function goalNotification({ data }: Of<'goal.reached'>, { account }: Facts): Consequence[] {
  if (account === null) return []
  const { goalId, metric, amount } = data
  return notify('goal_reached', account, {
    parameters: { username: account.username, metric, amount },
    dedupeKey: `goal_reached:${goalId}:${amount}`,
  })
}

/** A better answer is told as well. */
function answerNotification({ data }: Of<'support.answered'>, { at }: Facts): Consequence[] {
  return notify('support_answered', null, {
    parameters: { ticketId: data.ticketId },
    dedupeKey: `support_answered:${data.ticketId}:${at.getTime()}`,
  })
}

function notify(
  kind: NewNotification['kind'],
  account: Account,
  { replaces = false, ...rest }: Pick<NewNotification, 'parameters' | 'dedupeKey'> & { replaces?: boolean },
): Consequence[] {
  return [{ kind: 'notify', notification: { kind, accountId: account?.id ?? null, replaces, ...rest } }]
}

function unlocks(event: DomainEvent, { at, account }: Facts): Consequence[] {
  const reached = reachedBy(measuresOf(event, account === null ? null : connectedMs(account, at)), rules)
  return reached.map((rule) => ({
    kind: 'unlock',
    key: rule.key,
    credits: rule.credits,
    isTold: isHighest(rule, reached),
  }))
}

function credits(
  { data }: Of<'achievement.unlocked'> | Of<'achievement.reversed'>,
  reason: 'achievement' | 'reversal',
): Consequence[] {
  if (data.credits === 0) return []
  const amount = reason === 'achievement' ? data.credits : -data.credits
  return [{ kind: 'post_credits', transactionId: `${reason}:${data.achievementId}`, amount, reason, key: data.key }]
}
