import { hint } from './say.ts'

const readWithinMs = 4_000
const lookEveryMs = 500
const readers =
  'Set INSTAGRAM_REDIRECT_URI to /return of the router, such as http://localhost:3000/instagram/return, which needs no page of yours; or render <InstagramProvider> or <instagram-dashboard> there, or call connect.handleReturn().'

/** Looks, before a user is sent to Instagram, whether somebody is where Instagram sends them back to. */
export async function lookAtRedirectAddress(returnsTo: string | null): Promise<void> {
  if (returnsTo === null) return
  const { origin, hostname } = new URL(returnsTo)
  if (origin !== location.origin) {
    const names = [hostname, location.hostname].every((name) => /^(localhost|127\.|\[)/.test(name))
    return hint(
      `INSTAGRAM_REDIRECT_URI leads to ${origin}, and this page is at ${location.origin}: what a tab has begun is known on one origin alone. ${names ? `Open your app at ${origin}.` : 'Let both be on the same one.'}`,
    )
  }
  const status = await fetch(returnsTo, { method: 'HEAD', redirect: 'manual' }).then(
    (response) => response.status,
    () => 0,
  )
  if (status === 404 || status >= 500)
    hint(`Nobody is at INSTAGRAM_REDIRECT_URI: ${returnsTo} answers ${status}. ${readers}`)
}

/** Whether what a tab came back with is ended soon. @param page its address, of which only the path is told */
export function expectReader(isRead: () => boolean, page: string): void {
  setTimeout(() => {
    const { origin, pathname } = new URL(page)
    if (!isRead())
      hint(`Instagram sent somebody back to ${origin}${pathname}, and nothing there ends the connection. ${readers}`)
  }, readWithinMs)
}

interface Reading {
  isOurs: (address: string) => boolean
  isRead: () => boolean
}

/** The same for a window that this page has opened. */
export function expectReaderIn(opened: Window, { isOurs, isRead }: Reading): void {
  const timer = setInterval(() => {
    const address = addressOf(opened)
    if (opened.closed || isRead()) return clearInterval(timer)
    if (address === undefined || !isOurs(address)) return
    clearInterval(timer)
    expectReader(() => isRead() || opened.closed, address)
  }, lookEveryMs)
}

function addressOf(opened: Window): string | undefined {
  try {
    return opened.location.href
  } catch {
    // Instagram is still open.
    return undefined
  }
}
