import { useInfiniteQuery, useMutation, useQuery, type QueryKey } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { CallOptions } from '../../transport/calls.ts'
import type { InstagramClient } from '../../client.ts'
import type { InstagramError } from '../../errors.ts'
import { useInstagramContext } from './context.ts'

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

interface Read<Data> extends QueryOptions {
  key: QueryKey
  read: (client: InstagramClient, options: CallOptions) => Promise<Data>
  /** Keeps the answer to the question before while the next is on its way. */
  keepPrevious?: boolean
}

export function useRead<Data>({
  key,
  read,
  enabled = true,
  refreshSeconds,
  keepPrevious = false,
}: Read<Data>): InstagramQuery<Data> {
  const { client, queryClient, locale } = useInstagramContext()
  const { data, error, isPending, isFetching, refetch } = useQuery<Data, InstagramError>(
    {
      queryKey: [...key, locale],
      queryFn: ({ signal }) => read(client, { signal }),
      enabled,
      ...(refreshSeconds !== undefined && { refetchInterval: refreshSeconds * 1000 }),
      ...(keepPrevious && { placeholderData: (before: Data | undefined) => before as never }),
    },
    queryClient,
  )
  return { data, error, isPending, isFetching, refetch }
}

interface ReadList<Item, Page> extends QueryOptions {
  key: QueryKey
  read: (client: InstagramClient, cursor: string | undefined, options: CallOptions) => Promise<Page>
  itemsOf: (page: Page) => Item[]
  /** Keeps the list of the question before while the next is on its way. */
  keepPrevious?: boolean
}

export function useReadList<Item, Page extends { nextCursor: string | null }>({
  key,
  read,
  itemsOf,
  enabled = true,
  keepPrevious = false,
}: ReadList<Item, Page>): InstagramList<Item, Page> {
  const { client, queryClient, locale } = useInstagramContext()
  const result = useInfiniteQuery<Page, InstagramError, { pages: Page[] }, QueryKey, string | undefined>(
    {
      queryKey: [...key, locale],
      queryFn: ({ signal, pageParam }) => read(client, pageParam, { signal }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
      enabled,
      ...(keepPrevious && { placeholderData: (before) => before }),
    },
    queryClient,
  )
  const { data, error, isPending, isFetching, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = result
  const items = data?.pages.flatMap(itemsOf) ?? []
  return {
    items,
    pages: data?.pages,
    error,
    isPending,
    isFetching,
    isFetchingNextPage,
    hasNextPage,
    fetchNextPage,
    refetch,
  }
}

interface Change<Input, Data> {
  change: (client: InstagramClient, input: Input) => Promise<Data>
  /** What has to be read again afterwards, whether it worked or not. */
  invalidates: QueryKey[]
}

export function useChange<Input, Data>({ change, invalidates }: Change<Input, Data>): InstagramMutation<Input, Data> {
  const { client, queryClient } = useInstagramContext()
  const { mutateAsync, data, error, isPending, reset } = useMutation<Data, InstagramError, Input>(
    {
      mutationFn: (input) => change(client, input),
      onSettled: () => Promise.all(invalidates.map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
    },
    queryClient,
  )
  return { run: mutateAsync, data, error, isPending, reset }
}

/** Reads again whatever was read below a key. */
export function useInvalidate(): (key: QueryKey) => Promise<void> {
  const { queryClient } = useInstagramContext()
  return useCallback((queryKey) => queryClient.invalidateQueries({ queryKey }), [queryClient])
}
