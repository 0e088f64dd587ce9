/** @jsxImportSource #own */
import type { AudienceDimension, AudienceGroup } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { useInstagramContext } from '../data/index.ts'
import { Button } from '../parts/index.ts'

/** Of countries and cities so many are shown at first; ages are all shown, for they are few and belong together. */
const shownAtFirst = 6

interface GroupsProps {
  dimension: Exclude<AudienceDimension, 'gender'>
  /** The largest first. */
  groups: AudienceGroup[] | null
}

/** The people of each age, country or city, in percent. */
export function Groups({ dimension, groups }: GroupsProps) {
  const { t, format, locale } = useInstagramContext()
  const [isWhole, setIsWhole] = useState(false)
  const all = groups ?? []
  const inOrder = dimension === 'age' ? all.toSorted((one, other) => one.name.localeCompare(other.name)) : all
  const shown = dimension === 'age' || isWhole ? inOrder : inOrder.slice(0, shownAtFirst)
  const hidden = inOrder.length - shownAtFirst
  const most = Math.max(1, ...all.map(({ share }) => share))
  const countries = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' })
  const label = (name: string) => {
    if (dimension === 'age') return name.replace('-', '–')
    return dimension === 'country' && /^[A-Z]{2}$/.test(name) ? (countries.of(name) ?? name) : name
  }
  return (
    <div data-testid={`audience-${dimension}`}>
      <h3>{t.audience.dimensions[dimension]}</h3>
      {shown.length === 0 ? (
        <p className="instagram-card-note">{t.audience.unknown}</p>
      ) : (
        <ul className="instagram-groups">
          {shown.map(({ name, share }) => (
            <li key={name}>
              <span>{label(name)}</span>
              <span>{format.percent(share)}</span>
              <span className="instagram-groups-bar" aria-hidden="true">
                <span style={{ inlineSize: `${(100 * share) / most}%` }} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {dimension !== 'age' && hidden > 0 && (
        <Button
          kind="quiet"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
          testId={`audience-${dimension}-more`}
        >
          {isWhole ? t.audience.fewer : t.audience.others(hidden)}
        </Button>
      )}
    </div>
  )
}

const genders = ['F', 'M', 'U'] as const

/** Women, men and those of whom it is not told, as shares of one line. */
export function Gender({ groups }: { groups: AudienceGroup[] | null }) {
  const { t, format } = useInstagramContext()
  const known = genders.flatMap((name) => groups?.find((group) => group.name === name) ?? [])
  return (
    <div data-testid="audience-gender">
      <h3>{t.audience.dimensions.gender}</h3>
      {known.length === 0 ? (
        <p className="instagram-card-note">{t.audience.unknown}</p>
      ) : (
        <>
          <span className="instagram-shares" aria-hidden="true">
            {known.map(({ name, share }) => (
              <span key={name} className={`instagram-share-${name}`} style={{ flexGrow: share }} />
            ))}
          </span>
          <ul className="instagram-shares-list">
            {known.map(({ name, share }) => (
              <li key={name} className={`instagram-share-${name}`}>
                {t.audience.genders[genders.find((gender) => gender === name) ?? 'U']}{' '}
                <strong>{format.percent(share)}</strong>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
