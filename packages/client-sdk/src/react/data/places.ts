import type { PanelView } from './panel.ts'
import { defaultView, withView } from './panel-view.ts'

/** Addresses of the pages of a host on which parts of ours stand; a link to a page that is not named is left out. */
export interface InstagramPages {
  /** With `InstagramDashboard`. Inside of it: the page that it is on. */
  dashboard?: string | undefined
  /** With `Achievements`. */
  achievements?: string | undefined
  /** With `InstagramSupport`. */
  support?: string | undefined
  /** With `InstagramAccountSettings`. */
  account?: string | undefined
}

/** Where something of ours can be looked at. */
export interface Place {
  page: keyof InstagramPages
  /** What the dashboard shows there. */
  view?: Partial<PanelView>
  /** The request that support is asked about. */
  requestId?: string
}

/** The parameter of the address by which the support page knows what it is asked about. */
export const requestParameter = 'instagram-request'

/** @param here the address of this page @returns the whole address; `null` where no page is known */
export function addressOf({ page, view, requestId }: Place, pages: InstagramPages, here: string): string | null {
  const given = pages[page]
  if (given === undefined) return null
  const url = new URL(given, here)
  if (requestId !== undefined) url.searchParams.set(requestParameter, requestId)
  return view === undefined ? url.href : withView(url.href, { ...defaultView, ...view })
}

/** Goes there without loading the page again where it is the same page. */
export function goTo(address: string): void {
  const url = new URL(address, location.href)
  if (url.origin !== location.origin || url.pathname !== location.pathname) return location.assign(url)
  history.pushState(history.state, '', url)
  // The History API tells nobody of what a page writes itself.
  dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
}
