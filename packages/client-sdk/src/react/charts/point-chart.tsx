/** @jsxImportSource #own */
import { lazy, Suspense } from 'react'
import type { ChartProps } from '../data/index.ts'
import { replaceable } from '../parts/index.ts'

const DayChart = lazy(async () => ({ default: (await import('./day-chart.tsx')).DayChart }))

/** A chart under what it says of one point. It comes in a file of its own, when the first chart is shown. */
function OurChart(props: ChartProps) {
  return (
    <Suspense fallback={<ChartShape hasPosts={props.posts !== undefined} />}>
      <DayChart {...props} />
    </Suspense>
  )
}

export const PointChart = replaceable('Chart', OurChart)

/** As high as a chart will be. */
export function ChartShape({ hasPosts }: { hasPosts: boolean }) {
  return (
    <div aria-hidden="true">
      <div className="instagram-readout" />
      <div className="instagram-chart instagram-skeleton" />
      {hasPosts && <div className="instagram-chart-posts" />}
    </div>
  )
}
