import type { MediaItem, MediaSort } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { useInstagramContext, useNow } from '../data/index.ts'
import { useMedia } from '../hooks/metrics.ts'
import { Card, EmptyCard, LoadedList, MoreButton, Select } from '../parts/index.ts'

const sorts = ['engagement', 'reach', 'views', 'recent'] as const satisfies readonly MediaSort[]

/** The posts and reels that did best. */
export function MediaCard({ accountId }: { accountId: string }) {
  const { t } = useInstagramContext()
  const [sort, setSort] = useState<(typeof sorts)[number]>('engagement')
  const media = useMedia({ accountId, sort, limit: 6 })
  const now = useNow(60)
  const options = sorts.map((name) => [name, t.media.sorts[name]] as const)
  const tools = <Select label={t.media.sort} value={sort} options={options} onChange={setSort} testId="media-sort" />
  return (
    <Card title={t.media.title} tools={tools} testId="media">
      <LoadedList
        list={media}
        skeleton="chart"
        empty={<EmptyCard title={t.media.empty} lead={t.media.emptyLead} />}
        hidesOld
      >
        {(items) => (
          <ul className="instagram-media">
            {items.map((item) => (
              <Post key={item.id} item={item} now={now} />
            ))}
          </ul>
        )}
      </LoadedList>
      <MoreButton list={media} testId="media-more" />
    </Card>
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
