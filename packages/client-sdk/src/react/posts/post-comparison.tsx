/** @jsxImportSource #own */
import type { ListedMedia, PostAge } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { useInstagramContext } from '../data/index.ts'
import { useCompare } from '../hooks/metrics.ts'
import { Button, DataTable, Loaded } from '../parts/index.ts'
import { figureName, figureText, postFigures, postName } from './figures.ts'
import { PostPicture } from './post-picture.tsx'

interface PostComparisonProps {
  accountId: string
  post: ListedMedia
  /** Those that it can be compared with. */
  others: readonly ListedMedia[]
}

/** One post beside another that the user chooses by its picture. */
export function PostComparison({ accountId, post, others }: PostComparisonProps) {
  const context = useInstagramContext()
  const { t, format } = context
  const [otherId, setOtherId] = useState<string | null>(null)
  const choices = others.filter(({ id, type }) => id !== post.id && type !== 'story')
  const other = choices.find(({ id }) => id === otherId)
  if (choices.length === 0) return null
  const nameOf = (item: ListedMedia) => `${postName(item, context)} · ${format.instantDay(item.publishedAt)}`
  return (
    <section className="instagram-sheet-part" data-testid="post-compare">
      <h3>{other === undefined ? t.post.compare : t.post.side}</h3>
      {other === undefined ? (
        <ul className="instagram-choices">
          {choices.slice(0, 24).map((choice) => (
            <li key={choice.id}>
              <button
                type="button"
                className="instagram-choice"
                aria-label={t.post.compareWith(nameOf(choice))}
                title={nameOf(choice)}
                onClick={() => setOtherId(choice.id)}
              >
                <PostPicture url={choice.previewUrl} type={choice.type} />
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <>
          <SideBySide accountId={accountId} posts={[post, other]} names={[nameOf(post), nameOf(other)]} />
          <Button kind="quiet" testId="compare-again" onClick={() => setOtherId(null)}>
            {t.post.compareAgain}
          </Button>
        </>
      )}
    </section>
  )
}

interface SideBySideProps {
  accountId: string
  posts: readonly [ListedMedia, ListedMedia]
  names: readonly [string, string]
}

function SideBySide({ accountId, posts, names }: SideBySideProps) {
  const context = useInstagramContext()
  const { t } = context
  const comparison = useCompare({ accountId, of: 'posts', mediaIds: posts.map(({ id }) => id) })
  // The answer before is of other posts.
  const isOfThese = comparison.data?.sides.every(({ mediaId }, index) => mediaId === posts[index]?.id) ?? false
  const query = { ...comparison, data: isOfThese ? comparison.data : undefined }
  return (
    <Loaded query={query} skeleton="line">
      {({ rows, age, notes }) => (
        <>
          <ul className="instagram-sides">
            {posts.map((post, side) => (
              <li key={post.id} className="instagram-row-post">
                <PostPicture url={post.previewUrl} type={post.type} />
                <span className="instagram-side-name">{names[side]}</span>
              </li>
            ))}
          </ul>
          <DataTable
            caption={t.post.side}
            columns={t.post.columns}
            rows={postFigures.flatMap((figure) => {
              const row = rows.find(({ metric }) => metric === figure)
              if (row === undefined) return []
              const most = Math.max(...row.values.map(({ value }) => value ?? 0))
              const cells = row.values.map(({ value }, side) => (
                <span key={posts[side]?.id} className="instagram-side">
                  {row.highest === side ? (
                    <strong>{figureText(figure, value, context)}</strong>
                  ) : (
                    figureText(figure, value, context)
                  )}
                  <span className="instagram-side-bar" aria-hidden="true">
                    <span style={{ inlineSize: `${most > 0 ? (100 * (value ?? 0)) / most : 0}%` }} />
                  </span>
                </span>
              ))
              return [{ key: figure, cells: [figureName(figure, context), ...cells] }]
            })}
            testId="compare-table"
          />
          <p className="instagram-card-note">
            {[age === null ? '' : t.post.atAge(age as PostAge), ...notes.map((note) => t.post.notes[note] ?? '')]
              .filter(Boolean)
              .join(' ')}
          </p>
        </>
      )}
    </Loaded>
  )
}
