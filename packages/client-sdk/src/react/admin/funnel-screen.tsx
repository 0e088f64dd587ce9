/** @jsxImportSource #own */
import type { FunnelResult } from '@instagram-dashboard/server/contract'
import { addDays, useInstagramContext } from '../data/index.ts'
import { useAdminFunnel } from '../hooks/admin.ts'
import { Card, Loaded, Segmented } from '../parts/index.ts'
import { AdminLink } from './admin-link.tsx'
import { useAdmin } from './admin-view.ts'
import { Bars } from './bars.tsx'
import { FunnelDays } from './funnel-days.tsx'
import { FunnelPlacements, FunnelReasons, FunnelTexts } from './funnel-parts.tsx'
import { useAdminTexts } from './texts.ts'

const ranges = [7, 30, 90] as const
/** The funnel counts in the days of Instagram, like every other number. */
const instagramDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Los_Angeles' })

/** How far users get with connecting, how long it takes them, and why they stop. */
export function FunnelScreen() {
  const t = useAdminTexts()
  const { now } = useInstagramContext()
  const { view, narrow } = useAdmin()
  const days = ranges.find((range) => String(range) === view.filters.days) ?? 30
  const endDate = instagramDay.format(now())
  const { placement } = view.filters
  const period = { startDate: addDays(endDate, 1 - days), endDate }
  const funnel = useAdminFunnel(placement === undefined ? period : { ...period, placement: placement.slice(0, 64) })
  const options = ranges.map((value) => ({ value, text: t.funnel.days[value] }))
  const tools = (
    <Segmented
      label={t.funnel.range}
      value={days}
      options={options}
      onChange={(range) => narrow({ days: range === 30 ? '' : String(range) })}
    />
  )
  return (
    <Loaded query={funnel} skeleton="chart">
      {(data) => (
        <>
          <Card title={t.funnel.title} tools={tools} testId="admin-funnel">
            {data.people + data.reconnects.people === 0 ? (
              <p className="instagram-card-note">{t.funnel.empty}</p>
            ) : (
              <Steps funnel={data} />
            )}
          </Card>
          {data.people > 0 && (
            <div className="instagram-admin-pairs">
              <FunnelReasons funnel={data} />
              <FunnelPlacements funnel={data} />
            </div>
          )}
          <FunnelTexts funnel={data} />
          {data.people > 0 && <FunnelDays days={data.days} />}
        </>
      )}
    </Loaded>
  )
}

function Steps({ funnel }: { funnel: FunnelResult }) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const { steps, people, reconnects } = funnel
  const seconds = (value: number) => t.funnel.seconds(format.decimal(value))
  const bars = steps.map(({ step, count, fromStartPercent, medianSeconds, p90Seconds }, index) => {
    const lost = (steps[index - 1]?.count ?? count) - count
    const notes = [
      lost > 0 && t.funnel.lost(lost, format.number(lost)),
      index > 0 && fromStartPercent !== null && t.funnel.ofStart(format.wholePercent(fromStartPercent)),
      index > 0 &&
        medianSeconds !== null &&
        p90Seconds !== null &&
        t.funnel.within(seconds(medianSeconds), seconds(p90Seconds)),
    ]
    return {
      key: step,
      label: t.funnel.steps[step],
      value: format.number(count),
      percent: people === 0 ? 0 : (100 * count) / people,
      note: notes.filter(Boolean).join(' · ') || undefined,
    }
  })
  return (
    <>
      <Bars bars={bars} label={t.funnel.title} testId="funnel-steps" />
      <Ends funnel={funnel} />
      <p className="instagram-card-note" data-testid="funnel-reconnects">
        {t.funnel.reconnects(format.number(reconnects.people), format.number(reconnects.connected))}
      </p>
    </>
  )
}

/** How it ended for those who did not connect; the events of it are in the audit log. */
function Ends({ funnel: { steps, people, cancelled, failed, startDate } }: { funnel: FunnelResult }) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const connected = steps.at(-1)?.count ?? 0
  // Who never came back left no event.
  const ends = [
    { name: t.funnel.gaveUp, count: cancelled, type: 'connection.cancelled' },
    { name: t.funnel.broke, count: failed, type: 'connection.failed' },
    { name: t.funnel.away, count: Math.max(0, people - connected - cancelled - failed), type: null },
  ].filter(({ count }) => count > 0)
  if (ends.length === 0) return null
  return (
    <>
      <h3>{t.funnel.ended}</h3>
      <ul className="instagram-entries" data-testid="funnel-ends">
        {ends.map(({ name, count, type }) => (
          <li key={name}>
            <span>{name}</span>
            <strong>{t.funnel.users(count, format.number(count))}</strong>
            {type !== null && (
              <AdminLink to={{ screen: 'audit', filters: { type, since: startDate } }}>{t.funnel.events}</AdminLink>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
