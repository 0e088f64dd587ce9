import type { MediaItem, MediaSort } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { useInstagramContext } from '../data/context.ts'
import { toFailure } from '../data/failure.ts'
import { useNow } from '../data/use-now.ts'
import { useMedia } from '../hooks/metrics.ts'
import { EmptyCard } from '../parts/empty-card.tsx'
import { ErrorPanel } from '../parts/error-panel.tsx'
import { MoreButton } from '../parts/more-button.tsx'
import { Skeleton } from '../parts/skeleton.tsx'

const sorts = ['engagement', 'reach', 'views', 'recent'] as const satisfies readonly MediaSort[]

/** The posts and reels that did best. */
export function MediaCard({ accountId }: { accountId: string }) {
  const { t } = useInstagramContext()
  const [sort, setSort] = useState<(typeof sorts)[number]>('engagement')
  const media = useMedia({ accountId, sort, limit: 6 })
  const now = useNow(60)
  return (
    <section className="instagram-card" aria-labelledby="instagram-media-title" data-testid="media">
      <div className="instagram-card-head">
        <h2 id="instagram-media-title">{t.media.title}</h2>
        <label className="instagram-select">
          <span className="instagram-visually-hidden">{t.media.sort}</span>
          <select
            value={sort}
            data-testid="media-sort"
            onChange={(event) => setSort(sorts.find((name) => name === event.target.value) ?? 'engagement')}
          >
            {sorts.map((name) => (
              <option key={name} value={name}>
                {t.media.sorts[name]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {media.error !== null ? (
        <ErrorPanel failure={toFailure(media.error)} onRetry={() => void media.refetch()} />
      ) : media.isPending ? (
        <Skeleton kind="chart" />
      ) : media.items.length === 0 ? (
        <EmptyCard title={t.media.empty} lead={t.media.emptyLead} />
      ) : (
        <ul className="instagram-media">
          {media.items.map((item) => (
            <Post key={item.id} item={item} now={now} />
          ))}
        </ul>
      )}
      <MoreButton list={media} testId="media-more" />
    </section>
  )
}

export function Post({ item, now }: { item: MediaItem; now: Date }) {
  const { t, format } = useInstagramContext()
  const [isBroken, setIsBroken] = useState(false)
  const figures = [
    { label: t.metrics.reach, value: item.reach },
    { label: t.metrics.impressions, value: item.views },
    { label: t.metrics.engagement, value: item.engagement },
  ]
  // A post without a single figure says why, also when the server gave no reason of its own.
  const whyEmpty = item.missingReason ?? (figures.every(({ value }) => value === null) ? 'no_figures' : null)
  const day = format.instantDay(item.publishedAt)
  const name = item.caption ?? t.media.types[item.type]
  return (
    <li className="instagram-post">
      {item.previewUrl !== null && !isBroken ? (
        <img
          src={item.previewUrl}
          alt=""
          loading="lazy"
          referrerPolicy="no-referrer"
          onError={() => setIsBroken(true)}
        />
      ) : (
        <span className="instagram-post-blank" aria-hidden="true" />
      )}
      <div>
        <p className="instagram-post-name">
          {item.permalink === null ? (
            name
          ) : (
            <a href={item.permalink} target="_blank" rel="noopener noreferrer">
              {name}
              <span className="instagram-visually-hidden"> {t.media.opens}</span>
            </a>
          )}
        </p>
        <p className="instagram-post-day">
          {t.media.types[item.type]} · {day}
          {whyEmpty === null && item.readAt !== null && (
            <>
              {' · '}
              <time dateTime={item.readAt.toISOString()} title={format.instant(item.readAt)}>
                {t.media.readAt(format.ago(item.readAt, now))}
              </time>
            </>
          )}
        </p>
        {whyEmpty === null ? (
          <dl className="instagram-post-figures">
            {figures.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value === null ? t.units.unknown : format.number(value)}</dd>
              </div>
            ))}
          </dl>
        ) : (
          <p className="instagram-post-day">{t.media.missing[whyEmpty]}</p>
        )}
      </div>
    </li>
  )
}
