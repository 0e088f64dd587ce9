/** @jsxImportSource #own */
import type { GrowthPoint } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'
import type { DashboardData } from '../hooks/dashboard.ts'
import { DataTable } from '../parts/index.ts'

/** The growth in figures, newest day first. */
export function GrowthTable({ data }: { data: DashboardData }) {
  const { t, format } = useInstagramContext()
  const changeOf = ({ change, isEstimated }: GrowthPoint) => {
    if (change === null) return t.units.unknown
    return format.signed(change) + (isEstimated ? ` (${t.growth.estimatedMark})` : '')
  }
  const sourceOf = ({ followers, isDerived, isFinal }: GrowthPoint) => {
    if (followers === null) return t.timeline.noValue
    const source = isDerived ? t.growth.derivedMark : t.growth.countedMark
    return isFinal ? source : `${source}, ${t.chart.states.provisional}`
  }
  const rows = data.growth.points
    .map((point) => ({
      key: point.date,
      cells: [
        format.longDay(point.date),
        point.followers === null ? t.units.unknown : format.number(point.followers),
        changeOf(point),
        point.gained === null ? t.units.unknown : format.number(point.gained),
        point.lost === null ? t.units.unknown : format.number(point.lost),
        sourceOf(point),
      ],
    }))
    .toReversed()
  return (
    <DataTable
      caption={t.growth.title}
      columns={[
        t.timeline.date,
        t.growth.followers,
        t.growth.change,
        t.metrics.follows,
        t.metrics.unfollows,
        t.growth.source,
      ]}
      rows={rows}
      testId="growth-table"
    />
  )
}
