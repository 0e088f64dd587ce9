import { useState } from 'react'
import { downloadFile } from '../charts/download.ts'
import { ConnectButton } from '../parts/connect-button.tsx'
import { useInstagramContext } from '../data/context.ts'
import { toFailure, type Failure } from '../data/failure.ts'
import { useConnectStatus } from '../hooks/connect.ts'
import { usePrivacyExport } from '../hooks/support.ts'
import { ErrorPanel } from '../parts/error-panel.tsx'
import { Root } from '../parts/root.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { DisconnectDialog } from './disconnect-dialog.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import type { Account } from '@instagram-dashboard/server/contract'

export interface InstagramAccountSettingsProps {
  /** After everything about the person was erased. */
  onErased?: () => void
}

/** The connected accounts, the person's data as a file, and the way out. */
export function InstagramAccountSettings({ onErased }: InstagramAccountSettingsProps) {
  const { t } = useInstagramContext()
  const status = useConnectStatus()
  const [leaving, setLeaving] = useState<Account | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const accounts = status.data?.accounts ?? []
  return (
    <Root contained>
      <div className="instagram-stack">
        <section className="instagram-card" aria-labelledby="instagram-accounts-title" data-testid="accounts">
          <div className="instagram-card-head">
            <h2 id="instagram-accounts-title">{t.settings.accounts}</h2>
          </div>
          {status.error !== null && status.data === undefined ? (
            <ErrorPanel failure={toFailure(status.error)} onRetry={() => void status.refetch()} />
          ) : status.data === undefined ? (
            <Skeleton kind="line" />
          ) : accounts.length === 0 ? (
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
          )}
          {failure !== null && <ErrorPanel failure={failure} onRetry={() => setFailure(null)} />}
          <div className="instagram-actions">
            <ConnectButton
              label={accounts.length === 0 ? t.onboarding.button : t.header.connectAnother}
              start={{ placement: 'settings' }}
              testId="connect"
              onFailure={setFailure}
            />
          </div>
        </section>
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
        <button
          type="button"
          className="instagram-button instagram-button-secondary"
          aria-label={t.disconnect.label(account.username)}
          data-testid="disconnect"
          onClick={onLeave}
        >
          {t.header.disconnect}
        </button>
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

function PersonalData({ onErased }: { onErased: (() => void) | undefined }) {
  const { t } = useInstagramContext()
  const file = usePrivacyExport()
  const [erasing, setErasing] = useState(false)
  const save = () =>
    file.run().then(
      ({ fileName: name, data }) =>
        downloadFile({ name, type: 'application/json', content: JSON.stringify(data, null, 2) }),
      () => undefined,
    )
  return (
    <section className="instagram-card" aria-labelledby="instagram-privacy-title" data-testid="privacy">
      <div className="instagram-card-head">
        <h2 id="instagram-privacy-title">{t.settings.privacy}</h2>
      </div>
      <p>{t.settings.exportLead}</p>
      <div className="instagram-actions">
        <button
          type="button"
          className="instagram-button instagram-button-secondary"
          disabled={file.isPending}
          data-testid="privacy-export"
          onClick={() => void save()}
        >
          {t.settings.export}
        </button>
      </div>
      {file.error !== null && <ErrorPanel failure={toFailure(file.error)} onRetry={file.reset} />}
      <p>{t.settings.eraseLead}</p>
      <div className="instagram-actions">
        <button
          type="button"
          className="instagram-button instagram-button-danger"
          data-testid="erase"
          onClick={() => setErasing(true)}
        >
          {t.settings.erase}
        </button>
      </div>
      {erasing && (
        <EraseDialog
          onClose={() => setErasing(false)}
          onErased={() => {
            setErasing(false)
            onErased?.()
          }}
        />
      )}
    </section>
  )
}
