/** @jsxImportSource #own */
import type { NotificationItem, NotificationKind } from '@instagram-dashboard/server/contract'
import type { ReactNode } from 'react'
import type { Place } from '../data/index.ts'
import {
  AlertIcon,
  BellIcon,
  ClockIcon,
  FlagIcon,
  InstagramIcon,
  MessageIcon,
  SparkIcon,
  TrendIcon,
} from '../parts/index.ts'

type LinkText = 'dashboard' | 'achievements' | 'answer' | 'goal' | 'week'

interface KindLook {
  icon: ReactNode
  tone: 'calm' | 'good' | 'warn'
  /** Where it leads, and what stands on the link. */
  place: (accountId: string | null) => Place
  linkText: LinkText
}

const toAccount = (view: Place['view'] = {}) => ({
  place: (account: string | null): Place => ({ page: 'dashboard', view: { account, ...view } }),
  linkText: 'dashboard' as const,
})

const looks: Record<NotificationKind, KindLook> = {
  first_connection: { icon: <InstagramIcon />, tone: 'good', ...toAccount() },
  token_expiring: { icon: <ClockIcon />, tone: 'warn', ...toAccount() },
  sync_failed: { icon: <AlertIcon />, tone: 'warn', ...toAccount() },
  connection_lost: { icon: <AlertIcon />, tone: 'warn', ...toAccount() },
  followers_grew: { icon: <TrendIcon />, tone: 'good', ...toAccount({ section: 'audience' }) },
  weekly_digest: { icon: <TrendIcon />, tone: 'calm', ...toAccount({ range: '7' }), linkText: 'week' },
  achievement_unlocked: {
    icon: <SparkIcon />,
    tone: 'good',
    place: () => ({ page: 'achievements' }),
    linkText: 'achievements',
  },
  goal_reached: { icon: <FlagIcon />, tone: 'good', ...toAccount(), linkText: 'goal' },
  support_answered: { icon: <MessageIcon />, tone: 'calm', place: () => ({ page: 'support' }), linkText: 'answer' },
}

/** How a notification looks and where it leads, also one of a kind that only a newer server has. */
export function lookOf({ kind }: Pick<NotificationItem, 'kind'>): KindLook {
  const known: Partial<Record<string, KindLook>> = looks
  return known[kind] ?? { icon: <BellIcon />, tone: 'calm', ...toAccount() }
}

/** Only Instagram's own page helps. */
export function needsInstagram({ action }: Pick<NotificationItem, 'action'>): boolean {
  return action === 'reconnect' || action === 'grant_permissions' || action === 'convert_account'
}
