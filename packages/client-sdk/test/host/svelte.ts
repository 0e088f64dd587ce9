// Stores in a host with Svelte, type-checked outside the repository against the packed tarball.
import {
  createInstagramClient,
  isInstagramError,
  type ConnectStatusResult,
  type InstagramError,
} from '@instagram-dashboard/client-sdk'
import {
  instagramKeys,
  type InstagramQuery,
  instagramQueries,
  provideInstagram,
  useConnect,
  useConnectStatus,
  useDisconnect,
  useMetricsTimeline,
  useNotifications,
  useSync,
} from '@instagram-dashboard/client-sdk/svelte'
import type { SvelteHTMLElements } from 'svelte/elements'
import { derived, get, writable } from 'svelte/store'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const assert = <T extends true>(): T | void => {}

const client = createInstagramClient({ url: '/trpc' })

export function script() {
  provideInstagram({ client: writable(client), onEvent: ({ name }) => name, connectWith: 'popup' })
  provideInstagram({ url: '/trpc', token: () => 'session' })
  // @ts-expect-error neither an address nor a client
  provideInstagram({ connectWith: 'popup' })
  const status: InstagramQuery<ConnectStatusResult> = useConnectStatus({ enabled: writable(true) })
  const { data, error } = get(status)
  assert<Equal<typeof data, ConnectStatusResult | undefined>>()
  assert<Equal<typeof error, InstagramError | null>>()
  const startDate = writable('2026-01-01')
  const input = derived(startDate, (day) => ({ metrics: ['reach', 'likes'] as const, startDate: day }))
  const timeline = get(useMetricsTimeline(input))
  type Point = NonNullable<typeof timeline.data>['points'][number]
  assert<Equal<Point['likes'], number | null>>()
  // @ts-expect-error saves were not asked for
  const saves: unknown = timeline.data?.points[0]?.saves
  // @ts-expect-error no such metric
  useMetricsTimeline({ metrics: ['followers'] })
  const { items } = get(useNotifications({ limit: 5 }))
  const connection = get(useConnect(({ account }) => account.username.toUpperCase()))
  const sync = get(useSync(writable('account-1')))
  return [
    saves,
    items.map(({ readAt }) => readAt?.getTime()),
    isInstagramError(connection.error) && connection.error.code,
    () => connection.connect({ placement: 'own' }),
    () => get(useDisconnect()).run({ accountId: 'account-1' }),
    sync.state.kind === 'running' && sync.state.progress.phase,
  ]
}

type ElementAttributes = SvelteHTMLElements['instagram-dashboard']
export const element: ElementAttributes = {
  url: '/trpc',
  theme: 'dark',
  onconnected: ({ detail }) => detail.account.id,
}
// @ts-expect-error there is no such theme
export const wrong: ElementAttributes = { theme: 'sepia' }
export const keys = [instagramKeys.all, instagramQueries.connectStatus(client).queryKey]
