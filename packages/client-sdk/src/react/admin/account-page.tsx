/** @jsxImportSource #own */
import type { AccountFinding, AdminAccountPage } from '@instagram-dashboard/server/contract'
import { useEffect, useRef } from 'react'
import { useInstagramContext, useNow } from '../data/index.ts'
import { useAdminAccount } from '../hooks/admin.ts'
import { Avatar, Card, Loaded } from '../parts/index.ts'
import { AccountActions } from './account-actions.tsx'
import { AccountFacts } from './account-facts.tsx'
import { AccountEvents, AccountNotices, AccountRuns } from './account-history.tsx'
import { Badges } from './accounts-table.tsx'
import { AdminLink } from './admin-link.tsx'
import { useAdmin } from './admin-view.ts'
import { instagramErrorText } from './instagram-error-text.ts'
import { useMoments } from './moments.ts'
import { useAdminTexts } from './texts.ts'

/** All that is known of one account: how it is, what can be done, and what happened to it. */
export function AccountPage({ accountId }: { accountId: string }) {
  const t = useAdminTexts()
  const { view } = useAdmin()
  return (
    <div className="instagram-stack" data-testid="admin-account-page">
      <AdminLink to={{ screen: 'accounts', filters: view.filters }} look="admin-back" testId="admin-account-close">
        <span aria-hidden="true">←</span> {t.page.back}
      </AdminLink>
      <Loaded query={useAdminAccount({ accountId })} skeleton="chart">
        {(page) => (
          <>
            <Head page={page} />
            <Card title={t.page.findings} testId="admin-account-state">
              <LastError page={page} />
              <Findings findings={page.findings} />
            </Card>
            <AccountFacts page={page} />
            <AccountRuns accountId={accountId} />
            <AccountNotices accountId={accountId} />
            <AccountEvents accountId={accountId} />
            <Others page={page} />
          </>
        )}
      </Loaded>
    </div>
  )
}

function Head({ page: { account } }: { page: AdminAccountPage }) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const now = useNow(60)
  const heading = useRef<HTMLHeadingElement>(null)
  // Whoever came by a link is at the page's beginning, also with a screen reader.
  useEffect(() => heading.current?.focus(), [])
  const { username, name, userId, profilePictureUrl, badges, followersCount, connectedAt } = account
  const { disconnectedAt, deactivatedAt } = account
  const facts = [
    name,
    t.page.of(userId),
    followersCount !== null && t.page.followers(format.number(followersCount)),
    t.page.connected(format.ago(connectedAt, now)),
    disconnectedAt !== null && deactivatedAt === null && t.page.disconnectedAt(format.ago(disconnectedAt, now)),
    deactivatedAt !== null && t.page.deactivatedAt(format.ago(deactivatedAt, now)),
  ]
  return (
    <header className="instagram-card instagram-admin-head">
      <Avatar name={name ?? username} pictureUrl={profilePictureUrl} />
      <div>
        <h2 ref={heading} tabIndex={-1} data-testid="admin-account-username">
          @{username}
        </h2>
        <p>{facts.filter(Boolean).join(' · ')}</p>
        <Badges badges={badges} />
      </div>
      <AccountActions account={account} />
    </header>
  )
}

/** The error by which the account is marked, whatever was done since. */
function LastError({ page: { account } }: { page: AdminAccountPage }) {
  const t = useAdminTexts()
  const { moment } = useMoments()
  const { badges, lastError } = account
  if (lastError === null || !badges.includes('error')) return null
  return (
    <p className="instagram-admin-error" data-testid="admin-account-error">
      <strong>{t.page.lastError(moment(lastError.at))}</strong> {lastError.message} <small>{lastError.code}</small>
    </p>
  )
}

function Findings({ findings }: { findings: AccountFinding[] }) {
  return (
    <ul className="instagram-entries" data-testid="admin-account-findings">
      {findings.map(({ code, message, next, instagram }) => (
        <li key={code}>
          <span>
            <strong>{message}</strong>
            <small>{next}</small>
            {instagram !== null && <small>{instagramErrorText(instagram)}</small>}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Others({ page: { account, others } }: { page: AdminAccountPage }) {
  const t = useAdminTexts()
  const own = others.filter(({ userId }) => userId === account.userId)
  if (own.length === 0) return null
  return (
    <Card title={t.page.others} testId="admin-account-others">
      <ul className="instagram-entries">
        {own.map(({ id, username, status }) => (
          <li key={id}>
            <AdminLink to={{ screen: 'accounts', account: id }}>@{username}</AdminLink>
            <span className={`instagram-badge instagram-badge-${status}`}>{t.accounts.badges[status]}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
