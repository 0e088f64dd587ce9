/** How a window left for Instagram. It is kept in the window itself: Instagram may send it back without a word. */
export interface Leaving {
  state: string
  /** The page that Instagram sends the window back to; `null` when the address of the consent page does not say. */
  returnsTo: string | null
  /** The tab left by itself: no other page waits for it. */
  isAlone: boolean
}

const key = 'instagram-dashboard/left-with'

export function remember(leaver: { sessionStorage: Storage }, leaving: Leaving): void {
  try {
    leaver.sessionStorage.setItem(key, JSON.stringify(leaving))
  } catch {
    // Without storage, or with a page of another origin in the window, the return asks around.
  }
}

export function remembered(): Leaving | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '') as Leaving
  } catch {
    return undefined
  }
}

/** Once the return has ended: a later visit of the redirect page is no return. */
export function forget(): void {
  try {
    sessionStorage.removeItem(key)
  } catch {
    // What could not be kept need not be forgotten.
  }
}

/** The redirect URI that the consent page was given. */
export function redirectUriOf(authorizationUrl: string): string | null {
  return new URL(authorizationUrl).searchParams.get('redirect_uri')
}

/** Whether an address is the redirect page. Nothing is known against it when the redirect URI is not known. */
export function isRedirectPage(address: string, redirectUri: string | null): boolean {
  return redirectUri === null || pathOf(address) === pathOf(redirectUri)
}

function pathOf(address: string): string {
  return new URL(address).pathname.replace(/\/$/, '')
}
