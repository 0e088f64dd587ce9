/** @jsxImportSource #own */
import type { MetricsExplainInput } from '@instagram-dashboard/server/contract'
import { lazy, Suspense, useState } from 'react'
import { useInstagramContext } from '../data/index.ts'
import { Button, InfoIcon } from '../parts/index.ts'

const ReceiptDialog = lazy(async () => ({ default: (await import('./receipt-dialog.tsx')).ReceiptDialog }))

/**
 * Opens what a metric is, how it is counted, where its number of a day comes from, and why Instagram's app may show
 * another; all of it is loaded when it is opened, and not before.
 */
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
      {isOpen && (
        <Suspense fallback={null}>
          <ReceiptDialog {...input} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
