import { useInfiniteQuery, useMutation, useQuery, type QueryKey } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import type { InstagramClient } from '../../client.ts'
import type { InstagramError } from '../../errors.ts'
import { useInstagramContext } from './context.ts'
import type {
  InstagramList,
  InstagramListOptions,
  InstagramMutation,
  InstagramQuery,
  InstagramQueryOptions,
  ReadOptions,
} from '../../queries/index.ts'

type Query<Input, Options> = (client: InstagramClient, input: Input) => Options

const settingsOf = ({ enabled = true, refreshSeconds }: ReadOptions) => ({
  enabled,
  ...(refreshSeconds !== undefined && { refetchInterval: refreshSeconds * 1000 }),
})

/** Reads one answer. */
export function useRead<Input, Data>(
  query: Query<Input, InstagramQueryOptions<Data>>,
  input: Input,
  options: ReadOptions = {},
): InstagramQuery<Data> {
  const { client, queryClient } = useInstagramContext()
  const { data, error, isPending, isFetching, refetch } = useQuery<Data, InstagramError>(
    {
      ...query(client, input),
      ...settingsOf(options),
      ...(options.keepPrevious && { placeholderData: (before: Data | undefined) => before as never }),
    },
    queryClient,
  )
  useReport(error)
  return { data, error, isPending, isFetching, refetch }
}

/** Reads a list page by page. */
export function useReadList<Input, Item, Page extends { items: Item[] }>(
  query: Query<Input, InstagramListOptions<Page & { items: Item[] }>>,
  input: Input,
  options: ReadOptions = {},
): InstagramList<Item, Page> {
  const { client, queryClient } = useInstagramContext()
  const { data, ...list } = useInfiniteQuery<Page, InstagramError, { pages: Page[] }, QueryKey, string | undefined>(
    {
      ...query(client, input),
      ...settingsOf(options),
      ...(options.keepPrevious && { placeholderData: (before) => before }),
    },
    queryClient,
  )
  const { error, isPending, isFetching, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = list
  useReport(error)
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const state = { error, isPending, isFetching, isFetchingNextPage, hasNextPage, fetchNextPage, refetch }
  return { items, pages: data?.pages, ...state }
}

/** Changes something and reads again what is below the keys of `invalidates`, whether it worked or not. */
export function useChange<Input, Data>(
  change: (client: InstagramClient, input: Input) => Promise<Data>,
  invalidates: QueryKey[] = [],
): InstagramMutation<Input, Data> {
  const { client, queryClient } = useInstagramContext()
  const { mutateAsync, data, error, isPending, reset } = useMutation<Data, InstagramError, Input>(
    {
      mutationFn: (input) => change(client, input),
      onSettled: () => Promise.all(invalidates.map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
    },
    queryClient,
  )
  useReport(error)
  return { run: mutateAsync, data, error, isPending, reset }
}

function useReport(error: InstagramError | null): void {
  const { events } = useInstagramContext()
  useEffect(() => events.report(error), [events, error])
}

/** Reads again whatever was read below a key. */
export function useInvalidate(): (key: QueryKey) => Promise<void> {
  const { queryClient } = useInstagramContext()
  return useCallback((queryKey) => queryClient.invalidateQueries({ queryKey }), [queryClient])
}
