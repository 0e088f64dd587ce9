/** @jsxImportSource #own */
import type { Account } from '@instagram-dashboard/server/contract'
import type { ReactNode } from 'react'
import { useInstagramContext, useNow } from '../data/index.ts'
import { Avatar } from '../parts/index.ts'
import { problemOf } from './overview-order.ts'

interface OverviewRowProps {
  account: Account
  isCurrent: boolean
  /** `null` while it is on its way. */
  followersChange: ReactNode
  reachPerDay: number | null
  reachChange: ReactNode
  onChoose: () => void
}

/** One account of many, and the way to it. */
export function OverviewRow({
  account,
  isCurrent,
  followersChange,
  reachPerDay,
  reachChange,
  onChoose,
}: OverviewRowProps) {
  const { t, format } = useInstagramContext()
  const now = useNow(60)
  const { name, username, profilePictureUrl, followersCount, numbersReadAt } = account
  const problem = problemOf(account)
  return (
    <li className={isCurrent ? 'instagram-is-current' : ''}>
      <button
        type="button"
        aria-current={isCurrent ? 'true' : undefined}
        data-testid={`overview-${username}`}
        onClick={onChoose}
      >
        <Avatar name={name ?? username} pictureUrl={profilePictureUrl} />
        <span className="instagram-overview-who">
          <strong>{name ?? username}</strong>
          <span>@{username}</span>
          <span className="instagram-card-note">
            {numbersReadAt === null ? t.header.noNumbers : t.header.updated(format.ago(numbersReadAt, now))}
          </span>
          {problem !== null && (
            <span className="instagram-badge instagram-badge-problem" title={account.lastError?.message}>
              {t.overview.problems[problem]}
            </span>
          )}
        </span>
        <span className="instagram-overview-number">
          <span>{t.metrics.followersCount}</span>
          <strong>{followersCount === null ? t.units.unknown : format.number(followersCount)}</strong>
          {followersChange}
        </span>
        <span className="instagram-overview-number">
          <span>{t.overview.reach}</span>
          <strong>{reachPerDay === null ? t.units.unknown : format.number(reachPerDay)}</strong>
          {reachChange}
        </span>
      </button>
    </li>
  )
}
