import { useInstagramContext } from '../data/context.ts'
import { rangeDays, type RangeDays } from '../data/range.ts'

export function RangeControl({ value, onChange }: { value: RangeDays; onChange: (value: RangeDays) => void }) {
  const { t } = useInstagramContext()
  return (
    <div className="instagram-segmented" role="group" aria-label={t.range.label}>
      {rangeDays.map((days) => (
        <button
          key={days}
          type="button"
          aria-pressed={value === days}
          data-testid={`range-${days}`}
          onClick={() => onChange(days)}
        >
          {t.range.days[days]}
        </button>
      ))}
    </div>
  )
}
