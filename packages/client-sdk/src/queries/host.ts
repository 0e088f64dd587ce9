import { QueryClient } from '@tanstack/query-core'
import type { InstagramClient } from '../client.ts'
import type { HostListeners } from './page-events.ts'
import { askAgain } from './retry.ts'

/** How connecting opens Instagram. */
export type ConnectWith = 'popup' | 'redirect' | 'auto'

/** The parts of TanStack Query 5's `QueryClient` by which another copy of the package works with it. */
export interface HostQueryClient {
  getQueryCache: () => object
  getMutationCache: () => object
  invalidateQueries: (filters?: never) => Promise<void>
}

/** What a page says beside its client. */
export interface InstagramHostOptions extends Partial<HostListeners> {
  /** How connecting opens Instagram: in a window, in this tab, or a window with a mouse and the tab on a phone (default). */
  connectWith?: ConnectWith
  /** Your own `QueryClient` of TanStack Query 5, to share its cache and tools. */
  queryClient?: HostQueryClient
  /** The clock, for tests and demos that move it. */
  now?: () => Date
}

/** Where nothing is shown, nothing is asked: a server renders what it was given, and the browser goes on from there. */
export const isInBrowser = (): boolean => typeof window !== 'undefined'

/**
 * Which cache belongs to a client: the host's if it gave one, else one per client, for what one user has seen must not be
 * shown to the next.
 */
export function createCaches(hostQueryClient: HostQueryClient | undefined): (client: InstagramClient) => QueryClient {
  const caches = new WeakMap<InstagramClient, QueryClient>()
  return (client) => {
    // The host's word for it, by the documentation of the option: a whole QueryClient of TanStack Query 5.
    if (hostQueryClient !== undefined) return hostQueryClient as unknown as QueryClient
    const own =
      caches.get(client) ?? new QueryClient({ defaultOptions: { queries: { ...askAgain, staleTime: 15_000 } } })
    caches.set(client, own)
    return own
  }
}
