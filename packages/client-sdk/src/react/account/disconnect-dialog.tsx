/** @jsxImportSource #own */
import type { Account } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { toFailure, useInstagramContext } from '../data/index.ts'
import { useDisconnect } from '../hooks/connect.ts'
import { Button, Check, Dialog, ErrorPanel } from '../parts/index.ts'

export interface DisconnectDialogProps {
  account: Account
  onClose: () => void
  onDisconnected: () => void
}

export function DisconnectDialog({ account, onClose, onDisconnected }: DisconnectDialogProps) {
  const { t, events } = useInstagramContext()
  const disconnect = useDisconnect()
  const [eraseData, setEraseData] = useState(false)
  function leave() {
    const isOver = () => {
      events.tell({ name: 'account_disconnected', accountId: account.id, isErased: eraseData })
      onDisconnected()
    }
    disconnect.run({ accountId: account.id, eraseData }).then(isOver, () => undefined)
  }
  return (
    <Dialog title={t.disconnect.title(account.username)} onClose={onClose}>
      <p>{t.disconnect.lead}</p>
      <Check checked={eraseData} onChange={setEraseData} testId="erase-data" hint={t.disconnect.eraseHint}>
        {t.disconnect.erase}
      </Check>
      {disconnect.error !== null && (
        <ErrorPanel failure={toFailure(disconnect.error)} onRetry={leave} accountId={account.id} />
      )}
      <div className="instagram-dialog-actions">
        <Button onClick={onClose}>{t.disconnect.cancel}</Button>
        <Button kind="danger" disabled={disconnect.isPending} testId="disconnect-confirm" onClick={leave}>
          {eraseData ? t.disconnect.confirmErase : t.disconnect.confirm}
        </Button>
      </div>
    </Dialog>
  )
}
