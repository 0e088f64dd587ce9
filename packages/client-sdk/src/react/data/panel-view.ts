import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import { comparisons, heroMetrics, type PanelView, sections } from './panel.ts'
import { defaultRange, readRange } from './range.ts'

export const defaultView: PanelView = {
  account: null,
  section: 'summary',
  range: defaultRange,
  metric: 'reach',
  compare: 'previous',
}

const names = Object.keys(defaultView) as (keyof PanelView)[]
const parameterOf = (name: keyof PanelView) => `instagram-${name}`

/** What an address asks for; what it does not say, or says wrongly, is the default. */
export function readView(query: string): PanelView {
  const asked = new URLSearchParams(query)
  const one = <Value extends string>(name: keyof PanelView, values: readonly Value[], otherwise: Value): Value =>
    values.find((value) => value === asked.get(parameterOf(name))) ?? otherwise
  return {
    account: asked.get(parameterOf('account')),
    section: one('section', sections, defaultView.section),
    range: readRange(asked.get(parameterOf('range')) ?? '') ?? defaultView.range,
    metric: one('metric', heroMetrics, defaultView.metric),
    compare: one('compare', comparisons, defaultView.compare),
  }
}

/** The address with a view in it, and nothing of the host's changed; what is the default is left out. */
export function withView(address: string, view: PanelView): string {
  const url = new URL(address)
  for (const name of names) {
    const value = view[name]
    if (value === null || value === defaultView[name]) url.searchParams.delete(parameterOf(name))
    else url.searchParams.set(parameterOf(name), value)
  }
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

/**
 * What the user looks at, and how to change it. It stands in the address, so that reloading, the back button and a link
 * that is shared keep it; `isInAddress: false` keeps it in memory.
 */
export function usePanelView(isInAddress: boolean): [PanelView, (change: Partial<PanelView>) => void] {
  const query = useSyncExternalStore(
    subscribe,
    () => location.search,
    () => '',
  )
  const [inMemory, setInMemory] = useState(defaultView)
  const inAddress = useMemo(() => readView(query), [query])
  const change = useCallback(
    (changes: Partial<PanelView>) => {
      if (!isInAddress) return setInMemory((before) => ({ ...before, ...changes }))
      const next = withView(location.href, { ...readView(location.search), ...changes })
      if (next === location.href) return
      // What a host's router keeps with the entry stays with it.
      if (changes.section === undefined && changes.account === undefined) history.replaceState(history.state, '', next)
      else history.pushState(history.state, '', next)
      for (const listener of listeners) listener()
    },
    [isInAddress],
  )
  return [isInAddress ? inAddress : inMemory, change]
}
