/** @jsxImportSource #own */
import type { ListedMedia } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'
import { DataTable } from '../parts/index.ts'
import { AverageBadge } from '../posts/average-badge.tsx'
import { figureName, figureText, isCompared, postName, whyEmpty } from '../posts/figures.ts'
import { PostPicture } from '../posts/post-picture.tsx'
import { type PostSort, sortedFigures } from './sorts.ts'

interface PostsTableProps {
  items: readonly ListedMedia[]
  sort: PostSort
  onSort: (sort: PostSort) => void
  onOpen: (item: ListedMedia) => void
}

/** Posts with all that is compared most, the chosen column highest first. */
export function PostsTable({ items, sort, onSort, onOpen }: PostsTableProps) {
  const context = useInstagramContext()
  const { t, format } = context
  const compared = sort !== 'recent' && isCompared(sort) ? sort : 'views'
  const before = 2
  const sortable = ['recent', null, ...sortedFigures] as const
  const rows = items.map((item) => {
    const why = whyEmpty(item)
    return {
      key: item.id,
      cells: [
        <span key={item.id} className="instagram-row-post">
          <PostPicture url={item.previewUrl} type={item.type} />
          <span>
            <button type="button" className="instagram-post-open" data-testid="post-open" onClick={() => onOpen(item)}>
              {postName(item, context)}
              <span className="instagram-visually-hidden">, {t.media.about}</span>
            </button>
            <span className="instagram-post-day">
              {t.media.types[item.type]} · {format.instantDay(item.publishedAt)}
            </span>
            {why !== null && <span className="instagram-post-day">{t.media.missing[why]}</span>}
          </span>
        </span>,
        <AverageBadge key={item.id} item={item} figure={compared} isShort />,
        ...sortedFigures.map((figure) => figureText(figure, item[figure], context)),
      ],
    }
  })
  return (
    <DataTable
      caption={t.media.title}
      columns={[t.media.column, t.media.average, ...sortedFigures.map((figure) => figureName(figure, context))]}
      rows={rows}
      testId="media-table"
      sorting={{
        columns: sortable.flatMap((name, index) => (name === null ? [] : [index])),
        by: sort === 'recent' ? 0 : sortedFigures.indexOf(sort) + before,
        onSort: (column) => onSort(sortable[column] ?? 'recent'),
      }}
    />
  )
}
