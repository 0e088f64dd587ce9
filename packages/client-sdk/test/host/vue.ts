// Composables in a host with Vue, type-checked outside the repository against the packed tarball.
import {
  createInstagramClient,
  isInstagramError,
  type ConnectStatusResult,
  type InstagramError,
} from '@instagram-dashboard/client-sdk'
import {
  createInstagram,
  type InstagramEvent,
  instagramKeys,
  type InstagramQuery,
  instagramQueries,
  useConnect,
  useConnectStatus,
  useDisconnect,
  useMetricsTimeline,
  useNotifications,
  useSync,
} from '@instagram-dashboard/client-sdk/vue'
import { computed, createApp, defineComponent, type GlobalComponents, ref, type Ref } from 'vue'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const assert = <T extends true>(): T | void => {}

function setup() {
  const status: InstagramQuery<ConnectStatusResult> = useConnectStatus({ enabled: computed(() => true) })
  assert<Equal<typeof status.data, Readonly<Ref<ConnectStatusResult | undefined>>>>()
  assert<Equal<typeof status.error, Readonly<Ref<InstagramError | null>>>>()
  const startDate = ref('2026-01-01')
  const { data } = useMetricsTimeline(() => ({ metrics: ['reach', 'likes'], startDate: startDate.value }))
  type Point = NonNullable<typeof data.value>['points'][number]
  assert<Equal<Point['likes'], number | null>>()
  // @ts-expect-error saves were not asked for
  const saves = computed<unknown>(() => data.value?.points[0]?.saves)
  // @ts-expect-error no such metric
  useMetricsTimeline({ metrics: ['followers'] })
  const { items, hasNextPage, fetchNextPage } = useNotifications({ limit: 5 })
  const { connect, error, isConnecting } = useConnect(({ account }) => account.username.toUpperCase())
  const { run } = useDisconnect()
  const sync = useSync('account-1')
  return [
    saves.value,
    items.value.map(({ readAt }) => readAt?.getTime()),
    hasNextPage.value && fetchNextPage,
    isConnecting.value && isInstagramError(error.value) && error.value.code,
    () => connect({ placement: 'own' }),
    () => run({ accountId: 'account-1' }),
    sync.state.value.kind === 'running' && sync.state.value.progress.phase,
  ]
}

const Page = defineComponent({ setup: () => ({ parts: setup() }) })
const listen = (event: InstagramEvent) => event.name
const client = createInstagramClient({ url: '/trpc' })
createApp(Page).use(createInstagram({ client, onEvent: listen, connectWith: 'redirect' }))
createApp(Page).use(createInstagram({ url: '/trpc', token: () => 'session' }))
// @ts-expect-error neither an address nor a client
createApp(Page).use(createInstagram({ connectWith: 'popup' }))

type ElementProps = InstanceType<GlobalComponents['instagram-dashboard']>['$props']
export const element: ElementProps = { url: '/trpc', theme: 'dark', onConnected: ({ detail }) => detail.account.id }
// @ts-expect-error there is no such theme
export const wrong: ElementProps = { theme: 'sepia' }
export const keys = [instagramKeys.all, instagramQueries.connectStatus(client).queryKey]
