/** @jsxImportSource #own */
import { lazy, Suspense } from 'react'
import { type ChartProps, type PointState, useInstagramContext } from '../data/index.ts'
import { Legend, replaceable } from '../parts/index.ts'

const DayChart = lazy(async () => ({ default: (await import('./day-chart.tsx')).DayChart }))

/** A chart with its legend. The drawing comes in a file of its own, when the first chart is shown. */
function OurChart(props: ChartProps) {
  const { points, color, previousLabel } = props
  const { t } = useInstagramContext()
  const textOf = (state: PointState, text: string) =>
    points.some((point) => point.state === state && point.value !== null) ? text : null
  return (
    <>
      <Suspense fallback={<div className="instagram-chart instagram-skeleton" />}>
        <DayChart {...props} states={t.timeline.states} />
      </Suspense>
      <Legend
        color={color}
        final={textOf('final', t.timeline.final)}
        tentative={textOf('derived', t.growth.derived) ?? textOf('provisional', t.timeline.provisional)}
        partial={textOf('partial', t.timeline.states.partial)}
        gap={points.some(({ value }) => value === null) ? t.timeline.gap : null}
        previous={previousLabel}
      />
    </>
  )
}

export const PointChart = replaceable('Chart', OurChart)
