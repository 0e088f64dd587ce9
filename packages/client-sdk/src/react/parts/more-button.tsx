/** @jsxImportSource #own */
import { useInstagramContext } from '../data/index.ts'
import { Button } from './button.tsx'

interface MoreButtonProps {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }
  testId: string
}

/** Brings the next page of a list, while there is one. */
export function MoreButton({ list, testId }: MoreButtonProps) {
  const { t } = useInstagramContext()
  if (!list.hasNextPage) return null
  return (
    <Button look="more" disabled={list.isFetchingNextPage} testId={testId} onClick={() => void list.fetchNextPage()}>
      {list.isFetchingNextPage ? t.loading : t.more}
    </Button>
  )
}
