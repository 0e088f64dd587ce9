/** @jsxImportSource #own */
import { countProvisional, rangeDays, type RangeDays, useInstagramContext } from '../data/index.ts'
import type { DashboardData } from '../hooks/dashboard.ts'
import { Segmented } from '../parts/index.ts'

export interface RangeControlProps {
  value: RangeDays
  onChange: (value: RangeDays) => void
  data: DashboardData | undefined
}

/** Which period is shown. A button also says how many of its days may still change, once those days are known. */
export function RangeControl({ value, onChange, data }: RangeControlProps) {
  const { t, format } = useInstagramContext()
  const options = rangeDays.map((days) => {
    const count = data === undefined || data.days < days ? 0 : countProvisional(data.byDate, days, data.range.endDate)
    const provisional = t.range.provisional(count, format.number(count), format.number(days))
    const text = (
      <>
        {t.range.days[days]}
        {count > 0 && (
          <>
            <small aria-hidden="true">{t.range.provisionalShort(count, format.number(count))}</small>
            <span className="instagram-visually-hidden">, {provisional}</span>
          </>
        )}
      </>
    )
    return { value: days, text, testId: `range-${days}`, title: count > 0 ? provisional : undefined }
  })
  return <Segmented label={t.range.label} value={value} options={options} onChange={onChange} />
}
