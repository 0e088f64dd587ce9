/** @jsxImportSource #own */
import type { BestTimeSlot, BestTimesResult } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { useInstagramContext } from '../data/index.ts'
import { useBestTimes } from '../hooks/metrics.ts'
import { Card, DataTable, EmptyCard, Loaded, type View, ViewSwitch } from '../parts/index.ts'

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
/** Hours of the picture are put together by so many, or a phone could not show them. */
const hoursPerCell = 3

/** When posts have done well, by weekday and hour. */
export function BestTimesCard({ accountId }: { accountId: string }) {
  const { t } = useInstagramContext()
  const [view, setView] = useState<View>('chart')
  const times = useBestTimes({ accountId })
  const hasSlots = times.data !== undefined && times.data.slots.length > 0
  const tools = hasSlots && <ViewSwitch view={view} onChange={setView} testId="times-view" />
  return (
    <Card title={t.times.title} tools={tools} testId="best-times">
      <Loaded query={times} skeleton="chart" hidesOld>
        {(data) =>
          hasSlots ? <Times times={data} view={view} /> : <EmptyCard title={t.times.empty} lead={t.times.emptyLead} />
        }
      </Loaded>
    </Card>
  )
}

function Times({ times, view }: { times: BestTimesResult; view: View }) {
  const { t, format } = useInstagramContext()
  const { best, slots, posts, timeZone } = times
  return (
    <>
      {best.length > 0 ? (
        <ol className="instagram-best">
          {best.map((slot) => (
            <li key={`${slot.weekday}-${slot.hour}`}>
              <strong>{format.weekHour(slot.weekday, slot.hour)}</strong>
              <span>{t.times.engagement(format.number(slot.engagement), format.number(slot.posts))}</span>
            </li>
          ))}
        </ol>
      ) : (
        <p className="instagram-card-note">{t.times.tooFew}</p>
      )}
      {view === 'chart' ? <Week slots={slots} /> : <Table slots={slots} />}
      <p className="instagram-card-note">{t.times.note(format.number(posts), timeZone)}</p>
    </>
  )
}

function Week({ slots }: { slots: BestTimeSlot[] }) {
  const { t, format } = useInstagramContext()
  const cells = Array.from({ length: 24 / hoursPerCell }, (_, index) => index * hoursPerCell)
  const engagementIn = (weekday: number, from: number) => {
    const found = slots.filter(
      (slot) => slot.weekday === weekday && slot.hour >= from && slot.hour < from + hoursPerCell,
    )
    const posts = found.reduce((sum, slot) => sum + slot.posts, 0)
    return posts === 0 ? null : found.reduce((sum, slot) => sum + slot.engagement * slot.posts, 0) / posts
  }
  const most = Math.max(...slots.map(({ engagement }) => engagement), 1)
  return (
    <div className="instagram-week" role="img" aria-label={t.times.describe}>
      <span />
      {cells.map((hour) => (
        <span key={hour} className="instagram-week-hour">
          {hour}h
        </span>
      ))}
      {weekdays.flatMap((weekday) => [
        <span key={weekday} className="instagram-week-day">
          {format.weekday(weekday)}
        </span>,
        ...cells.map((hour) => {
          const engagement = engagementIn(weekday, hour)
          return (
            <span
              key={`${weekday}-${hour}`}
              className={`instagram-week-cell${engagement === null ? ' instagram-week-blank' : ''}`}
              style={engagement === null ? {} : { opacity: 0.25 + 0.75 * Math.min(1, engagement / most) }}
            />
          )
        }),
      ])}
    </div>
  )
}

function Table({ slots }: { slots: BestTimeSlot[] }) {
  const { t, format } = useInstagramContext()
  const rows = slots.map(({ weekday, hour, posts, engagement }) => ({
    key: `${weekday}-${hour}`,
    cells: [format.weekHour(weekday, hour), format.number(posts), format.number(engagement)],
  }))
  return (
    <DataTable
      caption={t.times.title}
      columns={[t.times.when, t.times.posts, t.times.average]}
      rows={rows}
      testId="times-table"
    />
  )
}
