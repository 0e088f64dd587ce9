import type { HTMLAttributes } from 'svelte/elements'
import type { ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import type { InstagramClient } from '../client.ts'
import type { ConnectWith } from '../queries/index.ts'
import type { Token } from '../transport/calls.ts'

/** `<instagram-dashboard>` in a component of Svelte. Its `onEvent` and `onError` are set by a script, over `bind:this`. */
export interface InstagramDashboardAttributes extends HTMLAttributes<HTMLElement> {
  /** Where the server's tRPC is mounted; default `/instagram/trpc`. */
  url?: string
  locale?: string
  theme?: 'light' | 'dark' | 'system'
  'account-id'?: string
  'connect-with'?: ConnectWith
  /** The user's session token. */
  token?: Token | undefined
  /** A client of your own, in place of `url`, `locale` and `token`. */
  client?: InstagramClient | undefined
  /** Sentences of your own in place of ours: `InstagramTexts` of `/react`. */
  texts?: object | undefined
  /** An account was connected: of Svelte 5, and with a colon of Svelte 4. */
  onconnected?: (event: CustomEvent<ConnectCompleteResult>) => void
  'on:connected'?: (event: CustomEvent<ConnectCompleteResult>) => void
  /** The user has to sign in again. */
  'onsign-in'?: (event: CustomEvent<undefined>) => void
  'on:sign-in'?: (event: CustomEvent<undefined>) => void
}

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'instagram-dashboard': InstagramDashboardAttributes
  }
}
