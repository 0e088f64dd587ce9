import { onTestFinished, vi } from 'vitest'

/** The two objects of a page that the SDK touches. */
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
  onTestFinished(() => {
    vi.unstubAllGlobals()
  })
  return page
}
