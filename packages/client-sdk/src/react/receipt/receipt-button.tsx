/** @jsxImportSource #own */
import type { MetricReceipt, MetricsExplainInput } from '@instagram-dashboard/server/contract'
import { useId, useState } from 'react'
import { useInstagramContext } from '../data/index.ts'
import { useExplain } from '../hooks/metrics.ts'
import { Button, Dialog, InfoIcon, Loaded } from '../parts/index.ts'

/** Opens where a number comes from; Instagram's answer is looked up when it is opened, and not before. */
export function ReceiptButton(input: MetricsExplainInput & { title: string }) {
  const { t } = useInstagramContext()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button
        look="button-icon receipt-button"
        aria-label={t.receipt.open(input.title)}
        testId={`receipt-${input.metric}`}
        onClick={() => setIsOpen(true)}
      >
        <InfoIcon />
      </Button>
      {isOpen && <ReceiptDialog {...input} onClose={() => setIsOpen(false)} />}
    </>
  )
}

function ReceiptDialog({ title, onClose, ...input }: MetricsExplainInput & { title: string; onClose: () => void }) {
  const { t, format } = useInstagramContext()
  return (
    <Dialog title={t.receipt.title(title, format.day(input.date))} onClose={onClose}>
      <Loaded query={useExplain(input)} skeleton="line">
        {(receipt) => <Receipt {...receipt} />}
      </Loaded>
      <div className="instagram-dialog-actions">
        <Button onClick={onClose}>{t.receipt.close}</Button>
      </div>
    </Dialog>
  )
}

/** What is told of a number: how much, how sure, since when, of what, and why the app may say something else. */
export function Receipt({
  value,
  metric,
  missing,
  state,
  kind,
  counts,
  readAt,
  question,
  formula,
  differences,
}: MetricReceipt) {
  const { t, format } = useInstagramContext()
  const headingId = useId()
  const show = metric === 'engagementRate' ? format.percent : format.number
  const reasons = [...differences.onThisDay, ...differences.general]
  return (
    <>
      <p>
        <strong>{value === null ? t.units.unknown : show(value)}</strong>{' '}
        {value === null && missing !== null ? t.missing[missing] : t.receipt.states[state]}
      </p>
      <p className="instagram-card-note">
        {[
          t.receipt.counts[counts],
          kind === 'counted' ? null : t.receipt.kinds[kind],
          readAt === null ? null : t.receipt.readAt(format.instant(readAt)),
          (formula ?? question).sentence,
        ]
          .filter((sentence) => sentence !== null)
          .join(' ')}
      </p>
      {reasons.length > 0 && (
        <>
          <h3 id={headingId}>{t.receipt.why}</h3>
          <ul aria-labelledby={headingId}>
            {reasons.map(({ code, sentence }) => (
              <li key={code}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
