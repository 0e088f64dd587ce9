/** @jsxImportSource #own */
import type { AudienceDimension, AudienceGroup, AudienceGroups } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { useInstagramContext } from '../data/index.ts'
import { useAudience } from '../hooks/metrics.ts'
import { Card, EmptyCard, Loaded, Segmented } from '../parts/index.ts'

const dimensions = ['age', 'gender', 'country', 'city'] as const satisfies readonly AudienceDimension[]
const shownGroups = 6

/** Who follows the account, and who engages with it. */
export function AudienceCard({ accountId }: { accountId: string }) {
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
      <Loaded query={useAudience({ accountId })} skeleton="chart" hidesOld>
        {({ readAt, [who]: groups }) => <Audience readAt={readAt} groups={groups} />}
      </Loaded>
    </Card>
  )
}

function Audience({ readAt, groups }: { readAt: Date | null; groups: AudienceGroups }) {
  const { t, format } = useInstagramContext()
  if (dimensions.every((dimension) => groups[dimension] === null)) {
    const isRead = readAt !== null
    return (
      <EmptyCard
        title={isRead ? t.audience.empty : t.audience.notYet}
        lead={isRead ? t.audience.emptyLead : t.audience.notYetLead}
      />
    )
  }
  return (
    <>
      <div className="instagram-audience">
        {dimensions.map((dimension) => (
          <Groups key={dimension} dimension={dimension} groups={groups[dimension]} />
        ))}
      </div>
      {readAt !== null && <p className="instagram-card-note">{t.audience.readAt(format.instantDay(readAt))}</p>}
    </>
  )
}

function Groups({ dimension, groups }: { dimension: AudienceDimension; groups: AudienceGroup[] | null }) {
  const { t, format, locale } = useInstagramContext()
  const countries = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' })
  const label = (name: string) => {
    if (dimension === 'gender') return t.audience.genders[name === 'F' || name === 'M' ? name : 'U']
    if (dimension === 'country' && /^[A-Z]{2}$/.test(name)) return countries.of(name) ?? name
    return name
  }
  const shown = groups?.slice(0, shownGroups) ?? []
  const inOrder = dimension === 'age' ? shown.toSorted((one, other) => one.name.localeCompare(other.name)) : shown
  return (
    <div>
      <h3>{t.audience.dimensions[dimension]}</h3>
      {inOrder.length === 0 ? (
        <p className="instagram-card-note">{t.audience.unknown}</p>
      ) : (
        <ul className="instagram-groups">
          {inOrder.map(({ name, share }) => (
            <li key={name}>
              <span>{label(name)}</span>
              <span>{format.percent(share)}</span>
              <span className="instagram-groups-bar" aria-hidden="true">
                <span style={{ inlineSize: `${Math.min(100, share)}%` }} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
