/** @jsxImportSource #own */
import type { ReactNode } from 'react'
import { type InstagramList, type InstagramQuery, toFailure } from '../data/index.ts'
import { ErrorPanel } from './error-panel.tsx'
import { Skeleton, type SkeletonKind } from './skeleton.tsx'

interface LoadingProps {
  /** The shape to show while the answer is on its way. */
  skeleton: SkeletonKind
  /** Shows a failure in place of an older answer too. */
  hidesOld?: boolean
}

interface LoadedProps<Data> extends LoadingProps {
  query: Pick<InstagramQuery<Data>, 'data' | 'error' | 'refetch'>
  children: (data: Data) => ReactNode
}

/** An answer; before it is here its shape, and in its place a failure. */
export function Loaded<Data>({ query, skeleton, hidesOld = false, children }: LoadedProps<Data>) {
  const { data, error, refetch } = query
  if (error !== null && (hidesOld || data === undefined))
    return <ErrorPanel failure={toFailure(error)} onRetry={() => void refetch()} />
  return data === undefined ? <Skeleton kind={skeleton} /> : children(data)
}

interface LoadedListProps<Item, Page> extends LoadingProps {
  list: InstagramList<Item, Page>
  /** Stands where there is no item: a sentence, or more than that. */
  empty: ReactNode
  children: (items: Item[]) => ReactNode
}

/** The items of a list, by the same rules. */
export function LoadedList<Item, Page>({ list, empty, children, ...loading }: LoadedListProps<Item, Page>) {
  const { pages, error, refetch, items } = list
  return (
    <Loaded query={{ data: pages, error, refetch }} {...loading}>
      {() => {
        if (items.length > 0) return children(items)
        return typeof empty === 'string' ? <p className="instagram-card-note">{empty}</p> : empty
      }}
    </Loaded>
  )
}
