import type { QueryClient } from '@tanstack/query-core'
import { type App, computed, effectScope, hasInjectionContext, inject, type InjectionKey, provide } from 'vue'
import { type Ref, toValue, watch } from 'vue'
import { createInstagramClient, type InstagramClient, type InstagramClientOptions } from '../client.ts'
import {
  type ConnectWith,
  createCaches,
  createPageEvents,
  createReturnsOf,
  type InstagramHostOptions,
  isInBrowser,
  type PageEvents,
  type Returns,
} from '../queries/index.ts'
import type { Given } from './answers.ts'

/**
 * Those of `createInstagramClient`, or a client that is there already; as a ref or a function where users change without
 * a new page: another client is another user.
 */
export type InstagramOptions = InstagramHostOptions & (InstagramClientOptions | { client: Given<InstagramClient> })

export interface InstagramContext {
  client: Readonly<Ref<InstagramClient>>
  queryClient: Readonly<Ref<QueryClient>>
  connectWith: ConnectWith
  now: () => Date
  events: PageEvents
  returnsOf: (client: InstagramClient) => Returns
}

const key: InjectionKey<InstagramContext> = Symbol('instagram')

function createContext(options: InstagramOptions): InstagramContext {
  const given = 'client' in options ? options.client : createInstagramClient(options)
  const client = computed(() => toValue(given))
  const cacheOf = createCaches(options.queryClient)
  const queryClient = computed(() => cacheOf(client.value))
  const events = createPageEvents(() => ({ onEvent: options.onEvent, onError: options.onError }))
  const returnsOf = createReturnsOf({ cacheOf, events })
  if (isInBrowser()) {
    // After what is mounted below: a redirect page of the host's own has the return first.
    watch(client, (newest) => void setTimeout(() => returnsOf(newest).begin()), { immediate: true })
    // It notices the network and the focus.
    watch(
      queryClient,
      (cache, _before, onCleanup) => {
        cache.mount()
        onCleanup(() => cache.unmount())
      },
      { immediate: true },
    )
  }
  return {
    client,
    queryClient,
    connectWith: options.connectWith ?? 'auto',
    now: options.now ?? (() => client.value.now()),
    events,
    returnsOf,
  }
}

/**
 * For a whole app: `app.use(createInstagram({ url: '/instagram/trpc' }))`. Where it renders on a server, once for each
 * request. When this tab has come back from Instagram, it ends the connection.
 */
export function createInstagram(options: InstagramOptions): { install: (app: App) => void } {
  return {
    install(app) {
      const scope = effectScope(true)
      scope.run(() => app.provide(key, createContext(options)))
      const unmount = app.unmount.bind(app)
      app.unmount = () => {
        scope.stop()
        unmount()
      }
    },
  }
}

/** For what is below one component: call it in its `setup`. */
export function provideInstagram(options: InstagramOptions): void {
  provide(key, createContext(options))
}

/** @throws Error where neither `createInstagram` nor `provideInstagram` is above */
export function useInstagramContext(): InstagramContext {
  const context = hasInjectionContext() ? inject(key, undefined) : undefined
  if (context === undefined) {
    throw new Error('Call app.use(createInstagram({ url })) first, and composables in setup')
  }
  return context
}
