/** @jsxImportSource #own */
import type { SectionProps } from '../data/index.ts'
import { gainsInterval, gainsOf, useInstagramContext } from '../data/index.ts'
import { GainBars } from '../charts/gain-bars.tsx'
import type { DashboardData } from '../hooks/dashboard.ts'
import { useFollowersStory } from '../hooks/use-followers-story.ts'
import { Button, Card, namePost } from '../parts/index.ts'

interface FollowersCardProps extends Pick<SectionProps, 'account' | 'today' | 'onView'> {
  data: DashboardData
}

/** Who came and who left at a glance; not there before there is a day to tell of. */
export function FollowersCard({ account, today, data, onView }: FollowersCardProps) {
  const { t, format } = useInstagramContext()
  const { growth, range, days, byDate } = data
  const story = useFollowersStory(account, { growth, today, namePost: (post) => namePost(t, post) })
  if (growth.points.every(({ change }) => change === null)) return null
  const interval = gainsInterval(days)
  const told = [story.cameAndWent && `${story.cameAndWent}.`, story.bestDay]
    .filter((sentence) => sentence !== null)
    .join(' ')
  const [from, to] = [format.longDay(range.startDate), format.longDay(range.endDate)]
  return (
    <Card title={t.growth.cardTitle} tools={<NetChange net={growth.net} />} testId="followers">
      <p className="instagram-gains-now" data-testid="followers-now">
        {story.now}
      </p>
      <GainBars
        gains={gainsOf(growth.points, { interval, byDate })}
        marks={new Map()}
        description={t.growth.describeSmall(from, to, told)}
        labelOf={(date) => (interval === 'month' ? format.shortMonth(date) : format.day(date))}
      />
      <p className="instagram-card-note" data-testid="followers-told">
        {told}
      </p>
      <p className="instagram-card-foot">
        <Button kind="quiet" onClick={() => onView({ section: 'audience' })} testId="followers-all">
          {t.growth.all}
        </Button>
      </p>
    </Card>
  )
}

function NetChange({ net }: { net: number | null }) {
  const { t, format } = useInstagramContext()
  if (net === null) return null
  const way = net > 0 ? 'up' : 'down'
  return (
    <p className={`instagram-change instagram-change-${net === 0 ? 'same' : way}`} title={t.growth.net}>
      {format.signed(net)}
    </p>
  )
}
