import type { NotificationItem, SyncRunProgress } from '@instagram-dashboard/server/contract'
import { createAdminProcedures, type InstagramAdmin } from './domains/admin.ts'
import { createCall, requestHeaders, type ExtraHeaders, type Token } from './transport/calls.ts'
import { createBeginAttempt } from './connect/begin-attempt.ts'
import { createFinish, withBrowserVerifier } from './connect/finish.ts'
import { createPopup } from './connect/popup.ts'
import { createRedirects } from './connect/redirects.ts'
import type { InstagramConnect } from './connect/connect.ts'
import type { InstagramGoals } from './domains/goals.ts'
import type { InstagramMedia, InstagramMetrics } from './domains/metrics.ts'
import type {
  InstagramAchievements,
  InstagramCredits,
  InstagramNotifications,
  InstagramPrivacy,
  InstagramSupport,
} from './domains/user.ts'
import { createProcedures } from './transport/procedures.ts'
import { watchAnswers } from './hints/answers.ts'
import { isDevelopment } from './hints/development.ts'
import { createSubscribe } from './streams/subscribe.ts'
import { followSync, hasEnded, type InstagramSync } from './domains/sync.ts'
import { toTimeline } from './domains/timeline.ts'

export interface InstagramClientOptions {
  /** Where the server's tRPC is mounted: `/instagram/trpc`, or with an origin. */
  url: string
  /**
   * The user's session token, sent as `Authorization: Bearer`. A function is asked before each request, and once more
   * when the server does not accept what it gave; when it throws, the call fails as without a network.
   */
  token?: Token | undefined
  /** The language of error messages: `pt-BR` (default) or `en`. */
  locale?: string | undefined
  /** Sent with each request. */
  headers?: ExtraHeaders | undefined
  /** Milliseconds until a call gives up, retries included; 0 = never. Default 30,000. A sync that waits has no limit. */
  timeoutMs?: number | undefined
  /**
   * Who is signed in, in any words of yours: the tabs of one user share one live stream. Needed only when `token` is
   * not a JSON Web Token that names its subject.
   */
  person?: string | undefined
  /** Replaces the global `fetch`, for example to send cookies to another origin. */
  fetch?: typeof globalThis.fetch | undefined
}

/** Every function rejects with an `InstagramError`; without a valid token that is `AUTH_REQUIRED`. */
export interface InstagramClient {
  /** The language that was asked for. */
  readonly locale: string
  /** The time by the server's clock, as its newest answer told it; by this machine's where that is within a minute of it. */
  now: () => Date
  connect: InstagramConnect
  sync: InstagramSync
  metrics: InstagramMetrics
  media: InstagramMedia
  goals: InstagramGoals
  notifications: InstagramNotifications
  achievements: InstagramAchievements
  credits: InstagramCredits
  support: InstagramSupport
  privacy: InstagramPrivacy
  admin: InstagramAdmin
}

/**
 * A client for one user. Only a stream holds a connection, while it is read: there is nothing to close.
 * @throws TypeError without a `url`
 */
export function createInstagramClient({
  url,
  token,
  locale = 'pt-BR',
  headers: extraHeaders,
  timeoutMs = 30_000,
  person,
  fetch,
}: InstagramClientOptions): InstagramClient {
  if (!url)
    throw new TypeError(
      'createInstagramClient needs `url`: where the handler is, with /trpc at its end, as "/instagram/trpc"',
    )
  const hasToken = Boolean(token)
  const headers = () => requestHeaders({ token, locale, headers: extraHeaders })
  const ask = isDevelopment ? watchAnswers({ url, hasToken, fetch }) : fetch
  let aheadMs = 0
  const timed: typeof globalThis.fetch = async (...request) => {
    const answer = await (ask ?? globalThis.fetch)(...request)
    const ms = Date.parse(answer.headers.get('date') ?? '') - Date.now()
    aheadMs = Math.abs(ms) > 60_000 ? ms : 0
    return answer
  }
  const procedures = createProcedures({ url, fetch: timed, headers }, createCall({ token, locale, timeoutMs }))
  const { query, slowQuery, mutation, queryWithoutInput, mutationWithoutInput } = procedures
  const canRenewToken = typeof token === 'function'
  const subscribe = createSubscribe({ url, fetch, headers, canRenewToken, locale, person })

  const connect = {
    start: mutation('instagram.connect.start'),
    texts: queryWithoutInput('instagram.connect.texts'),
    redirected: mutation('instagram.connect.redirected'),
    complete: withBrowserVerifier(mutation('instagram.connect.complete')),
    cancel: mutation('instagram.connect.cancel'),
    attempt: query('instagram.connect.attempt'),
    status: queryWithoutInput('instagram.connect.status'),
    disconnect: mutation('instagram.connect.disconnect'),
  } satisfies Omit<InstagramConnect, 'popup' | 'redirect' | 'handleReturn'>
  const finish = createFinish(connect, locale)
  const begin = createBeginAttempt(connect.start, { locale, hasToken })
  const redirects = createRedirects({ ...connect, begin, finish })

  const sync = {
    start: mutation('instagram.sync.start'),
    progress: ({ syncRunId }, options) =>
      subscribe<SyncRunProgress>({ path: 'instagram.sync.progress', input: { syncRunId }, isLast: hasEnded }, options),
    history: query('instagram.sync.history'),
  } satisfies Omit<InstagramSync, 'run'>
  const runSync = mutation('instagram.sync.run')
  const readTimeline = query('instagram.metrics.timeline')

  return {
    locale,
    now: () => new Date(Date.now() + aheadMs),
    connect: { ...connect, ...redirects, popup: createPopup({ ...connect, ...redirects, begin, finish, locale }) },
    sync: {
      ...sync,
      run: (input = {}) =>
        input.onProgress
          ? followSync({ ...sync, status: connect.status, locale }, input)
          : runSync({ accountId: input.accountId }, { timeoutMs: 0, ...input }),
    },
    metrics: {
      list: query('instagram.metrics.list'),
      summary: query('instagram.metrics.summary'),
      timeline: async (input, options) =>
        toTimeline(await readTimeline({ ...input, metrics: [...input.metrics] }, options), input.metrics),
      breakdown: query('instagram.metrics.breakdown'),
      gaps: query('instagram.metrics.gaps'),
      media: query('instagram.metrics.media'),
      stories: query('instagram.metrics.stories'),
      mediaHistory: query('instagram.metrics.mediaHistory'),
      audience: query('instagram.metrics.audience'),
      bestTimes: query('instagram.metrics.bestTimes'),
      explain: query('instagram.metrics.explain'),
      insights: slowQuery('instagram.metrics.insights'),
      forecast: slowQuery('instagram.metrics.forecast'),
      export: query('instagram.metrics.export'),
      growth: query('instagram.metrics.growth'),
      compare: query('instagram.metrics.compare'),
      overview: slowQuery('instagram.metrics.overview'),
      benchmark: query('instagram.metrics.benchmark'),
      changes: query('instagram.metrics.changes'),
      importFollowers: mutation('instagram.metrics.importFollowers'),
      removeImportedFollowers: mutation('instagram.metrics.removeImportedFollowers'),
    },
    media: {
      setTags: mutation('instagram.media.setTags'),
      tags: query('instagram.media.tags'),
    },
    goals: {
      list: query('instagram.goals.list'),
      create: mutation('instagram.goals.create'),
      update: mutation('instagram.goals.update'),
      remove: mutation('instagram.goals.remove'),
    },
    notifications: {
      list: query('instagram.notifications.list'),
      unreadCount: queryWithoutInput('instagram.notifications.unreadCount'),
      markRead: mutation('instagram.notifications.markRead'),
      markAllRead: mutationWithoutInput('instagram.notifications.markAllRead'),
      onNew: (options) =>
        subscribe.shared<NotificationItem>(
          { path: 'instagram.notifications.onNew', input: {}, isLast: () => false },
          options,
        ),
    },
    achievements: { list: queryWithoutInput('instagram.achievements.list') },
    credits: { balance: query('instagram.credits.balance') },
    support: {
      context: queryWithoutInput('instagram.support.context'),
      create: mutation('instagram.support.create'),
      list: query('instagram.support.list'),
    },
    privacy: {
      export: queryWithoutInput('instagram.privacy.export'),
      benchmark: queryWithoutInput('instagram.privacy.benchmark'),
      setBenchmark: mutation('instagram.privacy.setBenchmark'),
      erase: mutationWithoutInput('instagram.privacy.erase'),
    },
    admin: createAdminProcedures(procedures),
  }
}
