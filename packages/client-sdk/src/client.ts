import type { NotificationItem, SyncRunProgress } from '@instagram-dashboard/server/contract'
import type { AppRouter } from '@instagram-dashboard/server/router'
import { createTRPCClient, httpBatchLink, splitLink } from '@trpc/client'
import superjson from 'superjson'
import type { InstagramAdmin } from './admin.ts'
import { createCalls, requestHeaders, type ExtraHeaders, type Token } from './calls.ts'
import { createRedirects } from './connect-return.ts'
import type { InstagramConnect } from './connect.ts'
import type { InstagramMetrics } from './metrics.ts'
import type { InstagramNotifications } from './notifications.ts'
import type { InstagramAchievements, InstagramCredits } from './rewards.ts'
import type { InstagramPrivacy } from './privacy.ts'
import type { InstagramSupport } from './support.ts'
import { createSubscribe } from './subscribe.ts'
import { followSync, hasEnded, type InstagramSync } from './sync.ts'
import { toTimeline } from './timeline.ts'

export interface InstagramClientOptions {
  /** Where the server's tRPC is mounted: `/instagram/trpc`, or with an origin. */
  url: string
  /**
   * The person's session token, sent as `Authorization: Bearer`. A function is asked before each request, and once more
   * when the server does not accept what it gave; when it throws, the call fails as without a network.
   */
  token?: Token | undefined
  /** The language of error messages: `pt-BR` (default) or `en`. */
  locale?: string | undefined
  /** Sent with each request. */
  headers?: ExtraHeaders | undefined
  /** Replaces the global `fetch`, for example to send cookies to another origin. */
  fetch?: typeof globalThis.fetch | undefined
}

/** Every function rejects with an `InstagramError`; without a valid token that is `AUTH_REQUIRED`. */
export interface InstagramClient {
  connect: InstagramConnect
  sync: InstagramSync
  metrics: InstagramMetrics
  notifications: InstagramNotifications
  achievements: InstagramAchievements
  credits: InstagramCredits
  support: InstagramSupport
  privacy: InstagramPrivacy
  admin: InstagramAdmin
}

/** Reads that are asked together travel in one request, this many at most: the server allows no more. */
const mostCallsPerRequest = 10

/** A client for one person. Only a stream holds a connection, while it is read: there is nothing to close. */
export function createInstagramClient({
  url,
  token,
  locale = 'pt-BR',
  headers,
  fetch,
}: InstagramClientOptions): InstagramClient {
  const sendHeaders = () => requestHeaders({ token, locale, headers })
  const link = (maxItems: number) =>
    httpBatchLink<AppRouter>({
      url,
      transformer: superjson,
      maxItems,
      headers: sendHeaders,
      ...(fetch && { fetch: (input, init) => fetch(input, { ...init, signal: init?.signal ?? null }) }),
    })
  const { instagram, admin } = createTRPCClient<AppRouter>({
    links: [
      // A request is answered when all of its calls are: a sync would hold the others back for as long as it runs.
      splitLink({ condition: ({ type }) => type === 'mutation', true: link(1), false: link(mostCallsPerRequest) }),
    ],
  })
  const { query, mutation } = createCalls({ token, locale })
  const canRenewToken = typeof token === 'function'
  const subscribe = createSubscribe({ url, fetch, headers: sendHeaders, canRenewToken, locale })

  const connect = {
    start: (input = {}, options) => mutation((request) => instagram.connect.start.mutate(input, request), options),
    texts: (options) => query((request) => instagram.connect.texts.query(undefined, request), options),
    redirected: (input, options) => mutation((request) => instagram.connect.redirected.mutate(input, request), options),
    complete: (input, options) => mutation((request) => instagram.connect.complete.mutate(input, request), options),
    cancel: (input, options) => mutation((request) => instagram.connect.cancel.mutate(input, request), options),
    attempt: (input, options) => query((request) => instagram.connect.attempt.query(input, request), options),
    status: (options) => query((request) => instagram.connect.status.query(undefined, request), options),
    disconnect: (input = {}, options) =>
      mutation((request) => instagram.connect.disconnect.mutate(input, request), options),
  } satisfies Omit<InstagramConnect, 'redirect' | 'handleReturn'>

  const sync = {
    start: (input = {}, options) => mutation((request) => instagram.sync.start.mutate(input, request), options),
    progress: ({ syncRunId }, options) =>
      subscribe<SyncRunProgress>({ path: 'instagram.sync.progress', input: { syncRunId }, isLast: hasEnded }, options),
    history: (input = {}, options) => query((request) => instagram.sync.history.query(input, request), options),
  } satisfies Omit<InstagramSync, 'run'>

  return {
    connect: { ...connect, ...createRedirects(connect, locale) },
    sync: {
      ...sync,
      run: (input = {}) =>
        input.onProgress
          ? followSync(sync, input, locale)
          : mutation((request) => instagram.sync.run.mutate({ accountId: input.accountId }, request), input),
    },
    metrics: {
      list: (input = {}, options) => query((request) => instagram.metrics.list.query(input, request), options),
      summary: (input = {}, options) => query((request) => instagram.metrics.summary.query(input, request), options),
      timeline: async (input, options) => {
        const asked = { ...input, metrics: [...input.metrics] }
        const result = await query((request) => instagram.metrics.timeline.query(asked, request), options)
        return toTimeline(result, input.metrics)
      },
      gaps: (input = {}, options) => query((request) => instagram.metrics.gaps.query(input, request), options),
      media: (input = {}, options) => query((request) => instagram.metrics.media.query(input, request), options),
      audience: (input = {}, options) => query((request) => instagram.metrics.audience.query(input, request), options),
      bestTimes: (input = {}, options) =>
        query((request) => instagram.metrics.bestTimes.query(input, request), options),
      export: (input, options) => query((request) => instagram.metrics.export.query(input, request), options),
      growth: (input = {}, options) => query((request) => instagram.metrics.growth.query(input, request), options),
    },
    notifications: {
      list: (input = {}, options) => query((request) => instagram.notifications.list.query(input, request), options),
      unreadCount: (options) =>
        query((request) => instagram.notifications.unreadCount.query(undefined, request), options),
      markRead: (input, options) =>
        mutation((request) => instagram.notifications.markRead.mutate(input, request), options),
      markAllRead: (options) =>
        mutation((request) => instagram.notifications.markAllRead.mutate(undefined, request), options),
      onNew: (options) =>
        subscribe<NotificationItem>({ path: 'instagram.notifications.onNew', input: {}, isLast: () => false }, options),
    },
    achievements: {
      list: (options) => query((request) => instagram.achievements.list.query(undefined, request), options),
    },
    credits: {
      balance: (input = {}, options) => query((request) => instagram.credits.balance.query(input, request), options),
    },
    support: {
      context: (options) => query((request) => instagram.support.context.query(undefined, request), options),
      create: (input, options) => mutation((request) => instagram.support.create.mutate(input, request), options),
      list: (input = {}, options) => query((request) => instagram.support.list.query(input, request), options),
    },
    privacy: {
      export: (options) => query((request) => instagram.privacy.export.query(undefined, request), options),
      erase: (options) => mutation((request) => instagram.privacy.erase.mutate(undefined, request), options),
    },
    admin: {
      health: (options) => query((request) => admin.health.query(undefined, request), options),
      funnel: (input = {}, options) => query((request) => admin.funnel.query(input, request), options),
      audit: {
        list: (input = {}, options) => query((request) => admin.audit.list.query(input, request), options),
        export: (input = {}, options) => query((request) => admin.audit.export.query(input, request), options),
        verify: (options) => query((request) => admin.audit.verify.query(undefined, request), options),
      },
      doctor: (options) => query((request) => admin.doctor.query(undefined, request), options),
      accounts: {
        list: (input = {}, options) => query((request) => admin.accounts.list.query(input, request), options),
        refreshTokens: (input, options) =>
          mutation((request) => admin.accounts.refreshTokens.mutate(input, request), options),
        sync: (input, options) => mutation((request) => admin.accounts.sync.mutate(input, request), options),
        deactivate: (input, options) =>
          mutation((request) => admin.accounts.deactivate.mutate(input, request), options),
        reactivate: (input, options) =>
          mutation((request) => admin.accounts.reactivate.mutate(input, request), options),
      },
      support: {
        list: (input = {}, options) => query((request) => admin.support.list.query(input, request), options),
        answer: (input, options) => mutation((request) => admin.support.answer.mutate(input, request), options),
        close: (input, options) => mutation((request) => admin.support.close.mutate(input, request), options),
      },
      notifications: {
        list: (input = {}, options) => query((request) => admin.notifications.list.query(input, request), options),
      },
      deliveries: {
        list: (input = {}, options) => query((request) => admin.deliveries.list.query(input, request), options),
        resend: (input, options) => mutation((request) => admin.deliveries.resend.mutate(input, request), options),
      },
      achievements: {
        list: (input, options) => query((request) => admin.achievements.list.query(input, request), options),
        reverse: (input, options) => mutation((request) => admin.achievements.reverse.mutate(input, request), options),
        tryRule: (input, options) => query((request) => admin.achievements.tryRule.query(input, request), options),
      },
    },
  }
}
