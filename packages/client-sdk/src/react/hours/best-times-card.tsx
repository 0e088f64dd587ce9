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
  const { best, bestHours, slots, posts, timeZone } = times
  const named = [
    ...best.map((slot) => ({ ...slot, when: format.weekHour(slot.weekday, slot.hour) })),
    ...bestHours.map((hour) => ({ ...hour, when: t.times.anyDay(hour.hour) })),
  ]
  return (
    <>
      {named.length > 0 ? (
        <ol className="instagram-best">
          {named.map((time) => (
            <li key={time.when}>
              <strong>{time.when}</strong>
              <span>{t.times.engagement(format.number(Math.round(time.expected)), format.number(time.posts))}</span>
            </li>
          ))}
        </ol>
      ) : (
        <p className="instagram-card-note">{t.times.tooFew}</p>
      )}
      {view === 'chart' ? <Week times={times} /> : <Table slots={slots} />}
      <p className="instagram-card-note">{t.times.note(format.number(posts), timeZone)}</p>
    </>
  )
}

/** No time is stronger in colour than those that the list names. */
function shadeOf({ best, slots }: BestTimesResult): (slot: BestTimeSlot) => number {
  const isNamed = ({ weekday, hour }: BestTimeSlot) => best.some((one) => one.weekday === weekday && one.hour === hour)
  const leastNamed = best.length === 0 ? Infinity : Math.min(...best.map(({ expected }) => expected))
  const shown = (slot: BestTimeSlot) => (isNamed(slot) ? slot.expected : Math.min(slot.expected, leastNamed))
  const most = Math.max(...slots.map(shown), 1)
  return (slot) => 0.25 + (0.75 * shown(slot)) / most
}

function Week({ times }: { times: BestTimesResult }) {
  const { t, format } = useInstagramContext()
  const cells = Array.from({ length: 24 / hoursPerCell }, (_, index) => index * hoursPerCell)
  const shade = shadeOf(times)
  const shadeIn = (weekday: number, from: number) => {
    const found = times.slots.filter(
      (slot) => slot.weekday === weekday && slot.hour >= from && slot.hour < from + hoursPerCell,
    )
    return found.length === 0 ? null : Math.max(...found.map(shade))
  }
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
          const opacity = shadeIn(weekday, hour)
          return (
            <span
              key={`${weekday}-${hour}`}
              className={`instagram-week-cell${opacity === null ? ' instagram-week-blank' : ''}`}
              style={opacity === null ? {} : { opacity }}
            />
          )
        }),
      ])}
    </div>
  )
}

function Table({ slots }: { slots: BestTimeSlot[] }) {
  const { t, format } = useInstagramContext()
  const rows = slots.map(({ weekday, hour, posts, engagement, expected }) => ({
    key: `${weekday}-${hour}`,
    cells: [
      format.weekHour(weekday, hour),
      format.number(posts),
      format.number(engagement),
      format.number(Math.round(expected)),
    ],
  }))
  return (
    <DataTable
      caption={t.times.title}
      columns={[t.times.when, t.times.posts, t.times.average, t.times.expected]}
      rows={rows}
      testId="times-table"
    />
  )
}
