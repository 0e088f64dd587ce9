/** @jsxImportSource #own */
import { Fragment, useEffect, useInsertionEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { InstagramClient } from '../client.ts'
import type { InstagramError } from '../errors.ts'
import { toLocale } from '../locale.ts'
import {
  type ConnectWith,
  createCaches,
  createPageEvents,
  createReturnsOf,
  type HostListeners,
  type HostQueryClient,
  type InstagramEvent,
} from '../queries/index.ts'
import {
  type Density,
  goTo,
  type InstagramComponents,
  InstagramContext,
  type InstagramPages,
  type Theme,
} from './data/index.ts'
import { adoptStyles } from './styles/stylesheet.ts'
import { createFormat } from './texts/format.ts'
import { catalogues } from './texts/messages.ts'
import { type InstagramTexts, withOwnTexts } from './texts/own-texts.ts'
import type { Messages } from './texts/pt-br.ts'

export interface InstagramProviderProps {
  /** From `createInstagramClient`. Keep it over renders; another one is another user, for whom all below begins anew. */
  client: InstagramClient
  /** `light`, `dark`, or what the user's system says (default). */
  theme?: Theme
  /** `compact` takes the next smaller sizes and spaces, for a panel among others. Default `comfortable`. */
  density?: Density
  /** How connecting opens Instagram: in a window, in this tab, or a window with a mouse and the tab on a phone (default). */
  connectWith?: ConnectWith
  /** `false` when the page links `react/styles.css` by itself, for example to be styled before scripts run. */
  adoptStyles?: boolean
  /** Your own `QueryClient` of TanStack Query 5, to share its cache and tools. Call its `clear()` when a user signs out. */
  queryClient?: HostQueryClient
  /** The clock, for tests. Default: the server's, as far as it is known. Keep it over renders. */
  now?: () => Date
  /** The addresses at which your app shows parts of ours, for the links of notifications and errors. Keep it over renders. */
  pages?: InstagramPages
  /** Goes to one of them within your app, in place of loading it. Keep it over renders. */
  onNavigate?: (address: string) => void
  /** Called when the user has to sign in to your app again. */
  onSignIn?: () => void
  /** Called with what the user does, for your own analytics; `InstagramEvent` is the closed list. */
  onEvent?: (event: InstagramEvent) => void
  /** Called once with each failure of a call, for your own reports. The parts show it to the user by themselves. */
  onError?: (error: InstagramError) => void
  /** Sentences of your own in place of ours, in the language of the client. Keep it over renders. */
  texts?: InstagramTexts
  /** Components of your own in place of parts of ours, by their names. Keep it over renders. */
  components?: InstagramComponents
  /** Where the components below may stand. */
  children: ReactNode
}

const noComponents: InstagramComponents = {}
const noPages: InstagramPages = {}

/**
 * Gives the client and the language to the components and hooks below. Renders nothing by itself. When this tab has come
 * back from Instagram, it ends the connection, and the components below show how that went.
 */
export function InstagramProvider({
  client,
  theme = 'system',
  density = 'comfortable',
  connectWith = 'auto',
  adoptStyles: wantsStyles = true,
  queryClient: hostQueryClient,
  now = client.now,
  pages = noPages,
  onNavigate = goTo,
  onSignIn,
  onEvent,
  onError,
  texts,
  components = noComponents,
  children,
}: InstagramProviderProps) {
  const events = usePageEvents({ onEvent, onError })
  const { cacheOf, returnsOf } = useMemo(() => {
    const caches = createCaches(hostQueryClient)
    return { cacheOf: caches, returnsOf: createReturnsOf({ cacheOf: caches, events }) }
  }, [hostQueryClient, events])
  const value = useMemo(() => {
    const locale = toLocale(client.locale)
    const t: Messages = withOwnTexts(catalogues[locale], texts)
    return {
      client,
      queryClient: cacheOf(client),
      locale,
      t,
      ownTexts: texts ?? null,
      components,
      format: createFormat(locale, t),
      theme,
      density,
      connectWith,
      now,
      onSignIn: onSignIn ?? null,
      pages,
      navigate: onNavigate,
      events,
      returns: returnsOf(client),
    }
  }, [
    cacheOf,
    returnsOf,
    client,
    theme,
    density,
    connectWith,
    now,
    pages,
    onNavigate,
    onSignIn,
    events,
    texts,
    components,
  ])

  useEffect(() => {
    if (wantsStyles) adoptStyles(document)
  }, [wantsStyles])
  // The queries below notice the network and the focus through it.
  useEffect(() => {
    const { queryClient } = value
    queryClient.mount()
    return () => queryClient.unmount()
  }, [value])

  const { returns } = value
  // After the effects of what is inside: a redirect page of the host's own has it first.
  useEffect(() => returns.begin(), [returns])

  // What was read and chosen as one user is in the state of what is below, which begins anew for the next.
  return (
    <InstagramContext.Provider value={value}>
      <Fragment key={`${numberOf(client)} ${numberOf(value.queryClient)}`}>{children}</Fragment>
    </InstagramContext.Provider>
  )
}

const numbers = new WeakMap<object, number>()
let lastNumber = 0

/** The same for the same object. */
function numberOf(object: object): number {
  const number = numbers.get(object) ?? ++lastNumber
  numbers.set(object, number)
  return number
}

/** The same over renders, whatever functions the host gives. */
function usePageEvents(listeners: HostListeners) {
  const newest = useRef(listeners)
  useInsertionEffect(() => {
    newest.current = listeners
  })
  const [events] = useState(() => createPageEvents(() => newest.current))
  return events
}
