/** @jsxImportSource #own */
import type { FunnelResult } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { addDays, useInstagramContext } from '../data/index.ts'
import { useAdminFunnel } from '../hooks/admin.ts'
import { Card, DataTable, Loaded, Segmented } from '../parts/index.ts'
import { useAdminTexts } from './texts.ts'

const ranges = [7, 30, 90] as const
/** The funnel counts in the days of Instagram, like every other number. */
const instagramDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Los_Angeles' })

/** How far users get with connecting, how long it takes them, and why they stop. */
export function FunnelScreen() {
  const t = useAdminTexts()
  const { now } = useInstagramContext()
  const [days, setDays] = useState<(typeof ranges)[number]>(30)
  const endDate = instagramDay.format(now())
  const funnel = useAdminFunnel({ startDate: addDays(endDate, 1 - days), endDate })
  const options = ranges.map((value) => ({ value, text: t.funnel.days[value] }))
  const tools = <Segmented label={t.funnel.range} value={days} options={options} onChange={setDays} />
  return (
    <Card title={t.funnel.title} tools={tools} testId="admin-funnel">
      <Loaded query={funnel} skeleton="chart">
        {(data) =>
          data.people + data.reconnects.people === 0 ? (
            <p className="instagram-card-note">{t.funnel.empty}</p>
          ) : (
            <Funnel funnel={data} />
          )
        }
      </Loaded>
    </Card>
  )
}

function Funnel({ funnel }: { funnel: FunnelResult }) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const percent = (value: number | null) => (value === null ? '—' : format.percent(value))
  const seconds = (value: number | null) => (value === null ? '—' : t.funnel.seconds(format.decimal(value)))
  const steps = funnel.steps.map(({ step, count, conversionPercent, fromStartPercent, medianSeconds, p90Seconds }) => ({
    key: step,
    cells: [
      t.funnel.steps[step],
      format.number(count),
      percent(conversionPercent),
      percent(fromStartPercent),
      seconds(medianSeconds),
      seconds(p90Seconds),
    ],
  }))
  const days = funnel.days
    .map(({ date, started, connected, cancelled, failed }) => ({
      key: date,
      cells: [format.longDay(date), ...[started, connected, cancelled, failed].map(format.number)],
    }))
    .toReversed()
  const variants = funnel.texts.variants.map(({ variant, people, connected, connectedPercent }) => ({
    key: variant,
    cells: [variant.toUpperCase(), format.number(people), format.number(connected), percent(connectedPercent)],
  }))
  return (
    <>
      <DataTable
        caption={t.funnel.title}
        columns={[
          t.funnel.step,
          t.funnel.count,
          t.funnel.conversion,
          t.funnel.fromStart,
          t.funnel.median,
          t.funnel.slowest,
        ]}
        rows={steps}
        testId="funnel-steps"
      />
      <p className="instagram-card-note">
        {t.funnel.ended(format.number(funnel.cancelled), format.number(funnel.failed))}
      </p>
      <p className="instagram-card-note" data-testid="funnel-reconnects">
        {t.funnel.reconnects(format.number(funnel.reconnects.people), format.number(funnel.reconnects.connected))}
      </p>
      <h3>{t.funnel.reasons}</h3>
      {funnel.reasons.length === 0 ? (
        <p className="instagram-card-note">{t.funnel.noReasons}</p>
      ) : (
        <ul className="instagram-entries">
          {funnel.reasons.map(({ reason, count }) => (
            <li key={reason}>
              <span>{reason}</span>
              <strong>{format.number(count)}</strong>
            </li>
          ))}
        </ul>
      )}
      <h3>{t.funnel.texts}</h3>
      <DataTable
        caption={t.funnel.texts}
        columns={[t.funnel.variant, t.funnel.people, t.funnel.connected, t.funnel.fromStart]}
        rows={variants}
        testId="funnel-texts"
      />
      <p className="instagram-card-note">
        {t.funnel.verdicts[funnel.texts.verdict](format.number(funnel.texts.peopleMissing))}
      </p>
      <h3>{t.funnel.byDay}</h3>
      <DataTable
        caption={t.funnel.byDay}
        columns={[t.funnel.day, t.funnel.steps.started, t.funnel.connected, t.funnel.cancelled, t.funnel.failed]}
        rows={days}
        testId="funnel-days"
      />
    </>
  )
}
