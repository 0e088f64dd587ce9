/** @jsxImportSource #own */
import type { MetricName, MetricSummary } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'

interface ChangeProps {
  metric: MetricName
  summary: MetricSummary
  /** What it is to be compared with is on its way. */
  isComing?: boolean
}

/** How a number stands against the period before, or why it is not compared. */
export function Change({ metric, summary, isComing = false }: ChangeProps) {
  const { t, format } = useInstagramContext()
  const { change, changePercent, provisionalDays, previousProvisionalDays } = summary
  if (change === null) {
    const why = t.tiles.noComparisonWhy(format.number(summary.knownDays), format.number(summary.previousKnownDays))
    return (
      <p className="instagram-change" title={why}>
        {isComing ? t.tiles.comparisonSoon : t.tiles.noComparison}
        <span className="instagram-visually-hidden"> {why}</span>
      </p>
    )
  }
  // Days that may still change on one side only: no decimal of such a comparison means anything.
  const isRough = provisionalDays !== previousProvisionalDays
  const why = isRough
    ? t.tiles.unlikeAges(format.number(provisionalDays), format.number(previousProvisionalDays))
    : undefined
  const { amount, text } = sizeOfChange(change)
  const same = change === 0 ? t.tiles.same : t.tiles.almostSame
  const way = change > 0 ? ({ name: 'up', mark: '▲' } as const) : ({ name: 'down', mark: '▼' } as const)
  const shown =
    amount === 0
      ? { name: 'same', text: same, spoken: same }
      : { name: way.name, text: `${way.mark} ${text}`, spoken: t.tiles[way.name](text) }
  return (
    <p className={`instagram-change instagram-change-${shown.name}`} title={why}>
      <span aria-hidden="true">{shown.text}</span>
      <span className="instagram-visually-hidden">
        {shown.spoken} {t.tiles.versus}
        {why !== undefined && `. ${why}`}
      </span>
    </p>
  )

  /** As it is shown: a change that rounds to nothing has no direction. */
  function sizeOfChange(exact: number): { amount: number; text: string } {
    const size = Math.abs(exact)
    const share = changePercent === null ? null : Math.abs(changePercent)
    const roughly = (text: string) => (isRough ? `≈ ${text}` : text)
    const percent = (value: number) => roughly(isRough ? format.wholePercent(value) : format.percent(value))
    switch (metric) {
      case 'followersCount':
        // The count itself is exact, and the same as the growth of the period.
        return { amount: size, text: format.number(size) + (share === null ? '' : ` · ${percent(share)}`) }
      case 'engagementRate':
        return { amount: rounded(size, 1), text: roughly(t.tiles.percentPoints(size, format.decimal(size))) }
      default:
        if (share === null) return { amount: rounded(size, 0), text: roughly(format.number(size)) }
        return { amount: rounded(share, isRough ? 0 : 1), text: percent(share) }
    }
  }
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
