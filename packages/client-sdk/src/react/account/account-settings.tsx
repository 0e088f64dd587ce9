/** @jsxImportSource #own */
import type { Account } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { type Failure, useInstagramContext } from '../data/index.ts'
import { useConnectStatus } from '../hooks/connect.ts'
import { Button, Card, ConnectButton, ErrorPanel, Loaded, Root } from '../parts/index.ts'
import { DisconnectDialog } from './disconnect-dialog.tsx'
import { FollowersFile } from './followers-file.tsx'
import { PersonalData } from './personal-data.tsx'

export interface InstagramAccountSettingsProps {
  /** After everything about the user was erased. */
  onErased?: () => void
}

/** The connected accounts, the user's data as a file, and the way out. */
export function InstagramAccountSettings({ onErased }: InstagramAccountSettingsProps) {
  const { t } = useInstagramContext()
  const status = useConnectStatus()
  const [leaving, setLeaving] = useState<Account | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const accounts = status.data?.accounts ?? []
  return (
    <Root contained>
      <div className="instagram-stack">
        <Card title={t.settings.accounts} testId="accounts">
          <Loaded query={status} skeleton="line">
            {() =>
              accounts.length === 0 ? (
                <p className="instagram-card-note">{t.settings.none}</p>
              ) : (
                <ul className="instagram-entries">
                  {accounts.map((account) => (
                    <AccountRow
                      key={account.id}
                      account={account}
                      onLeave={() => setLeaving(account)}
                      onFailure={setFailure}
                    />
                  ))}
                </ul>
              )
            }
          </Loaded>
          {failure !== null && <ErrorPanel failure={failure} onRetry={() => setFailure(null)} />}
          <div className="instagram-actions">
            <ConnectButton
              label={accounts.length === 0 ? t.onboarding.button : t.header.connectAnother}
              start={{ placement: 'settings' }}
              testId="connect"
              onFailure={setFailure}
            />
          </div>
        </Card>
        {accounts.length > 0 && <FollowersFile accounts={accounts} />}
        <PersonalData onErased={onErased} />
      </div>
      {leaving !== null && (
        <DisconnectDialog account={leaving} onClose={() => setLeaving(null)} onDisconnected={() => setLeaving(null)} />
      )}
    </Root>
  )
}

interface AccountRowProps {
  account: Account
  onLeave: () => void
  onFailure: (failure: Failure | null) => void
}

function AccountRow({ account, onLeave, onFailure }: AccountRowProps) {
  const { t, format } = useInstagramContext()
  return (
    <li data-testid={`account-${account.username}`}>
      <span>
        <strong>@{account.username}</strong>
        <small>{t.settings.since(format.instantDay(account.connectedAt))}</small>
      </span>
      <span className={`instagram-badge instagram-badge-${account.status}`}>{t.header.status[account.status]}</span>
      {account.status === 'active' ? (
        <Button aria-label={t.disconnect.label(account.username)} testId="disconnect" onClick={onLeave}>
          {t.header.disconnect}
        </Button>
      ) : (
        <ConnectButton
          label={t.header.reconnect}
          start={{ accountId: account.id, placement: 'settings' }}
          onFailure={onFailure}
        />
      )}
    </li>
  )
}
