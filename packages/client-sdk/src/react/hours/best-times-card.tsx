/** @jsxImportSource #own */
import type { BestTimeHour, BestTimeSlot, BestTimesResult } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { WeekMap, type WeekMapCell } from '../charts/week-map.tsx'
import { useInstagramContext } from '../data/index.ts'
import { useBestTimes } from '../hooks/metrics.ts'
import { Card, DataTable, EmptyCard, Loaded, type View, ViewSwitch } from '../parts/index.ts'

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
/** The row of any weekday. */
const everyDay = 0
/** As the server's rule: hours with fewer posts are compared with nothing. */
const fewestPosts = 5
/** How strong the colour of an hour with few posts may be at most: the eye must not take it for one of the best. */
const mostOfFew = 0.25

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
  const { best, bestHours, posts, timeZone, usual } = times
  const named = [
    ...best.map((slot) => ({ ...slot, when: format.weekHour(slot.weekday, slot.hour) })),
    ...bestHours.map((hour) => ({ ...hour, when: t.times.anyDay(hour.hour) })),
  ]
  return (
    <>
      <p className="instagram-card-note">{t.times.unit(format.timeZone(timeZone))}</p>
      {named.length > 0 ? (
        <ol className="instagram-best">
          {named.map((time) => (
            <li key={time.when}>
              <strong>{time.when}</strong>
              <span>{t.times.engagement(format.decimal(timesOf(time, usual)), format.number(time.posts))}</span>
            </li>
          ))}
        </ol>
      ) : (
        <p className="instagram-card-note">{t.times.tooFew}</p>
      )}
      {view === 'chart' ? <Week times={times} /> : <Table times={times} />}
      <p className="instagram-card-note">{t.times.note(format.number(posts))}</p>
    </>
  )
}

const timesOf = ({ expected }: BestTimeHour, usual: number | null): number =>
  usual === null || usual === 0 ? 1 : expected / usual

function Week({ times }: { times: BestTimesResult }) {
  const { t, format } = useInstagramContext()
  const hours = times.hours.map(({ hour }) => hour)
  const cellOf = cellsOf(times)
  const rows = [
    { key: everyDay, text: t.times.everyDay, name: t.times.everyDay },
    ...weekdays.map((key) => ({ key, text: format.weekday(key), name: format.longWeekday(key) })),
  ]
  const told = (row: number, hour: number): WeekMapCell | null => {
    const cell = cellOf(row, hour)
    if (cell === null) return null
    const { time, strength, look } = cell
    const expected = format.number(Math.round(time.expected))
    const notes = { best: [t.times.best], plain: [], weak: [t.times.few] }[look]
    return {
      strength,
      look,
      text: expected,
      told: [t.times.cell(expected, format.number(time.posts)), ...notes].join(' · '),
    }
  }
  const legend = t.times.legend
  return (
    <>
      <WeekMap
        caption={t.times.describe}
        columns={hours.map((hour) => ({ key: hour, text: t.times.hour(hour) }))}
        rows={rows}
        cellOf={told}
        testId="times-map"
      />
      <ul className="instagram-legend instagram-map-legend">
        {times.best.length + times.bestHours.length > 0 && <li className="instagram-map-best">{legend.best}</li>}
        <li className="instagram-map-plain">{legend.enough}</li>
        <li className="instagram-map-weak">{legend.few}</li>
        <li className="instagram-map-blank">{legend.blank}</li>
      </ul>
    </>
  )
}

interface Found {
  time: BestTimeHour
  strength: number
  look: WeekMapCell['look']
}

/** One rule for all cells: the number is what the list names, and no colour is stronger than that of a time in the list. */
function cellsOf({
  slots,
  hours,
  best,
  bestHours,
  usual,
}: BestTimesResult): (row: number, hour: number) => Found | null {
  // What is usual is pale, twice of it is full.
  const strengthOf = (expected: number) => Math.min(1, Math.max(0.05, (expected / Math.max(1, usual ?? 1) - 0.5) / 1.5))
  const isBestSlot = (one: BestTimeSlot) =>
    best.some(({ weekday, hour }) => weekday === one.weekday && hour === one.hour)
  const named = [...best, ...bestHours].map(({ expected }) => expected)
  const leastNamed = named.length === 0 ? Infinity : Math.min(...named)
  const found = (time: BestTimeHour, isBest: boolean): Found => {
    if (isBest) return { time, strength: strengthOf(time.expected), look: 'best' }
    const strength = strengthOf(Math.min(time.expected, leastNamed))
    if (time.posts >= fewestPosts) return { time, strength, look: 'plain' }
    return { time, strength: Math.min(strength, mostOfFew), look: 'weak' }
  }
  return (row, hour) => {
    if (row === everyDay) {
      const time = hours.find((one) => one.hour === hour)
      return time === undefined
        ? null
        : found(
            time,
            bestHours.some((one) => one.hour === hour),
          )
    }
    const slot = slots.find((one) => one.weekday === row && one.hour === hour)
    return slot === undefined ? null : found(slot, isBestSlot(slot))
  }
}

function Table({ times: { slots, hours } }: { times: BestTimesResult }) {
  const { t, format } = useInstagramContext()
  const rowOf = (when: string, { posts, engagement, expected }: BestTimeHour) => ({
    key: when,
    cells: [when, format.number(posts), format.number(engagement), format.number(Math.round(expected))],
  })
  const rows = [
    ...hours.map((hour) => rowOf(t.times.anyDay(hour.hour), hour)),
    ...slots.map((slot) => rowOf(format.weekHour(slot.weekday, slot.hour), slot)),
  ]
  return (
    <DataTable
      caption={t.times.title}
      columns={[t.times.when, t.times.posts, t.times.average, t.times.expected]}
      rows={rows}
      testId="times-table"
    />
  )
}
