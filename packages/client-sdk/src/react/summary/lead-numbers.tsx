/** @jsxImportSource #own */
import { useInstagramContext } from '../data/index.ts'
import { DataTable } from '../parts/index.ts'
import type { LeadAdvice, LeadChange, LeadFacts, LeadPost } from './lead-story.ts'

/** Both periods side by side, as the tile compares them. */
export function ComparedTable({ change, facts }: { change: LeadChange; facts: LeadFacts }) {
  const { t, format } = useInstagramContext()
  const { proof } = t.lead
  const { metric, summary } = change
  const { startDate, endDate, previousStartDate, previousEndDate } = facts.data.summary.period
  const dates = (from: string, to: string) => t.range.period(...format.period(from, to))
  const number = (value: number | null) => (value === null ? t.units.unknown : format.number(value))
  const { period } = facts.insights
  const rows = [
    { key: 'days', cells: [proof.days, dates(startDate, endDate), dates(previousStartDate, previousEndDate)] },
    { key: metric, cells: [t.metrics[metric], number(summary.value), number(summary.previous)] },
    { key: 'known', cells: [proof.knownDays, number(summary.knownDays), number(summary.previousKnownDays)] },
    { key: 'open', cells: [proof.mayChange, number(summary.provisionalDays), number(summary.previousProvisionalDays)] },
    ...(period === null
      ? []
      : [{ key: 'posts', cells: [proof.posts, number(period.posts), number(period.previousPosts)] }]),
  ]
  const columns = [proof.numbers, proof.period, proof.before]
  return <DataTable caption={proof.numbers} columns={columns} rows={rows} testId="lead-compared" />
}

/** A post beside the average of its kind. */
export function PostProof({ post: { item, times } }: { post: LeadPost }) {
  const { t, format } = useInstagramContext()
  const { proof } = t.lead
  const { comparison } = item
  if (comparison === null) return null
  const average = comparison.average.views
  const cells = [item.views, average].map((value) => (value === null ? t.units.unknown : format.number(value)))
  const rows = [{ key: 'views', cells: [t.metrics.impressions, ...cells, `${format.decimal(times)}×`] }]
  const columns = [proof.numbers, proof.post, proof.mean, proof.times]
  return (
    <>
      <DataTable caption={proof.numbers} columns={columns} rows={rows} testId="lead-post-numbers" />
      <p className="instagram-card-note">
        {proof.average(format.number(comparison.posts))} {comparison.isGrowing && proof.growing}
      </p>
    </>
  )
}

export function AdviceProof({ advice, facts }: { advice: LeadAdvice; facts: LeadFacts }) {
  const { t, format } = useInstagramContext()
  const { insights, bestTimes } = facts
  const kind = insights.findings.find(({ rule }) => rule === 'content_type')
  return (
    <>
      {advice.kind === 'time' && bestTimes !== undefined && (
        <p className="instagram-card-note">
          {t.lead.proof.hours(format.number(bestTimes.posts), format.timeZone(bestTimes.timeZone))}
        </p>
      )}
      {kind !== undefined && (advice.kind === 'type' || advice.type !== null) && (
        <>
          <p>{kind.sentence}</p>
          <p className="instagram-card-note">{kind.why.sentence}</p>
        </>
      )}
    </>
  )
}
