import { onTestFinished, vi } from 'vitest'

/** The objects of a page that the SDK touches. Going to another page keeps what the tab remembers. */
export function openPage(address: string) {
  const page = { href: address, assigned: [] as string[], historyState: { key: 'kept' } as unknown }
  vi.stubGlobal('location', {
    get href() {
      return page.href
    },
    assign(url: string) {
      page.assigned.push(url)
    },
  })
  vi.stubGlobal('history', {
    get state() {
      return page.historyState
    },
    replaceState(state: unknown, _title: string, url: string) {
      page.historyState = state
      page.href = url
    },
  })
  const kept = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
  onTestFinished(() => {
    vi.unstubAllGlobals()
  })
  return page
}
