import { createContext, useCallback, useContext, useMemo, useState, useSyncExternalStore } from 'react'

/** In the order of the tabs. */
export const adminScreens = ['health', 'accounts', 'funnel', 'audit', 'support'] as const
export type AdminScreen = (typeof adminScreens)[number]

/** What the lists are narrowed down by; each screen reads its own. */
export const adminFilters = [
  'search',
  'status',
  'expires',
  'problem',
  'runs',
  'days',
  'placement',
  'type',
  'user',
  'about',
  'request',
  'since',
  'until',
  'tickets',
] as const
export type AdminFilter = (typeof adminFilters)[number]
export type AdminFilters = Partial<Record<AdminFilter, string>>

/** What an administrator looks at. */
export interface AdminView {
  screen: AdminScreen
  /** The id of the account whose page is open; `null` for none. */
  account: string | null
  filters: AdminFilters
}

const parameter = 'instagram-admin'
const longest = 200

/** What an address asks for; what it does not say is the screen to begin with, and no filter. */
export function readAdminView(query: string, start: AdminScreen): AdminView {
  const asked = new URLSearchParams(query)
  const filters: AdminFilters = {}
  for (const name of adminFilters) {
    const value = asked.get(`${parameter}-${name}`)
    if (value !== null && value !== '' && value.length <= longest) filters[name] = value
  }
  const screen = adminScreens.find((name) => name === asked.get(parameter)) ?? start
  return { screen, account: asked.get(`${parameter}-account`), filters }
}

/** The address with a view in it, and nothing of the host's changed; what is the default is left out. */
export function withAdminView(address: string, view: AdminView, start: AdminScreen): string {
  const url = new URL(address)
  const set = (name: string, value: string | null | undefined) =>
    value == null || value === '' ? url.searchParams.delete(name) : url.searchParams.set(name, value)
  set(parameter, view.screen === start ? null : view.screen)
  set(`${parameter}-account`, view.account)
  for (const name of adminFilters) set(`${parameter}-${name}`, view.filters[name])
  return url.href
}

// The History API tells nobody of what a page writes itself.
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('popstate', listener)
  }
}

/** A view in place of the one that is shown; what is not named is not narrowed down. */
export type AdminGoal = Partial<AdminView>

export interface AdminNavigation {
  view: AdminView
  /** Shows another screen, list or account; the way back is the browser's. */
  go: (goal: AdminGoal) => void
  /** Narrows down the list that is shown, without another entry in the browser's history. */
  narrow: (filters: AdminFilters) => void
  /** The address of a goal; `undefined` where the view is kept in memory. */
  addressOf: (goal: AdminGoal) => string | undefined
}

/**
 * What an administrator looks at, and how to change it. It stands in the address, so that reloading, the back button and
 * a link that is shared keep it; `isInAddress: false` keeps it in memory.
 */
export function useAdminView(start: AdminScreen, isInAddress: boolean): AdminNavigation {
  const query = useSyncExternalStore(
    subscribe,
    () => location.search,
    () => '',
  )
  const [inMemory, setInMemory] = useState<AdminView>({ screen: start, account: null, filters: {} })
  const inAddress = useMemo(() => readAdminView(query, start), [query, start])
  const view = isInAddress ? inAddress : inMemory
  const write = useCallback(
    (next: AdminView, how: 'push' | 'replace') => {
      if (!isInAddress) return setInMemory(next)
      const address = withAdminView(location.href, next, start)
      if (address === location.href) return
      // What a host's router keeps with the entry stays with it.
      if (how === 'push') history.pushState(history.state, '', address)
      else history.replaceState(history.state, '', address)
      for (const listener of listeners) listener()
    },
    [isInAddress, start],
  )
  return useMemo(() => {
    const reached = (goal: AdminGoal): AdminView => ({ screen: view.screen, account: null, filters: {}, ...goal })
    return {
      view,
      go: (goal) => write(reached(goal), 'push'),
      narrow: (filters) => write({ ...view, filters: { ...view.filters, ...filters } }, 'replace'),
      addressOf: (goal) => (isInAddress ? withAdminView(location.href, reached(goal), start) : undefined),
    }
  }, [view, write, isInAddress, start])
}

export const AdminContext = createContext<AdminNavigation | null>(null)

/** @throws Error outside of the administrator's screens */
export function useAdmin(): AdminNavigation {
  const navigation = useContext(AdminContext)
  if (navigation === null) throw new Error('This belongs into the administrator’s screens')
  return navigation
}
