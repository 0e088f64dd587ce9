/** @jsxImportSource #own */
import type { ListedMedia } from '@instagram-dashboard/server/contract'
import { addDays, useInstagramContext, useNow } from '../data/index.ts'
import { useMediaHistory, useMetricsSummary } from '../hooks/metrics.ts'
import { Dialog, Link, Loaded } from '../parts/index.ts'
import { AverageBadge } from './average-badge.tsx'
import { figureName, figureText, isCompared, postFigures, postName, whyEmpty } from './figures.ts'
import { PostComparison } from './post-comparison.tsx'
import { PostGrowth } from './post-growth.tsx'
import { PostPicture } from './post-picture.tsx'
import { PostTags } from './post-tags.tsx'

export interface PostSheetProps {
  accountId: string
  post: ListedMedia
  /** Those that it can be compared with. */
  others: readonly ListedMedia[]
  onClose: () => void
}

/** All that is known of one post. */
export function PostSheet({ accountId, post, others, onClose }: PostSheetProps) {
  const context = useInstagramContext()
  const { t, format } = context
  const history = useMediaHistory({ accountId, mediaId: post.id })
  const { caption, comparison, permalink, previewUrl, publishedAt, type } = post
  return (
    <Dialog title={postName(post, context)} look="sheet" testId="post-sheet" onClose={onClose}>
      <div className="instagram-sheet-post">
        <PostPicture url={previewUrl} type={type} />
        <div>
          <p className="instagram-post-day">
            {t.media.types[type]} · {format.instantDay(publishedAt)}
          </p>
          <AverageBadge item={post} />
          {caption !== null && caption.includes('\n') && <p className="instagram-sheet-caption">{caption}</p>}
          <ShareOfWeek accountId={accountId} post={post} views={viewsAfterAWeek(history.data)} />
          {permalink !== null && (
            <p>
              <Link href={permalink}>{t.media.open}</Link>
            </p>
          )}
        </div>
      </div>
      <Figures post={post} />
      {comparison?.average.views === null && <p className="instagram-card-note">{t.media.tooFew}</p>}
      <section className="instagram-sheet-part" data-testid="post-growth">
        <h3>{t.history.curve}</h3>
        <Loaded query={history} skeleton="line">
          {(data) => <PostGrowth history={data} caption={t.history.curve} />}
        </Loaded>
      </section>
      <PostComparison accountId={accountId} post={post} others={others} />
      <PostTags accountId={accountId} mediaId={post.id} tags={post.tags} />
    </Dialog>
  )
}

/** Every figure with the average beside it; why there is none where there is none. */
function Figures({ post }: { post: ListedMedia }) {
  const context = useInstagramContext()
  const { t, format } = context
  const now = useNow(60)
  const why = whyEmpty(post)
  if (why !== null) return <p className="instagram-card-note">{t.media.missing[why]}</p>
  return (
    <section className="instagram-sheet-part">
      <h3>{t.post.figures}</h3>
      <dl className="instagram-sheet-figures" data-testid="post-figures">
        {postFigures.flatMap((figure) => {
          const value = post[figure]
          if (value === null) return []
          const average = isCompared(figure) ? (post.comparison?.average[figure] ?? null) : null
          return [
            <div key={figure}>
              <dt>{figureName(figure, context)}</dt>
              <dd>
                {figureText(figure, value, context)}
                {average !== null && (
                  <small>{t.post.averageIs(figureText(figure, Math.round(average), context))}</small>
                )}
              </dd>
            </div>,
          ]
        })}
      </dl>
      {post.readAt !== null && (
        <p className="instagram-post-day">
          <time dateTime={post.readAt.toISOString()} title={format.instant(post.readAt)}>
            {t.media.readAt(format.ago(post.readAt, now))}
          </time>
        </p>
      )}
    </section>
  )
}

type History = ReturnType<typeof useMediaHistory>['data']

function viewsAfterAWeek(history: History): number | null {
  return history?.points.find(({ age }) => age === '7d')?.views ?? null
}

const weekDays = 7
// In Canada a date is written as ours are.
const losAngeles = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' })

/** How much of the account's views of its first week a post brought; nothing where one of the two is not known. */
function ShareOfWeek({ accountId, post, views }: { accountId: string; post: ListedMedia; views: number | null }) {
  const { t, format } = useInstagramContext()
  const startDate = losAngeles.format(post.publishedAt)
  const input = { accountId, startDate, endDate: addDays(startDate, weekDays - 1) }
  const { data } = useMetricsSummary(input, { enabled: views !== null })
  if (views === null || data?.period.startDate !== startDate) return null
  const { value, knownDays } = data.impressions
  // The hours of a post are not the days of an account: more than everything is not said.
  if (value === null || knownDays !== weekDays || views > value) return null
  return <p className="instagram-post-day">{t.post.share(format.wholePercent((100 * views) / value))}</p>
}
