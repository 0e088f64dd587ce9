/** @jsxImportSource #own */
import type { MetricReceipt, MetricsExplainInput } from '@instagram-dashboard/server/contract'
import { type ReactNode, useId } from 'react'
import { useInstagramContext } from '../data/index.ts'
import { useExplain } from '../hooks/metrics.ts'
import { Loaded } from '../parts/index.ts'

/** What is told of a metric and of its number of a day; the server is asked when this is shown. */
export function ReceiptOf(input: MetricsExplainInput) {
  return (
    <Loaded query={useExplain(input)} skeleton="line">
      {(receipt) => <Receipt {...receipt} />}
    </Loaded>
  )
}

/** How much it is and how sure, what it is, how it is counted, and why the app may say something else. */
export function Receipt(receipt: MetricReceipt) {
  const { value, metric, missing, state, definition, differences, history } = receipt
  const { t, format } = useInstagramContext()
  const show = metric === 'engagementRate' ? format.percent : format.number
  const before = history.at(-1)
  return (
    <div className="instagram-stack instagram-receipt">
      <p>
        <strong>{value === null ? t.units.unknown : show(value)}</strong>{' '}
        {value === null && missing !== null ? t.missing[missing] : t.receipt.states[state]}
      </p>
      <Part title={t.receipt.what}>
        <p>{definition}</p>
      </Part>
      <Part title={t.receipt.how}>
        <ul>
          {howCounted(receipt).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          {before !== undefined && (
            <li>
              {t.receipt.before(show(before.value), format.instant(before.readAt), format.instant(before.replacedAt))}
            </li>
          )}
        </ul>
      </Part>
      {differences.onThisDay.length + differences.general.length > 0 && (
        <Part title={t.receipt.why}>
          <ul>
            {[...differences.onThisDay, ...differences.general].map(({ code, sentence }) => (
              <li key={code}>{sentence}</li>
            ))}
          </ul>
        </Part>
      )}
    </div>
  )

  function howCounted({ counts, kind, readAt, formula, question }: MetricReceipt): string[] {
    return [
      t.receipt.counts[counts],
      ...(kind === 'counted' ? [] : [t.receipt.kinds[kind]]),
      (formula ?? question).sentence,
      ...(readAt === null ? [] : [t.receipt.readAt(format.instant(readAt))]),
    ]
  }
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  )
}
