/** @jsxImportSource #own */
import type { AdminAccount } from '@instagram-dashboard/server/contract'
import { Button, Dialog } from '../parts/index.ts'
import { useAdminTexts } from './texts.ts'

interface DeactivateDialogProps {
  accounts: readonly AdminAccount[]
  onClose: () => void
  onConfirm: () => void
}

/** Asks before all work for accounts ends. */
export function DeactivateDialog({ accounts, onClose, onConfirm }: DeactivateDialogProps) {
  const t = useAdminTexts()
  return (
    <Dialog title={t.accounts.confirmTitle(accounts.length, accounts[0]?.username ?? '')} onClose={onClose}>
      <p>{t.accounts.confirmLead}</p>
      <div className="instagram-dialog-actions">
        <Button onClick={onClose}>{t.accounts.cancel}</Button>
        <Button kind="danger" testId="admin-confirm" onClick={onConfirm}>
          {t.accounts.actions.deactivate}
        </Button>
      </div>
    </Dialog>
  )
}
