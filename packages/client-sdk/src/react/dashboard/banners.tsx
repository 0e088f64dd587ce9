/** @jsxImportSource #own */
import type { Account, AccountError } from '@instagram-dashboard/server/contract'
import { useInstagramContext, useNow, useOnline } from '../data/index.ts'
import type { Sync } from '../hooks/sync.ts'
import { AlertIcon, Banner, Button, InfoIcon, OfflineIcon, SparkIcon } from '../parts/index.ts'

export interface BannersProps {
  account: Account
  /** An account of before was connected again a moment ago. */
  reconnected: boolean
  sync: Sync
  /** How the first sync went is told elsewhere. */
  isTold: boolean
  /** Takes the user to Instagram for this account. */
  onConnect: () => void
  onGreeted: () => void
}

/** What the user should know before reading the numbers. */
export function Banners({ account, reconnected, sync, isTold, onConnect, onGreeted }: BannersProps) {
  const { t } = useInstagramContext()
  const { state } = sync
  const partial = state.kind === 'finished' && state.run.status === 'partial' && !isTold ? state.run : null
  return (
    <>
      <AccountBanners account={account} isIdle={state.kind === 'idle'} onConnect={onConnect} />
      {reconnected && (
        <Banner
          tone="good"
          icon={<SparkIcon />}
          title={t.story.again(account.username)}
          onClose={onGreeted}
          testId="welcome"
        >
          {state.kind === 'finished' ? t.story.done : t.story.refreshing}
        </Banner>
      )}
      {partial !== null && (
        <Banner tone="warn" icon={<AlertIcon />} onClose={sync.dismiss} testId="partial">
          {partial.error?.message ?? t.sync.partial}
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
  const now = useNow(60)
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
          {account.numbersReadAt === null
            ? t.banner.offline
            : t.banner.offlineSince(format.ago(account.numbersReadAt, now))}
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
