/** @jsxImportSource #own */
import type { Account, BestTimesResult, OnlineHour } from '@instagram-dashboard/server/contract'
import { WeekMap } from '../charts/week-map.tsx'
import { useInstagramContext } from '../data/index.ts'
import { useBestTimes } from '../hooks/metrics.ts'
import { Card } from '../parts/index.ts'

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
/** Hours are put together by so many, or a phone could not show them. */
const hoursPerCell = 3
const columns = Array.from({ length: 24 / hoursPerCell }, (_, index) => index * hoursPerCell)

interface Block {
  weekday: number
  from: number
  people: number
}

/** When followers are online, where Instagram says so; nothing where it does not. */
export function OnlineCard({ account }: { account: Pick<Account, 'id' | 'followersCount'> }) {
  const { t, format } = useInstagramContext()
  const { data } = useBestTimes({ accountId: account.id })
  const blocks = blocksOf(data?.online ?? [])
  const [peak] = blocks.toSorted((one, other) => other.people - one.people)
  if (data === undefined || peak === undefined) return null
  const { weekday, from, people } = peak
  const least = Math.min(...blocks.map((block) => block.people))
  const all = Math.max(1, people, account.followersCount ?? 0)
  const hours = t.times.hours(from, (from + hoursPerCell) % 24)
  return (
    <Card title={t.online.title} testId="online-hours">
      <p className="instagram-card-note">{t.online.unit(format.timeZone(data.timeZone))}</p>
      <p className="instagram-map-lead">
        <strong>{t.online.peak(format.longWeekday(weekday), hours, format.number(people))}</strong>{' '}
        <Tried times={data} block={peak} />
      </p>
      <WeekMap
        caption={t.online.describe}
        columns={columns.map((hour) => ({ key: hour, text: t.times.hour(hour) }))}
        rows={weekdays.map((key) => ({ key, text: format.weekday(key), name: format.longWeekday(key) }))}
        cellOf={(row, hour) => {
          const block = blocks.find((one) => one.weekday === row && one.from === hour)
          if (block === undefined) return null
          return {
            text: format.number((100 * block.people) / all),
            told: t.online.cell(format.number(block.people)),
            strength: (block.people - least) / Math.max(1, people - least),
            look: block === peak ? 'best' : 'plain',
          }
        }}
        testId="online-map"
      />
      <p className="instagram-card-note">{t.online.note}</p>
    </Card>
  )
}

/** How the posts of that time did, or that there are none yet; nothing where they are too few to say. */
function Tried({ times: { slots, usual }, block }: { times: BestTimesResult; block: Block }) {
  const { t, format } = useInstagramContext()
  const then = slots.filter(
    ({ weekday, hour }) => weekday === block.weekday && hour >= block.from && hour < block.from + hoursPerCell,
  )
  if (then.length === 0) return t.online.untried
  const posts = then.reduce((sum, slot) => sum + slot.posts, 0)
  if (posts < fewestPosts || usual === null || usual === 0) return null
  const expected = then.reduce((sum, slot) => sum + slot.expected * slot.posts, 0) / posts
  return t.online.tried(format.decimal(expected / usual))
}

/** As the server's rule of best hours. */
const fewestPosts = 5

function blocksOf(online: readonly OnlineHour[]): Block[] {
  const groups = Map.groupBy(online, ({ weekday, hour }) => `${weekday} ${Math.floor(hour / hoursPerCell)}`)
  return [...groups.values()].flatMap((hours) => {
    const [first] = hours
    if (first === undefined) return []
    const people = Math.round(hours.reduce((sum, hour) => sum + hour.people, 0) / hours.length)
    return { weekday: first.weekday, from: first.hour - (first.hour % hoursPerCell), people }
  })
}
