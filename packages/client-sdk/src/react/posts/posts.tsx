/** @jsxImportSource #own */
import type { MediaItem } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { type PostsProps, useInstagramContext, useNow } from '../data/index.ts'
import { Link, replaceable } from '../parts/index.ts'

function OurPosts({ items }: PostsProps) {
  const now = useNow(60)
  return (
    <ul className="instagram-media">
      {items.map((item) => (
        <Post key={item.id} item={item} now={now} />
      ))}
    </ul>
  )
}

export const Posts = replaceable('Posts', OurPosts)

export function Post({ item, now }: { item: MediaItem; now: Date }) {
  const { t, format } = useInstagramContext()
  const [isBroken, setIsBroken] = useState(false)
  const figures = [
    { label: t.metrics.reach, value: item.reach },
    { label: t.metrics.impressions, value: item.views },
    { label: t.metrics.engagement, value: item.engagement },
  ]
  // What Instagram says of reels alone.
  const ofReels = [
    { label: t.media.watched, value: item.averageWatchTimeMs, text: (ms: number) => `${format.decimal(ms / 1_000)} s` },
    { label: t.media.skipped, value: item.skipRate, text: format.percent },
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
            <Link href={item.permalink}>
              {name}
              <span className="instagram-visually-hidden"> {t.media.opens}</span>
            </Link>
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
            {ofReels.map(
              ({ label, value, text }) =>
                value !== null && (
                  <div key={label}>
                    <dt>{label}</dt>
                    <dd>{text(value)}</dd>
                  </div>
                ),
            )}
          </dl>
        ) : (
          <p className="instagram-post-day">{t.media.missing[whyEmpty]}</p>
        )}
      </div>
    </li>
  )
}
