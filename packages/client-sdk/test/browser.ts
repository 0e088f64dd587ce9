import { onTestFinished, vi } from 'vitest'

/** The objects of a page that the SDK touches. Going to another page keeps what the tab remembers. */
export function openPage(address: string, { keepsNothing = false } = {}) {
  const kept = new Map<string, string>()
  const page = { href: address, assigned: [] as string[], historyState: { key: 'kept' } as unknown, kept }
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
  const refuse = () => {
    throw new Error('SecurityError')
  }
  vi.stubGlobal(
    'sessionStorage',
    keepsNothing
      ? { getItem: refuse, setItem: refuse, removeItem: refuse }
      : {
          getItem: (key: string) => kept.get(key) ?? null,
          setItem: (key: string, value: string) => kept.set(key, value),
          removeItem: (key: string) => kept.delete(key),
        },
  )
  onTestFinished(() => {
    vi.unstubAllGlobals()
  })
  return page
}
