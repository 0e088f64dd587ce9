import { useInstagramContext } from '../data/context.ts'

interface MoreButtonProps {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }
  testId: string
}

/** Brings the next page of a list, while there is one. */
export function MoreButton({ list, testId }: MoreButtonProps) {
  const { t } = useInstagramContext()
  if (!list.hasNextPage) return null
  return (
    <button
      type="button"
      className="instagram-button instagram-button-secondary instagram-more"
      disabled={list.isFetchingNextPage}
      data-testid={testId}
      onClick={() => void list.fetchNextPage()}
    >
      {list.isFetchingNextPage ? t.loading : t.more}
    </button>
  )
}
