import type { QueryClient } from '@tanstack/query-core'
import { getContext, onMount, setContext } from 'svelte'
import { derived, get, type Readable, readable } from 'svelte/store'
import { createInstagramClient, type InstagramClient, type InstagramClientOptions } from '../client.ts'
import {
  type ConnectWith,
  createCaches,
  createPageEvents,
  createReturnsOf,
  type InstagramHostOptions,
  type PageEvents,
  type Returns,
} from '../queries/index.ts'
import type { Given } from './answers.ts'

/**
 * Those of `createInstagramClient`, or a client that is there already; as a store where users change without a new page:
 * another client is another user.
 */
export type InstagramOptions = InstagramHostOptions & (InstagramClientOptions | { client: Given<InstagramClient> })

export interface InstagramContext {
  client: Readable<InstagramClient>
  queryClient: Readable<QueryClient>
  connectWith: ConnectWith
  now: () => Date
  events: PageEvents
  returnsOf: (client: InstagramClient) => Returns
}

const key = Symbol('instagram')

/** A store of what was given, whether it is one or not. */
export function storeOf<Value>(given: Given<Value>): Readable<Value> {
  const isStore = typeof given === 'object' && given !== null && 'subscribe' in given
  return isStore ? (given as Readable<Value>) : readable(given as Value)
}

/**
 * For what is below a component: call it in its `<script>`, as in the outermost layout. When this tab has come back from
 * Instagram, it ends the connection.
 */
export function provideInstagram(options: InstagramOptions): void {
  const client = storeOf('client' in options ? options.client : createInstagramClient(options))
  const cacheOf = createCaches(options.queryClient)
  const queryClient = derived(client, cacheOf)
  const events = createPageEvents(() => ({ onEvent: options.onEvent, onError: options.onError }))
  const returnsOf = createReturnsOf({ cacheOf, events })
  setContext<InstagramContext>(key, {
    client,
    queryClient,
    connectWith: options.connectWith ?? 'auto',
    now: options.now ?? (() => get(client).now()),
    events,
    returnsOf,
  })
  onMount(() => {
    // It notices the network and the focus.
    let mounted: QueryClient | undefined
    const end = queryClient.subscribe((next) => {
      mounted?.unmount()
      next.mount()
      mounted = next
    })
    // After what is mounted below: a redirect page of the host's own has the return first.
    const endReturns = client.subscribe((newest) => returnsOf(newest).begin())
    return () => {
      end()
      endReturns()
      mounted?.unmount()
    }
  })
}

/** @throws Error where `provideInstagram` was called in no component above */
export function useInstagramContext(): InstagramContext {
  const context = getContext<InstagramContext | undefined>(key)
  if (context === undefined) throw new Error('Call provideInstagram({ url }) in a component above')
  return context
}
