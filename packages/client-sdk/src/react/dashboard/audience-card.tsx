import type { AudienceDimension, AudienceGroup } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { useInstagramContext } from '../data/context.ts'
import { toFailure } from '../data/failure.ts'
import { useAudience } from '../hooks/metrics.ts'
import { EmptyCard } from '../parts/empty-card.tsx'
import { ErrorPanel } from '../parts/error-panel.tsx'
import { Skeleton } from '../parts/skeleton.tsx'

const dimensions = ['age', 'gender', 'country', 'city'] as const satisfies readonly AudienceDimension[]
const shownGroups = 6

/** Who follows the account, and who engages with it. */
export function AudienceCard({ accountId }: { accountId: string }) {
  const { t, format } = useInstagramContext()
  const [who, setWho] = useState<'followers' | 'engaged'>('followers')
  const audience = useAudience({ accountId })
  const { data } = audience
  const isEmpty = data !== undefined && dimensions.every((dimension) => data[who][dimension] === null)
  return (
    <section className="instagram-card" aria-labelledby="instagram-audience-title" data-testid="audience">
      <div className="instagram-card-head">
        <h2 id="instagram-audience-title">{t.audience.title}</h2>
        <div className="instagram-segmented" role="group" aria-label={t.audience.who}>
          {(['followers', 'engaged'] as const).map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={who === name}
              data-testid={`audience-${name}`}
              onClick={() => setWho(name)}
            >
              {t.audience[name]}
            </button>
          ))}
        </div>
      </div>
      {audience.error !== null ? (
        <ErrorPanel failure={toFailure(audience.error)} onRetry={() => void audience.refetch()} />
      ) : data === undefined ? (
        <Skeleton kind="chart" />
      ) : isEmpty ? (
        <EmptyCard
          title={data.readAt === null ? t.audience.notYet : t.audience.empty}
          lead={data.readAt === null ? t.audience.notYetLead : t.audience.emptyLead}
        />
      ) : (
        <>
          <div className="instagram-audience">
            {dimensions.map((dimension) => (
              <Groups key={dimension} dimension={dimension} groups={data[who][dimension]} />
            ))}
          </div>
          {data.readAt !== null && (
            <p className="instagram-card-note">{t.audience.readAt(format.instantDay(data.readAt))}</p>
          )}
        </>
      )}
    </section>
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
