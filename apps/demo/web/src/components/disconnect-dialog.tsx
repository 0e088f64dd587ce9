import { useEffect, useId, useRef, useState } from 'react'
import type { Account } from '@instagram-dashboard/client-sdk'
import { useApp } from '../data/app-context.ts'
import { toFailure, type Failure } from '../data/failure.ts'
import { ErrorPanel } from './error-panel.tsx'

export interface DisconnectDialogProps {
  account: Account
  onClose: () => void
  onDisconnected: () => void
}

export function DisconnectDialog({ account, onClose, onDisconnected }: DisconnectDialogProps) {
  const { t, client } = useApp()
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const [eraseData, setEraseData] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)

  useEffect(() => {
    dialog.current?.showModal()
  }, [])

  async function disconnect() {
    setBusy(true)
    setFailure(null)
    try {
      await client.connect.disconnect({ accountId: account.id, eraseData })
      onDisconnected()
    } catch (error) {
      setFailure(toFailure(error))
      setBusy(false)
    }
  }

  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId}>{t.disconnect.title(account.username)}</h2>
      <p>{t.disconnect.lead}</p>
      <label className="check">
        <input
          type="checkbox"
          data-testid="erase-data"
          checked={eraseData}
          onChange={(event) => setEraseData(event.target.checked)}
        />
        <span>
          {t.disconnect.erase}
          <small>{t.disconnect.eraseHint}</small>
        </span>
      </label>
      {failure !== null && <ErrorPanel failure={failure} onRetry={() => void disconnect()} accountId={account.id} />}
      <div className="dialog-actions">
        <button type="button" className="button button-secondary" onClick={() => dialog.current?.close()}>
          {t.disconnect.cancel}
        </button>
        <button
          type="button"
          className="button button-danger"
          disabled={busy}
          data-testid="disconnect-confirm"
          onClick={() => void disconnect()}
        >
          {eraseData ? t.disconnect.confirmErase : t.disconnect.confirm}
        </button>
      </div>
    </dialog>
  )
}
