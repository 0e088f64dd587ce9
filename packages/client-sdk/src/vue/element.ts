import type { DefineComponent } from 'vue'
import type { ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import type { InstagramClient } from '../client.ts'
import type { InstagramError } from '../errors.ts'
import type { ConnectWith, InstagramEvent } from '../queries/index.ts'
import type { Token } from '../transport/calls.ts'

/** `<instagram-dashboard>` in a template; objects and functions as properties: `:client.prop="client"`. */
export interface InstagramDashboardProps {
  /** Where the server's tRPC is mounted; default `/instagram/trpc`. */
  url?: string
  locale?: string
  theme?: 'light' | 'dark' | 'system'
  accountId?: string
  connectWith?: ConnectWith
  /** The user's session token. */
  token?: Token | undefined
  /** A client of your own, in place of `url`, `locale` and `token`. */
  client?: InstagramClient | undefined
  /** Sentences of your own in place of ours: `InstagramTexts` of `/react`. */
  texts?: object | undefined
  /** Called with what the user does: `:onEvent.prop="listen"`. */
  onEvent?: ((event: InstagramEvent) => void) | undefined
  /** Called once with each failure of a call: `:onError.prop="report"`. */
  onError?: ((error: InstagramError) => void) | undefined
  /** An account was connected. */
  onConnected?: (event: CustomEvent<ConnectCompleteResult>) => void
  /** The user has to sign in again. */
  onSignIn?: (event: CustomEvent<undefined>) => void
}

declare module 'vue' {
  interface GlobalComponents {
    'instagram-dashboard': DefineComponent<InstagramDashboardProps>
    InstagramDashboard: DefineComponent<InstagramDashboardProps>
  }
}
