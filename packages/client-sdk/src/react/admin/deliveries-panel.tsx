/** @jsxImportSource #own */
import { useInstagramContext } from '../data/index.ts'
import { useAdminDeliveries, useAdminResend } from '../hooks/admin.ts'
import { DeadLetterPanel } from './dead-letter-panel.tsx'
import { useAdminTexts } from './texts.ts'

/** Events that were given up after all tries, to be sent again. */
export function DeliveriesPanel() {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const names: Readonly<Record<string, string>> = t.audit.types
  return (
    <DeadLetterPanel
      name="deliveries"
      title={t.deliveries.title}
      empty={t.deliveries.empty}
      list={useAdminDeliveries({ status: 'dead' })}
      redrive={useAdminResend()}
      texts={t.deliveries}
      describe={({ type, attempts, lastFailure, createdAt }) => ({
        label: names[type] ?? type,
        code: type,
        facts: t.died(format.instant(createdAt), format.number(attempts), lastFailure ?? t.deliveries.unknown),
      })}
    />
  )
}
