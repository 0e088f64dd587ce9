/** @jsxImportSource #own */
import type { Account } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'
import { useMedia } from '../hooks/metrics.ts'
import { Button } from '../parts/index.ts'

interface NoPostsProps {
  account: Account
  /** Not every type and tag was asked for. */
  isFiltered: boolean
  onEverything: () => void
  onClear: () => void
}

/** Why there is no post, in a line: nothing was published then, nothing like it, nothing at all, or nothing was read yet. */
export function NoPosts({ account, isFiltered, onEverything, onClear }: NoPostsProps) {
  const { t, format } = useInstagramContext()
  const { items, isPending } = useMedia({ accountId: account.id, limit: 1 })
  const [newest] = items
  if (isPending) return <p className="instagram-card-note">{t.loading}</p>
  if (newest === undefined) {
    return (
      <p className="instagram-card-note" role="status">
        {account.mediaCount === 0 ? t.media.empty : t.media.notYet}
      </p>
    )
  }
  return (
    <p className="instagram-card-note instagram-no-posts" role="status">
      <span>
        {isFiltered ? t.media.noneOfKind : t.media.noneInRange}{' '}
        {!isFiltered && t.media.newestWas(format.instantDay(newest.publishedAt))}
      </span>
      {isFiltered ? (
        <Button kind="quiet" testId="media-clear" onClick={onClear}>
          {t.media.clear}
        </Button>
      ) : (
        <Button kind="quiet" testId="media-everything" onClick={onEverything}>
          {t.media.everything}
        </Button>
      )}
    </p>
  )
}
