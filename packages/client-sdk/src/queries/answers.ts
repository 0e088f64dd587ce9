import type { InstagramError } from '../errors.ts'

/** What a read gives: like TanStack Query's, with `data` kept while a newer answer is on its way. */
export interface InstagramQuery<Data> {
  data: Data | undefined
  error: InstagramError | null
  /** There is neither an answer nor an error yet. */
  isPending: boolean
  isFetching: boolean
  refetch: () => Promise<unknown>
}

/** A list that grows by `fetchNextPage`. */
export interface InstagramList<Item, Page> extends Omit<InstagramQuery<Page[]>, 'data'> {
  items: Item[]
  pages: Page[] | undefined
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => Promise<unknown>
}

/** What a change gives. */
export interface InstagramMutation<Input, Data> {
  /** Rejects with an `InstagramError`, which `error` holds too. */
  run: (input: Input) => Promise<Data>
  data: Data | undefined
  error: InstagramError | null
  isPending: boolean
  reset: () => void
}

export interface QueryOptions {
  /** `false` waits. */
  enabled?: boolean
  /** Reads again after so many seconds, for as long as the page is looked at. */
  refreshSeconds?: number | undefined
}

export interface ReadOptions extends QueryOptions {
  /** Keeps the answer to the input before while the next is on its way. */
  keepPrevious?: boolean
}
