// A page of a host, type-checked outside the repository against the packed tarball.
import { createInstagramAdminClient, type InstagramAdmin as AdminClient } from '@instagram-dashboard/client-sdk/admin'
import {
  createInstagramClient,
  isInstagramError,
  type ConnectCompleteResult,
  type InstagramClient,
} from '@instagram-dashboard/client-sdk'
import { defineInstagramDashboard, type InstagramDashboardElement } from '@instagram-dashboard/client-sdk/element'
import {
  Achievements,
  ConnectInstagramButton,
  InstagramAdmin,
  InstagramDashboard,
  Connected,
  InstagramProvider,
  NeedsReconnect,
  NotConnected,
  type InstagramComponents,
  type InstagramEvent,
  instagramKeys,
  NotificationsBell,
  SyncProgress,
  useConnect,
  useConnectStatus,
  useMetricsTimeline,
  useNotifications,
  type InstagramQuery,
} from '@instagram-dashboard/client-sdk/react'
import { verifyWebhook, type HostEvent } from '@instagram-dashboard/client-sdk/webhooks'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const assert = <T extends true>(): T | void => {}

const client = createInstagramClient({ url: '/trpc', token: () => 'session', person: 'ana', timeoutMs: 5_000 })
assert<Equal<typeof client, InstagramClient>>()
assert<Equal<ReturnType<typeof client.connect.popup>, Promise<ConnectCompleteResult>>>()
const admin = createInstagramAdminClient({ url: '/trpc' })
assert<Equal<typeof admin, AdminClient>>()
assert<Equal<typeof client.admin, AdminClient>>()

export function Page({ accountId }: { accountId: string }) {
  return (
    <InstagramProvider
      client={client}
      theme="dark"
      connectWith="popup"
      onSignIn={() => {}}
      onEvent={listen}
      texts={{ header: { sync: 'Now' } }}
      components={components}
    >
      <Connected>1</Connected>
      <NotConnected accountId={accountId}>
        <NeedsReconnect>2</NeedsReconnect>
      </NotConnected>
      {/* @ts-expect-error there is no such sentence */}
      <InstagramProvider client={client} texts={{ header: { syncs: 'Now' } }}>
        {null}
      </InstagramProvider>
      <NotificationsBell />
      <ConnectInstagramButton placement="header" onConnected={({ account }) => account.username.toUpperCase()} />
      <InstagramDashboard accountId={accountId} parts={{ media: false }} components={{ Avatar: () => null }} />
      <SyncProgress accountId={accountId} />
      <Achievements />
      <InstagramAdmin start="accounts" />
      <Own />
      {/* @ts-expect-error there is no such theme */}
      <InstagramProvider client={client} theme="sepia">
        {null}
      </InstagramProvider>
    </InstagramProvider>
  )
}

const components: InstagramComponents = {
  Button: ({ kind = 'secondary', onClick, children }) => (
    <button type="button" className={kind} onClick={onClick}>
      {children}
    </button>
  ),
  MetricTile: ({ Default, ...tile }) => <Default {...tile} title={tile.value === null ? '' : tile.value.toFixed()} />,
  // @ts-expect-error there is no such part
  Footer: () => null,
}

function listen(event: InstagramEvent): string {
  switch (event.name) {
    case 'connect_opened':
      return event.opensIn
    case 'connect_failed':
      return event.code
    case 'connect_returned':
    case 'dashboard_shown':
    case 'sync_pressed':
    case 'account_disconnected':
      return event.accountId
    case 'invitation_shown':
      return event.placement
  }
}

function Own() {
  const status = useConnectStatus()
  assert<Equal<NonNullable<typeof status.data>['connected'], boolean>>()
  const timeline = useMetricsTimeline({ metrics: ['reach', 'likes'] })
  type Point = NonNullable<typeof timeline.data>['points'][number]
  assert<Equal<Point['likes'], number | null>>()
  // @ts-expect-error saves were not asked for
  const saves: unknown = timeline.data?.points[0]?.saves
  const notifications = useNotifications({ limit: 5 })
  assert<Equal<(typeof notifications.items)[number]['readAt'], Date | null>>()
  const query: InstagramQuery<unknown> = status
  const { connect, error } = useConnect()
  const sentence = isInstagramError(error) && error.code === 'POPUP_CLOSED' ? error.message : ''
  return (
    <button type="button" onClick={() => void connect({ placement: 'own' })}>
      {sentence} {String(query.isPending)} {String(saves)} {instagramKeys.all.join()}
    </button>
  )
}

export function mount(element: InstagramDashboardElement) {
  defineInstagramDashboard()
  element.token = () => 'session'
  element.onEvent = listen
  element.onError = ({ code }) => code
  element.texts = { more: 'And on' }
  const found = document.querySelector('instagram-dashboard')
  assert<Equal<typeof found, InstagramDashboardElement | null>>()
}

export function hear(body: string, headers: Headers): string {
  const event = verifyWebhook({ body, headers }, 'whsec_c2VjcmV0')
  assert<Equal<typeof event, HostEvent>>()
  return event.type
}
