import type { QueryClient, QueryKey } from '@tanstack/query-core'
import { derived, get, type Readable, readable } from 'svelte/store'
import type { InstagramClient } from '../client.ts'
import {
  type InstagramListOptions,
  type InstagramQueryOptions,
  type Observed,
  observeChange,
  observeList,
  observeQuery,
  type ReadOptions,
  isInBrowser,
} from '../queries/index.ts'
import type { Given, InstagramList, InstagramMutation, InstagramQuery, QueryOptions } from './answers.ts'
import { storeOf, useInstagramContext } from './context.ts'

type Query<Input, Options> = (client: InstagramClient, input: Input) => Options
type GivenOptions = QueryOptions & Pick<ReadOptions, 'keepPrevious'>

/** Reads one answer. */
export function useRead<Input, Data>(
  query: Query<Input, InstagramQueryOptions<Data>>,
  input: Given<Input>,
  options?: GivenOptions,
): InstagramQuery<Data> {
  return useObserved(observeQuery<Data>, asking(query, input, options))
}

/** Reads a list page by page. */
export function useReadList<Input, Item, Page extends { items: Item[] }>(
  query: Query<Input, InstagramListOptions<Page & { items: Item[] }>>,
  input: Given<Input>,
  options?: GivenOptions,
): InstagramList<Item, Page> {
  return useObserved(observeList<Item, Page>, asking(query, input, options))
}

/** Changes something and reads again what is below the keys of `invalidates`, whether it worked or not. */
export function useChange<Input, Data>(
  change: (client: InstagramClient, input: Input) => Promise<Data>,
  invalidates: QueryKey[] = [],
): InstagramMutation<Input, Data> {
  const { client } = useInstagramContext()
  const asked = derived(client, (newest) => ({ client: newest, change, invalidates }))
  return useObserved(observeChange<Input, Data>, asked)
}

function asking<Input, Options>(
  query: Query<Input, Options>,
  input: Given<Input>,
  { enabled = true, refreshSeconds, keepPrevious = false }: GivenOptions = {},
) {
  const { client } = useInstagramContext()
  return derived(
    [client, storeOf(input), storeOf(enabled), storeOf(refreshSeconds)],
    ([newest, asked, isEnabled, seconds]) => ({
      question: query(newest, asked),
      enabled: isEnabled,
      refreshSeconds: seconds,
      keepPrevious,
    }),
  )
}

interface Failing {
  error: unknown
}

function useObserved<State extends Failing, Options>(
  observe: (queryClient: QueryClient, options: Options) => Observed<State, Options>,
  options: Readable<Options>,
): Readable<State> {
  const { queryClient, events } = useInstagramContext()
  let cache = get(queryClient)
  let observed = observe(cache, get(options))

  return readable(observed.state(), (set) => {
    let leave: (() => void) | undefined
    const show = () => {
      const state = observed.state()
      set(state)
      events.report(state.error)
    }
    const begin = () => {
      if (isInBrowser()) leave ??= observed.subscribe(show)
    }
    const end = derived([queryClient, options], (both) => both).subscribe(([nextCache, nextOptions]) => {
      if (nextCache === cache) observed.turnTo(nextOptions)
      else {
        leave?.()
        leave = undefined
        cache = nextCache
        observed = observe(cache, nextOptions)
      }
      begin()
      show()
    })
    return () => {
      end()
      leave?.()
    }
  })
}
