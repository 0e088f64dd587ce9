/** @jsxImportSource #own */
import type { Account, AccountError, ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { useInstagramContext, useOnline } from '../data/index.ts'
import type { Sync } from '../hooks/sync.ts'
import { AlertIcon, Banner, Button, CheckIcon, InfoIcon, OfflineIcon, SparkIcon } from '../parts/index.ts'

export interface BannersProps {
  account: Account
  welcome: ConnectCompleteResult | null
  sync: Sync
  /** Takes the user to Instagram for this account. */
  onConnect: () => void
}

/** What the user should know before reading the numbers. */
export function Banners({ account, welcome, sync, onConnect }: BannersProps) {
  const { t, format } = useInstagramContext()
  // The account can be on the screen before the page is told that it was just connected.
  const [greeted, setGreeted] = useState<ConnectCompleteResult | null>(null)
  const isWelcome = welcome !== null && welcome !== greeted
  const { state } = sync
  const finished = state.kind === 'finished' ? state.run : null
  const done = finished?.status === 'succeeded' ? t.sync.done(format.days(finished.daysWritten)) : t.sync.partial
  return (
    <>
      <AccountBanners account={account} isIdle={state.kind === 'idle'} onConnect={onConnect} />
      {isWelcome && (
        <Banner
          tone="good"
          icon={<SparkIcon />}
          title={t.welcome.title(welcome.account.username)}
          onClose={() => setGreeted(welcome)}
          testId="welcome"
        >
          {welcome.reward === null
            ? ((finished && done) ?? t.welcome.lead)
            : t.welcome.reward(format.number(welcome.reward.credits))}
          {welcome.rewardWithheld === 'given_before' && ` ${t.welcome.givenBefore}`}
        </Banner>
      )}
      {finished?.status === 'partial' && (
        <Banner tone="warn" icon={<AlertIcon />} onClose={sync.dismiss} testId="partial">
          {finished.error?.message ?? t.sync.partial}
        </Banner>
      )}
      {finished?.status === 'succeeded' && !isWelcome && (
        <Banner tone="good" icon={<CheckIcon />} onClose={sync.dismiss} testId="sync-done">
          {done}
        </Banner>
      )}
    </>
  )
}

interface AccountBannersProps extends Pick<BannersProps, 'account' | 'onConnect'> {
  /** No sync runs, and none has just ended: then its own result says more. */
  isIdle: boolean
}

/** What stands between the account and new numbers. */
function AccountBanners({ account, isIdle, onConnect }: AccountBannersProps) {
  const { t, format } = useInstagramContext()
  const online = useOnline()
  const { status, missingScopes, lastError, token } = account
  const isActive = status === 'active'
  const days = token.isExpiringSoon ? token.daysUntilExpiration : null
  const reconnect = (
    <Button kind="primary" testId="banner-reconnect" onClick={onConnect}>
      {t.errors.reconnect}
    </Button>
  )
  const warning = { tone: 'warn', icon: <AlertIcon />, action: reconnect } as const
  return (
    <>
      {!online && (
        <Banner tone="warn" icon={<OfflineIcon />} testId="offline">
          {t.banner.offline}
        </Banner>
      )}
      {status === 'reconnect_required' && (
        <Banner {...warning} title={t.banner.reconnectTitle} testId="reconnect-required">
          {t.banner.reconnectLead}
        </Banner>
      )}
      {status === 'disconnected' && (
        <Banner
          tone="info"
          icon={<InfoIcon />}
          title={t.banner.disconnectedTitle}
          action={reconnect}
          testId="disconnected"
        >
          {t.banner.disconnectedLead}
        </Banner>
      )}
      {isActive && missingScopes.length > 0 && (
        <Banner {...warning} title={t.banner.missingScopesTitle} testId="missing-scopes">
          {t.banner.missingScopesLead}
        </Banner>
      )}
      {isActive && days !== null && (
        <Banner {...warning} testId="expiring-soon">
          {days < 1 ? t.header.expiringToday : t.header.expiring(format.days(days))}
        </Banner>
      )}
      {isActive && isIdle && lastError !== null && (
        <Banner {...warning} action={needsInstagram(lastError) && reconnect} testId={`error-${lastError.code}`}>
          {lastError.message}
        </Banner>
      )}
    </>
  )
}

function needsInstagram({ action }: AccountError): boolean {
  return action === 'reconnect' || action === 'grant_permissions' || action === 'convert_account'
}
