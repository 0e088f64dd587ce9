/** @jsxImportSource #own */
import type { ListedMedia } from '@instagram-dashboard/server/contract'
import { type PostsProps, useInstagramContext } from '../data/index.ts'
import { Link, replaceable } from '../parts/index.ts'
import { AverageBadge } from './average-badge.tsx'
import { figureName, figureText, type PostFigure, postName, whyEmpty } from './figures.ts'
import { PostIcon } from './post-icons.tsx'
import { PostPicture } from './post-picture.tsx'

function OurPosts({ items, onOpen }: PostsProps) {
  return (
    <ul className="instagram-media">
      {items.map((item) => (
        <Post key={item.id} item={item} onOpen={onOpen} />
      ))}
    </ul>
  )
}

/** Posts as a grid of pictures, each with how it did. */
export const Posts = replaceable('Posts', OurPosts)

const actions = ['likes', 'comments', 'saves', 'shares'] as const

function Post({ item, onOpen }: { item: ListedMedia } & Pick<PostsProps, 'onOpen'>) {
  const context = useInstagramContext()
  const { t, format } = context
  const why = whyEmpty(item)
  const name = postName(item, context)
  const figure = (key: PostFigure) => figureText(key, item[key], context)
  return (
    <li className="instagram-post">
      <span className="instagram-post-picture">
        <PostPicture url={item.previewUrl} type={item.type} />
        <span className="instagram-post-kind" aria-hidden="true">
          <PostIcon name={item.type} />
        </span>
        <AverageBadge item={item} />
      </span>
      <p className="instagram-post-name">
        {onOpen === undefined ? (
          <PostLink item={item} name={name} />
        ) : (
          <button type="button" className="instagram-post-open" data-testid="post-open" onClick={() => onOpen(item)}>
            {name}
            <span className="instagram-visually-hidden">, {t.media.about}</span>
          </button>
        )}
      </p>
      <p className="instagram-post-day">
        {t.media.types[item.type]} · {format.instantDay(item.publishedAt)}
      </p>
      {why === null ? (
        <>
          <p className="instagram-post-main">
            <span>
              <strong>{figure('views')}</strong> {figureName('views', context).toLocaleLowerCase()}
            </span>
            <span>
              <strong>{figure('engagementRate')}</strong>{' '}
              <abbr title={figureName('engagementRate', context)}>{t.media.rate}</abbr>
            </span>
          </p>
          <dl className="instagram-post-figures">
            {actions.map((key) => (
              <div key={key}>
                <dt>
                  <PostIcon name={key} />
                  <span className="instagram-visually-hidden">{figureName(key, context)}</span>
                </dt>
                <dd>{figure(key)}</dd>
              </div>
            ))}
          </dl>
          {item.averageWatchTimeMs !== null && (
            <p className="instagram-post-watched">
              <span>
                {t.media.watched} {figure('averageWatchTimeMs')}
              </span>
              {item.skipRate !== null && (
                <span>
                  {t.media.skipped} {figure('skipRate')}
                </span>
              )}
            </p>
          )}
        </>
      ) : (
        <p className="instagram-post-day">{t.media.missing[why]}</p>
      )}
    </li>
  )
}

/** The name of a post, which leads to it where Instagram has said where it is. */
export function PostLink({ item: { permalink }, name }: { item: Pick<ListedMedia, 'permalink'>; name: string }) {
  const { t } = useInstagramContext()
  if (permalink === null) return name
  return (
    <Link href={permalink}>
      {name}
      <span className="instagram-visually-hidden"> {t.media.opens}</span>
    </Link>
  )
}
