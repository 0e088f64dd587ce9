/** @jsxImportSource #own */
import type { MetricsExplainInput } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'
import { Button, Dialog } from '../parts/index.ts'
import { ReceiptOf } from './receipt-of.tsx'

interface ReceiptDialogProps extends MetricsExplainInput {
  title: string
  onClose: () => void
}

export function ReceiptDialog({ title, onClose, ...input }: ReceiptDialogProps) {
  const { t, format } = useInstagramContext()
  return (
    <Dialog title={t.receipt.title(title, format.day(input.date))} onClose={onClose}>
      <ReceiptOf {...input} />
      <div className="instagram-dialog-actions">
        <Button onClick={onClose}>{t.receipt.close}</Button>
      </div>
    </Dialog>
  )
}
