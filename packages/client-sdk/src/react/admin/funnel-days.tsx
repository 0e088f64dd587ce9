/** @jsxImportSource #own */
import type { FunnelResult } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'
import { Card } from '../parts/index.ts'
import { AdminTable } from './admin-table.tsx'
import { useAdminTexts } from './texts.ts'

/** The days on which somebody began, newest first; the others are counted. */
export function FunnelDays({ days }: Pick<FunnelResult, 'days'>) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const busy = days.filter(({ started }) => started > 0)
  const quiet = days.length - busy.length
  const rows = busy
    .map(({ date, started, connected, cancelled, failed }) => ({
      key: date,
      cells: [format.longDay(date), ...[started, connected, cancelled, failed].map(format.number)],
    }))
    .toReversed()
  return (
    <Card title={t.funnel.byDay} testId="funnel-by-day">
      <Columns days={days} />
      <AdminTable
        caption={t.funnel.byDay}
        columns={[t.funnel.day, t.funnel.steps.started, t.funnel.connected, t.funnel.cancelled, t.funnel.failed]}
        rows={rows}
        testId="funnel-days"
      />
      {quiet > 0 && <p className="instagram-card-note">{t.funnel.quietDays(quiet, format.number(quiet))}</p>}
    </Card>
  )
}

/** A column a day: who began, and in it who connected. The table says the same in words. */
function Columns({ days }: Pick<FunnelResult, 'days'>) {
  const most = Math.max(1, ...days.map(({ started }) => started))
  return (
    <div className="instagram-admin-columns" aria-hidden="true">
      {days.map(({ date, started, connected }) => (
        <span key={date} style={{ height: `${(100 * started) / most}%` }}>
          <span style={{ height: started === 0 ? '0' : `${(100 * connected) / started}%` }} />
        </span>
      ))}
    </div>
  )
}
