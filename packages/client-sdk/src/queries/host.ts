import { QueryClient } from '@tanstack/query-core'
import type { InstagramClient } from '../client.ts'
import { askAgain } from './retry.ts'

/** How connecting opens Instagram. */
export type ConnectWith = 'popup' | 'redirect' | 'auto'

/** The parts of TanStack Query 5's `QueryClient` by which another copy of the package works with it. */
export interface HostQueryClient {
  getQueryCache: () => object
  getMutationCache: () => object
  invalidateQueries: (filters?: never) => Promise<void>
}

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
