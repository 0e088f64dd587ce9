import { computed, onScopeDispose, type ShallowRef, shallowRef, toValue, unref, watch } from 'vue'
import type { QueryClient, QueryKey } from '@tanstack/query-core'
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
import type { AsRefs, Given, InstagramList, InstagramMutation, InstagramQuery, QueryOptions } from './answers.ts'
import { useInstagramContext } from './context.ts'

type Query<Input, Options> = (client: InstagramClient, input: Input) => Options
type GivenOptions = QueryOptions & Pick<ReadOptions, 'keepPrevious'>

/** Reads one answer. */
export function useRead<Input, Data>(
  query: Query<Input, InstagramQueryOptions<Data>>,
  input: Given<Input>,
  options?: GivenOptions,
): InstagramQuery<Data> {
  return asRefs(useObserved(observeQuery<Data>, asking(query, input, options)))
}

/** Reads a list page by page. */
export function useReadList<Input, Item, Page extends { items: Item[] }>(
  query: Query<Input, InstagramListOptions<Page & { items: Item[] }>>,
  input: Given<Input>,
  options?: GivenOptions,
): InstagramList<Item, Page> {
  return asRefs(useObserved(observeList<Item, Page>, asking(query, input, options)))
}

/** Changes something and reads again what is below the keys of `invalidates`, whether it worked or not. */
export function useChange<Input, Data>(
  change: (client: InstagramClient, input: Input) => Promise<Data>,
  invalidates: QueryKey[] = [],
): InstagramMutation<Input, Data> {
  const { client } = useInstagramContext()
  return asRefs(useObserved(observeChange<Input, Data>, () => ({ client: client.value, change, invalidates })))
}

function asking<Input, Options>(query: Query<Input, Options>, input: Given<Input>, options: GivenOptions = {}) {
  const { client } = useInstagramContext()
  return () => ({
    question: query(client.value, plain(toValue(input))),
    enabled: toValue(options.enabled) ?? true,
    refreshSeconds: toValue(options.refreshSeconds),
    keepPrevious: options.keepPrevious ?? false,
  })
}

/** A copy without refs and proxies, so that a change anywhere inside is noticed and nothing asked changes afterwards. */
function plain<Value>(value: Value): Value {
  const inside: unknown = unref(value)
  if (Array.isArray(inside)) return inside.map(plain) as Value
  if (typeof inside !== 'object' || inside === null || Object.getPrototypeOf(inside) !== Object.prototype) {
    return inside as Value
  }
  return Object.fromEntries(
    Object.entries(inside).map(([name, part]: [string, unknown]) => [name, plain(part)]),
  ) as Value
}

interface Failing {
  error: unknown
}

function useObserved<State extends Failing, Options>(
  observe: (queryClient: QueryClient, options: Options) => Observed<State, Options>,
  asked: () => Options,
): ShallowRef<State> {
  const { queryClient, events } = useInstagramContext()
  const options = computed(asked)
  let observed = observe(queryClient.value, options.value)
  const state: ShallowRef<State> = shallowRef(observed.state())
  const show = () => {
    state.value = observed.state()
    events.report(state.value.error)
  }
  let leave = () => {}
  const begin = () => {
    if (isInBrowser()) leave = observed.subscribe(show)
    show()
  }
  begin()
  // At once, so that what is asked in the same turn of the event loop is asked of the new ones.
  watch(
    queryClient,
    (next) => {
      leave()
      observed = observe(next, options.value)
      begin()
    },
    { flush: 'sync' },
  )
  watch(
    options,
    (next) => {
      observed.turnTo(next)
      show()
    },
    { flush: 'sync' },
  )
  onScopeDispose(() => leave())
  return state
}

function asRefs<State extends object>(state: ShallowRef<State>): AsRefs<State> {
  const parts = (Object.keys(state.value) as (keyof State)[]).map((name) => {
    const first = state.value[name]
    const call = (...input: unknown[]) => (state.value[name] as (...input: unknown[]) => unknown)(...input)
    return [name, typeof first === 'function' ? call : computed(() => state.value[name])]
  })
  // Part by part what the type says.
  return Object.fromEntries(parts) as AsRefs<State>
}
