import type { Locale } from '@instagram-dashboard/server/contract'
import type { QueryClient } from '@tanstack/query-core'
import { createContext, useContext } from 'react'
import type { InstagramClient } from '../../client.ts'
import type { Format } from '../texts/format.ts'
import type { InstagramTexts } from '../texts/own-texts.ts'
import type { Messages } from '../texts/pt-br.ts'
import type { ConnectWith, PageEvents, Returns } from '../../queries/index.ts'
import type { InstagramComponents } from './components.ts'
import type { InstagramPages } from './places.ts'

export type Theme = 'light' | 'dark' | 'system'
/** How close together everything stands. Touch screens keep the size of what is pressed. */
export type Density = 'comfortable' | 'compact'

/** What every component needs. */
export interface InstagramContextValue {
  client: InstagramClient
  queryClient: QueryClient
  locale: Locale
  t: Messages
  /** Those that the host gave, which are in `t` too. */
  ownTexts: InstagramTexts | null
  /** Of the host's own, in place of ours. */
  components: InstagramComponents
  format: Format
  theme: Theme
  density: Density
  connectWith: ConnectWith
  now: () => Date
  /** Where the host signs users in; `null` when it did not say. */
  onSignIn: (() => void) | null
  /** Where other parts of ours stand. */
  pages: InstagramPages
  /** Goes to an address of the host's. */
  navigate: (address: string) => void
  events: PageEvents
  returns: Returns
}

export const InstagramContext = createContext<InstagramContextValue | null>(null)

/** @throws Error outside of an `InstagramProvider` */
export function useInstagramContext(): InstagramContextValue {
  const value = useContext(InstagramContext)
  if (value === null) throw new Error('Put an <InstagramProvider client={…}> around the components and hooks')
  return value
}
