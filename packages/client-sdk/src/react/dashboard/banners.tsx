import { useState } from 'react'
import type { Account, AccountError, ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/context.ts'
import { useOnline } from '../data/use-online.ts'
import type { Sync } from '../hooks/sync.ts'
import { AlertIcon, CheckIcon, InfoIcon, OfflineIcon, SparkIcon } from '../parts/icons.tsx'
import { Notice } from '../parts/banner.tsx'

export interface NoticesProps {
  account: Account
  welcome: ConnectCompleteResult | null
  sync: Sync
  /** Takes the person to Instagram for this account. */
  onConnect: () => void
}

/** What the person should know before reading the numbers. */
export function Notices({ account, welcome, sync, onConnect }: NoticesProps) {
  const { t, format } = useInstagramContext()
  const online = useOnline()
  // The account can be on the screen before the page is told that it was just connected.
  const [greeted, setGreeted] = useState<ConnectCompleteResult | null>(null)
  const isWelcome = welcome !== null && welcome !== greeted
  const { state } = sync
  const finished = state.kind === 'finished' ? state.run : null
  const { daysUntilExpiration, isExpiringSoon } = account.token
  const reconnect = (
    <button
      type="button"
      className="instagram-button instagram-button-primary"
      data-testid="banner-reconnect"
      onClick={onConnect}
    >
      {t.errors.reconnect}
    </button>
  )
  return (
    <>
      {!online && (
        <Notice tone="warn" icon={<OfflineIcon />} testId="offline">
          {t.banner.offline}
        </Notice>
      )}
      {account.status === 'reconnect_required' && (
        <Notice
          tone="warn"
          icon={<AlertIcon />}
          title={t.banner.reconnectTitle}
          action={reconnect}
          testId="reconnect-required"
        >
          {t.banner.reconnectLead}
        </Notice>
      )}
      {account.status === 'disconnected' && (
        <Notice
          tone="info"
          icon={<InfoIcon />}
          title={t.banner.disconnectedTitle}
          action={reconnect}
          testId="disconnected"
        >
          {t.banner.disconnectedLead}
        </Notice>
      )}
      {account.status === 'active' && account.missingScopes.length > 0 && (
        <Notice
          tone="warn"
          icon={<AlertIcon />}
          title={t.banner.missingScopesTitle}
          action={reconnect}
          testId="missing-scopes"
        >
          {t.banner.missingScopesLead}
        </Notice>
      )}
      {account.status === 'active' && isExpiringSoon && daysUntilExpiration !== null && (
        <Notice tone="warn" icon={<AlertIcon />} action={reconnect} testId="expiring-soon">
          {daysUntilExpiration < 1 ? t.header.expiringToday : t.header.expiring(format.days(daysUntilExpiration))}
        </Notice>
      )}
      {account.status === 'active' && account.lastError !== null && state.kind === 'idle' && (
        <Notice
          tone="warn"
          icon={<AlertIcon />}
          action={needsInstagram(account.lastError) ? reconnect : null}
          testId={`error-${account.lastError.code}`}
        >
          {account.lastError.message}
        </Notice>
      )}
      {isWelcome && (
        <Notice
          tone="good"
          icon={<SparkIcon />}
          title={t.welcome.title(welcome.account.username)}
          onClose={() => setGreeted(welcome)}
          testId="welcome"
        >
          {welcome.reward !== null
            ? t.welcome.reward(format.number(welcome.reward.credits))
            : finished === null
              ? t.welcome.lead
              : finished.status === 'succeeded'
                ? t.sync.done(format.days(finished.daysWritten))
                : t.sync.partial}
          {welcome.rewardWithheld === 'given_before' && ` ${t.welcome.givenBefore}`}
        </Notice>
      )}
      {finished?.status === 'partial' && (
        <Notice tone="warn" icon={<AlertIcon />} onClose={sync.dismiss} testId="partial">
          {finished.error?.message ?? t.sync.partial}
        </Notice>
      )}
      {finished?.status === 'succeeded' && !isWelcome && (
        <Notice tone="good" icon={<CheckIcon />} onClose={sync.dismiss} testId="sync-done">
          {t.sync.done(format.days(finished.daysWritten))}
        </Notice>
      )}
    </>
  )
}

function needsInstagram({ action }: AccountError): boolean {
  return action === 'reconnect' || action === 'grant_permissions' || action === 'convert_account'
}
