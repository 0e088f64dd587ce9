import {
  type DefaultedInfiniteQueryObserverOptions,
  type InfiniteData,
  InfiniteQueryObserver,
  MutationObserver,
  QueryObserver,
  type QueryClient,
  type QueryKey,
} from '@tanstack/query-core'
import type { InstagramClient } from '../client.ts'
import type { InstagramError } from '../errors.ts'
import type { InstagramList, InstagramMutation, InstagramQuery, ReadOptions } from './answers.ts'
import type { InstagramListOptions, InstagramQueryOptions } from './instagram-queries.ts'

/** One answer that is kept up to date, for frameworks whose own part of TanStack Query is not used. */
export interface Observed<State, Options> {
  /** As it stands now. Asks nobody. */
  state: () => State
  turnTo: (options: Options) => void
  /** Asks for what is not known yet. @returns ends it */
  subscribe: (changed: () => void) => () => void
}

/** A question with how it is to be asked. */
export interface Asked<Question> extends ReadOptions {
  question: Question
}

const settingsOf = ({ enabled = true, refreshSeconds, keepPrevious = false }: ReadOptions) => ({
  enabled,
  ...(refreshSeconds !== undefined && { refetchInterval: refreshSeconds * 1000 }),
  ...(keepPrevious && { placeholderData: (before: unknown) => before as never }),
  // What is about to be asked counts as being asked: the first picture is then as with the framework's own part.
  _optimisticResults: 'optimistic' as const,
})

/** Reads one answer. */
export function observeQuery<Data>(
  queryClient: QueryClient,
  asked: Asked<InstagramQueryOptions<Data>>,
): Observed<InstagramQuery<Data>, Asked<InstagramQueryOptions<Data>>> {
  const optionsOf = ({ question, ...settings }: Asked<InstagramQueryOptions<Data>>) =>
    queryClient.defaultQueryOptions<Data, InstagramError>({ ...question, ...settingsOf(settings) })
  let options = optionsOf(asked)
  const observer = new QueryObserver<Data, InstagramError>(queryClient, options)
  return {
    state() {
      const { data, error, isPending, isFetching, refetch } = observer.getOptimisticResult(options)
      return { data, error, isPending, isFetching, refetch }
    },
    turnTo(next) {
      options = optionsOf(next)
      observer.setOptions(options)
    },
    subscribe: (changed) => observer.subscribe(changed),
  }
}

type Pages<Page> = InfiniteData<Page, string | undefined>

/** Reads a list page by page. */
export function observeList<Item, Page extends { items: Item[] }>(
  queryClient: QueryClient,
  asked: Asked<InstagramListOptions<Page>>,
): Observed<InstagramList<Item, Page>, Asked<InstagramListOptions<Page>>> {
  type Options = DefaultedInfiniteQueryObserverOptions<Page, InstagramError, Pages<Page>, QueryKey, string | undefined>
  // What it fills in is the same for lists; its types know only those of single answers.
  const optionsOf = ({ question, ...settings }: Asked<InstagramListOptions<Page>>) =>
    queryClient.defaultQueryOptions({ ...question, ...settingsOf(settings) } as never) as object as Options
  let options = optionsOf(asked)
  const observer = new InfiniteQueryObserver<Page, InstagramError, Pages<Page>, QueryKey, string | undefined>(
    queryClient,
    options,
  )
  return {
    state() {
      const { data, ...list } = observer.getOptimisticResult(options)
      const { error, isPending, isFetching, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = list
      const items = data?.pages.flatMap((page) => page.items) ?? []
      const rest = { error, isPending, isFetching, isFetchingNextPage, hasNextPage, fetchNextPage, refetch }
      return { items, pages: data?.pages, ...rest }
    },
    turnTo(next) {
      options = optionsOf(next)
      observer.setOptions(options)
    },
    subscribe: (changed) => observer.subscribe(changed),
  }
}

/** What a change does, and below which keys everything is read again after it, whether it worked or not. */
export interface Change<Input, Data> {
  client: InstagramClient
  change: (client: InstagramClient, input: Input) => Promise<Data>
  invalidates: QueryKey[]
}

/** Changes something when it is told to. */
export function observeChange<Input, Data>(
  queryClient: QueryClient,
  asked: Change<Input, Data>,
): Observed<InstagramMutation<Input, Data>, Change<Input, Data>> {
  const optionsOf = ({ client, change, invalidates }: Change<Input, Data>) => ({
    mutationFn: (input: Input) => change(client, input),
    onSettled: () => Promise.all(invalidates.map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
  })
  const observer = new MutationObserver<Data, InstagramError, Input>(queryClient, optionsOf(asked))
  const run = (input: Input) => observer.mutate(input)
  const reset = () => observer.reset()
  return {
    state() {
      const { data, error, isPending } = observer.getCurrentResult()
      return { run, data, error, isPending, reset }
    },
    turnTo: (next) => observer.setOptions(optionsOf(next)),
    subscribe: (changed) => observer.subscribe(changed),
  }
}
