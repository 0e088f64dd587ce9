import type * as contract from '@instagram-dashboard/server/contract'
import { onMount } from 'svelte'
import { derived, get, type Readable } from 'svelte/store'
import type { InstagramClient } from '../client.ts'
import {
  type ConnectFlow,
  type ConnectReturn,
  type ConnectState,
  createConnectSteps,
  createReturnSteps,
  createSyncSteps,
  followNotifications,
  instagramKeys,
  notConnecting,
  returning,
  type ReturnState,
  type Sync,
  type SyncState,
  isInBrowser,
} from '../queries/index.ts'
import type { Given } from './answers.ts'
import { storeOf, useInstagramContext } from './context.ts'

/** The client, as a store: another one is another user. */
export function useInstagramClient(): Readable<InstagramClient> {
  return useInstagramContext().client
}

/** Reads everything again, or what is below a key of `instagramKeys`. */
export function useInvalidateInstagram(): (key?: readonly unknown[]) => Promise<void> {
  const { queryClient } = useInstagramContext()
  return (queryKey = instagramKeys.all) => get(queryClient).invalidateQueries({ queryKey })
}

/** Connects as `connectWith` says: in a window, or over this tab. */
export function useConnect(onConnected?: (result: contract.ConnectCompleteResult) => void): Readable<ConnectFlow> {
  const { client, connectWith, events } = useInstagramContext()
  const invalidate = useInvalidateInstagram()
  return derived(client, (newest, set: (steps: ConnectFlow) => void) => {
    const changed = (state: ConnectState) => set({ ...state, connect, reset })
    const connected = (result: contract.ConnectCompleteResult) => onConnected?.(result)
    const steps = createConnectSteps({ client: newest, connectWith, events, invalidate, connected, changed })
    const { connect, reset, watch } = steps
    changed(notConnecting)
    return isInBrowser() ? watch() : undefined
  })
}

/** For the redirect page: ends what Instagram sent back. Safe with reloads and the back button. */
export function useConnectReturn(): Readable<ConnectReturn> {
  const { client, events, returnsOf } = useInstagramContext()
  return derived(client, (newest, set: (steps: ConnectReturn) => void) => {
    const changed = (state: ReturnState) => set({ ...state, retry: () => retry(state.error) })
    const { watch, retry } = createReturnSteps({ client: newest, events, returns: returnsOf(newest), changed })
    changed(returning)
    return isInBrowser() ? watch() : undefined
  })
}

/** Starts syncs, and follows one that is already under way: the first of an account starts by itself. */
export function useSync(accountId: Given<string>, onNumbers?: () => void): Readable<Sync> {
  const { client, events, now } = useInstagramContext()
  const refresh = () => onNumbers?.()
  return derived([client, storeOf(accountId)], ([newest, id], set: (sync: Sync) => void) => {
    const changed = (state: SyncState) => set({ state, run, dismiss })
    const steps = createSyncSteps({ client: newest, accountId: id, events, now, refresh, changed })
    const { run, dismiss, watch } = steps
    changed({ kind: 'idle' })
    return isInBrowser() ? watch() : undefined
  })
}

/** Calls back for each new notification as it comes, and keeps lists and counts up to date. All tabs share one stream. */
export function useNewNotifications(onNew?: (notification: contract.NotificationItem) => void): void {
  const { client } = useInstagramContext()
  const invalidate = useInvalidateInstagram()
  onMount(() => {
    let leave = () => {}
    const end = client.subscribe((newest) => {
      leave()
      leave = followNotifications({ client: newest, invalidate, tell: (item) => onNew?.(item) })
    })
    return () => {
      end()
      leave()
    }
  })
}
