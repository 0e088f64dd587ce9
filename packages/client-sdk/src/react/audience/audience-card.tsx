/** @jsxImportSource #own */
import type { Account, AudienceGroups, AudienceResult } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { useInstagramContext } from '../data/index.ts'
import { useAudience } from '../hooks/metrics.ts'
import { Card, EmptyCard, Loaded, Segmented } from '../parts/index.ts'
import { Gender, Groups } from './audience-groups.tsx'

const fewestPeople = 100
/** Below it a group is no majority to speak of. */
const leastShare = 15

interface AudienceCardProps {
  account: Pick<Account, 'id' | 'followersCount'>
}

/** Who follows the account, and who engages with it. */
export function AudienceCard({ account }: AudienceCardProps) {
  const { t } = useInstagramContext()
  const [who, setWho] = useState<'followers' | 'engaged'>('followers')
  const options = (['followers', 'engaged'] as const).map((value) => ({
    value,
    text: t.audience[value],
    testId: `audience-${value}`,
  }))
  const tools = <Segmented label={t.audience.who} value={who} options={options} onChange={setWho} />
  return (
    <Card title={t.audience.title} tools={tools} testId="audience">
      <Loaded query={useAudience({ accountId: account.id })} skeleton="chart" hidesOld>
        {(audience) => <Audience audience={audience} who={who} followers={account.followersCount} />}
      </Loaded>
    </Card>
  )
}

interface AudienceProps {
  audience: AudienceResult
  who: 'followers' | 'engaged'
  followers: number | null
}

function Audience({ audience, who, followers }: AudienceProps) {
  const { t, format } = useInstagramContext()
  const { readAt, [who]: groups } = audience
  if (Object.values(groups).every((one) => one === null)) {
    return <NoAudience isRead={readAt !== null} who={who} followers={followers} />
  }
  const named = who === 'followers' ? shareNamed(groups, followers) : null
  return (
    <>
      <Meaning groups={groups} />
      <div className="instagram-audience">
        <Groups dimension="age" groups={groups.age} />
        <Gender groups={groups.gender} />
        <Groups dimension="country" groups={groups.country} />
        <Groups dimension="city" groups={groups.city} />
      </div>
      <p className="instagram-card-note" data-testid="audience-named">
        {named === null ? t.audience.namedOnly : t.audience.named(format.wholePercent(named))}
        {readAt !== null && ` ${t.audience.readAt(format.instantDay(readAt))}`}
      </p>
    </>
  )
}

/** How many percent of the followers Instagram puts into a group, by the dimension of which it says most. */
function shareNamed(groups: AudienceGroups, followers: number | null): number | null {
  const sums = Object.values(groups).flatMap((one) =>
    one === null ? [] : one.reduce((sum, { people }) => sum + people, 0),
  )
  // The count of followers is newer than the groups: a little above all of them is all of them.
  return followers === null || followers === 0 || sums.length === 0
    ? null
    : Math.min(100, (100 * Math.max(...sums)) / followers)
}

/** Whom one talks to, in a sentence: of each dimension the greatest group, as far as it is great. */
function Meaning({ groups: { age, gender, city } }: { groups: AudienceGroups }) {
  const { t, format } = useInstagramContext()
  const greatest = (of: AudienceGroups['age']) => of?.find(({ share, name }) => share >= leastShare && name !== 'U')
  const [g, a, c] = [greatest(gender), greatest(age), greatest(city)]
  const percent = (share: number) => format.wholePercent(share)
  const parts = [
    g && t.audience.most.gender(t.audience.genders[g.name === 'F' ? 'F' : 'M'], percent(g.share)),
    a && (a.name === '65+' ? t.audience.most.oldest(percent(a.share)) : t.audience.most.age(a.name, percent(a.share))),
    c && t.audience.most.city(c.name.replace(/,.*/, ''), percent(c.share)),
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? null : <p className="instagram-audience-most">{parts.join(' · ')}</p>
}

function NoAudience({ isRead, who, followers }: { isRead: boolean } & Omit<AudienceProps, 'audience'>) {
  const { t, format } = useInstagramContext()
  if (followers !== null && followers < fewestPeople) {
    const missing = fewestPeople - followers
    return <p className="instagram-card-note">{t.audience.tooFew(missing, format.number(missing))}</p>
  }
  if (!isRead) return <EmptyCard title={t.audience.notYet} lead={t.audience.notYetLead} />
  if (who === 'engaged') return <EmptyCard title={t.audience.engagedEmpty} lead={t.audience.engagedLead} />
  return <EmptyCard title={t.audience.empty} lead={t.audience.emptyLead} />
}
