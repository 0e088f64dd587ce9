/** @jsxImportSource #own */
import { type ReactNode, useState } from 'react'
import {
  addDays,
  type Comparison,
  comparisons,
  countProvisional,
  daysOf,
  type PanelView,
  type RangeChoice,
  rangeDays,
  readRange,
  useInstagramContext,
} from '../data/index.ts'
import type { DashboardData } from '../hooks/dashboard.ts'
import { Button, Menu, MoreIcon, Segmented, Select } from '../parts/index.ts'

export interface RangeControlProps {
  view: PanelView
  onView: (change: Partial<PanelView>) => void
  data: DashboardData | undefined
  today: string
}

/** Which period is shown. A button also says how many of its days may still change, once those days are known. */
export function RangeControl({ view, onView, data, today }: RangeControlProps) {
  const { t, format } = useInstagramContext()
  const choose = (range: RangeChoice) => onView({ range })
  const options = rangeDays.map((days) => {
    const count = data === undefined || data.days < days ? 0 : countProvisional(data.byDate, days, data.range.endDate)
    const provisional = t.range.provisional(count, format.number(count), format.number(days))
    const value: RangeChoice = `${days}`
    return {
      value,
      text: count > 0 ? <Counted text={t.range.days[days]} also={provisional} /> : t.range.days[days],
      testId: `range-${days}`,
      title: count > 0 ? provisional : undefined,
    }
  })
  return (
    <div className="instagram-range">
      <Segmented<RangeChoice> label={t.range.label} value={view.range} options={options} onChange={choose} />
      <Menu label={t.range.more} face={<MoreIcon />} testId="range-more" isWide>
        {(close, isOpen) => isOpen && <MoreRanges {...{ view, onView, data, today, close }} />}
      </Menu>
    </div>
  )
}

function Counted({ text, also }: { text: ReactNode; also: string }) {
  return (
    <>
      {text}
      <span className="instagram-visually-hidden">, {also}</span>
    </>
  )
}

/** Everything since the beginning, any two days, and what they are compared with. */
function MoreRanges({ view, onView, data, today, close }: RangeControlProps & { close: () => void }) {
  const { t } = useInstagramContext()
  const latest = addDays(today, -1)
  const shown = data?.range ?? daysOf(view.range, today)
  const [startDate, setStartDate] = useState(shown.startDate)
  const [endDate, setEndDate] = useState(shown.endDate)
  const range = readRange(`${startDate}..${endDate}`)
  const isPast = endDate <= latest
  const choose = (chosen: RangeChoice) => {
    onView({ range: chosen })
    close()
  }
  const compared = comparisons.map((name) => [name, t.range.comparisons[name]] as const)
  return (
    <form
      className="instagram-range-more"
      onSubmit={(event) => {
        event.preventDefault()
        if (range !== null && isPast) choose(range)
      }}
    >
      <Button testId="range-beginning" onClick={() => choose('beginning')}>
        {t.range.beginning}
      </Button>
      <div className="instagram-range-days">
        <Day label={t.range.from} value={startDate} max={endDate} onChange={setStartDate} testId="range-from" />
        <Day label={t.range.to} value={endDate} max={latest} onChange={setEndDate} testId="range-to" />
      </div>
      <Button type="submit" kind="primary" disabled={range === null || !isPast} testId="range-show">
        {t.range.show}
      </Button>
      <Select<Comparison>
        label={t.range.compare}
        value={view.compare}
        options={compared}
        onChange={(compare) => onView({ compare })}
        testId="range-compare"
        isField
      />
    </form>
  )
}

interface DayProps {
  label: string
  value: string
  max: string
  onChange: (value: string) => void
  testId: string
}

function Day({ label, value, max, onChange, testId }: DayProps) {
  return (
    <label className="instagram-field">
      {label}
      <input
        type="date"
        required
        value={value}
        max={max}
        data-testid={testId}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  )
}
