import type * as contract from '@instagram-dashboard/server/contract'
import { computed, type Ref, shallowRef, toValue, watch } from 'vue'
import type { InstagramClient } from '../client.ts'
import {
  type ConnectFlow,
  type ConnectReturn,
  createConnectSteps,
  createReturnSteps,
  createSyncSteps,
  followNotifications,
  instagramKeys,
  notConnecting,
  returning,
  type Sync,
  type SyncState,
  isInBrowser,
} from '../queries/index.ts'
import type { AsRefs, Given } from './answers.ts'
import { useInstagramContext } from './context.ts'

/** The client, as a ref: another one is another user. */
export function useInstagramClient(): Readonly<Ref<InstagramClient>> {
  return useInstagramContext().client
}

/** Reads everything again, or what is below a key of `instagramKeys`. */
export function useInvalidateInstagram(): (key?: readonly unknown[]) => Promise<void> {
  const { queryClient } = useInstagramContext()
  return (queryKey = instagramKeys.all) => queryClient.value.invalidateQueries({ queryKey })
}

/** Begins anew when what it was made of has changed, and ends with the component. Begins nothing on a server. */
function useWatched<Value extends { watch: () => () => void }>(make: () => Value): Readonly<Ref<Value>> {
  const made = computed(make)
  if (isInBrowser()) watch(made, (next, _before, onCleanup) => onCleanup(next.watch()), { immediate: true })
  return made
}

/** Connects as `connectWith` says: in a window, or over this tab. */
export function useConnect(onConnected?: (result: contract.ConnectCompleteResult) => void): AsRefs<ConnectFlow> {
  const { client, connectWith, events } = useInstagramContext()
  const invalidate = useInvalidateInstagram()
  const isConnecting = shallowRef(notConnecting.isConnecting)
  const error = shallowRef(notConnecting.error)
  const steps = useWatched(() =>
    createConnectSteps({
      client: client.value,
      connectWith,
      events,
      invalidate,
      connected: (result) => onConnected?.(result),
      changed(state) {
        isConnecting.value = state.isConnecting
        error.value = state.error
      },
    }),
  )
  return { isConnecting, error, connect: (input) => steps.value.connect(input), reset: () => steps.value.reset() }
}

/** For the redirect page: ends what Instagram sent back. Safe with reloads and the back button. */
export function useConnectReturn(): AsRefs<ConnectReturn> {
  const { client, events, returnsOf } = useInstagramContext()
  const status = shallowRef(returning.status)
  const result = shallowRef(returning.result)
  const error = shallowRef(returning.error)
  const steps = useWatched(() =>
    createReturnSteps({
      client: client.value,
      events,
      returns: returnsOf(client.value),
      changed(state) {
        status.value = state.status
        result.value = state.result
        error.value = state.error
      },
    }),
  )
  return { status, result, error, retry: () => steps.value.retry(error.value) }
}

/** Starts syncs, and follows one that is already under way: the first of an account starts by itself. */
export function useSync(accountId: Given<string>, onNumbers?: () => void): AsRefs<Sync> {
  const { client, events, now } = useInstagramContext()
  const state = shallowRef<SyncState>({ kind: 'idle' })
  const steps = useWatched(() =>
    createSyncSteps({
      client: client.value,
      accountId: toValue(accountId),
      events,
      now,
      refresh: () => onNumbers?.(),
      changed(next) {
        state.value = next
      },
    }),
  )
  return { state, run: () => steps.value.run(), dismiss: () => steps.value.dismiss() }
}

/** Calls back for each new notification as it comes, and keeps lists and counts up to date. All tabs share one stream. */
export function useNewNotifications(onNew?: (notification: contract.NotificationItem) => void): void {
  const { client } = useInstagramContext()
  const invalidate = useInvalidateInstagram()
  useWatched(() => {
    const input = { client: client.value, invalidate, tell: (item: contract.NotificationItem) => onNew?.(item) }
    return { watch: () => followNotifications(input) }
  })
}
