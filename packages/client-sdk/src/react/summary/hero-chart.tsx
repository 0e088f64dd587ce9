/** @jsxImportSource #own */
import type { DailyMetrics, ListedMedia } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { PointChart } from '../charts/point-chart.tsx'
import { addDays, type ChartPoint, type HeroMetric, reasonOf, useInstagramContext } from '../data/index.ts'
import type { DashboardData } from '../hooks/dashboard.ts'
import { OpenPost } from '../posts/open-post.tsx'
import { ReceiptButton } from '../receipt/receipt-button.tsx'
import { useChartPosts } from './hero-posts.ts'

interface HeroChartProps {
  data: DashboardData
  metric: HeroMetric
  points: ChartPoint[]
}

/** One metric of the range, drawn, with what was published and what it is compared with. */
export function HeroChart({ data, metric, points }: HeroChartProps) {
  const { t, format } = useInstagramContext()
  const [opened, setOpened] = useState<ListedMedia | null>(null)
  const { posts, items } = useChartPosts(data, setOpened)
  const { interval, range, timeline, compare, byDate } = data
  const isRate = metric === 'engagementRate'
  // A week's number of people is no sum of its days.
  const isAverage =
    interval !== 'day' && !(metric === 'followersCount') && timeline.aggregation[metric] === 'daily_average'
  const years = new Set([range.startDate, range.endDate, data.summary.period.today].map((day) => day.slice(0, 4)))
  const pointName = (date: string) => format.point(date, interval, years.size > 1)

  function valueText(value: number): string {
    if (metric === 'engagementRate') return format.percent(value)
    const amount = t.hero.amounts[metric](value, format.number(value))
    return isAverage ? t.hero.aDay(amount) : amount
  }

  function whyMissing(date: string): string {
    const reason = reasonOf(byDate, { metric, date, interval })
    if (reason !== null) return t.missing[reason]
    return interval === 'day' ? t.hero.noValue : t.hero.noPeriod
  }

  return (
    <>
      <PointChart
        points={points}
        color={`var(--instagram-use-chart-${colored.find((name) => name === metric) ?? 'profileViews'})`}
        name={t.metrics[metric]}
        description={t.timeline.describe(
          t.metrics[metric],
          format.longDay(range.startDate),
          format.longDay(range.endDate),
        )}
        fromZero={metric !== 'followersCount'}
        dayLabel={pointName}
        previousLabel={points.some(({ previous }) => previous !== null) ? t.hero.before[compare] : null}
        whyMissing={whyMissing}
        unit={isRate ? 'percent' : 'count'}
        valueText={valueText}
        posts={posts}
        action={(point) => {
          const date = lastDayOf(point, data)
          return (
            date !== null && (
              <ReceiptButton accountId={data.accountId} date={date} metric={metric} title={t.metrics[metric]} />
            )
          )
        }}
      />
      <OpenPost accountId={data.accountId} post={opened} others={items} onClose={() => setOpened(null)} />
    </>
  )
}

/** The metrics with a colour of their own. */
const colored = ['reach', 'impressions', 'followersCount', 'engagement', 'engagementRate'] as const

/** The newest stored day of a point, of which Instagram can be asked where its number comes from. */
function lastDayOf({ date }: ChartPoint, { byDate, timeline, range }: DashboardData): string | null {
  const next = timeline.days.find((start) => start > date)
  let day = next === undefined ? range.endDate : addDays(next, -1)
  while (day >= date) {
    if (isStored(byDate.get(day))) return day
    day = addDays(day, -1)
  }
  return null
}

const isStored = (day: DailyMetrics | undefined) => day !== undefined
