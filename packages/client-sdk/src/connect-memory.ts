/** How a window left for Instagram. It is kept in the window itself: Instagram may send it back without a word. */
export interface Leaving {
  state: string
  /** The page that Instagram sends the window back to; `null` when the address of the consent page does not say. */
  returnsTo: string | null
  /** The tab left by itself: no other page waits for it. */
  isAlone: boolean
  /** What the flow is bound to; `null` where this browser could not bind it. */
  browserSecret: string | null
}

interface Remembered extends Leaving {
  /** By this machine's clock, in milliseconds. */
  leftAt: number
}

const key = 'instagram-dashboard/left-with'
/** As many flows as the server keeps open for a person. */
const mostFlows = 5
const forgottenAfterMs = 60 * 60_000
/** As long as a flow lives. */
const freshForMs = 10 * 60_000

interface Leaver {
  sessionStorage: Storage
}

/** Whether a window remembers anything: not every browser lets it, nor does a page of another origin in it. */
export function canRemember(leaver: Leaver = globalThis): boolean {
  const probe = `${key}/probe`
  try {
    leaver.sessionStorage.setItem(probe, '1')
    leaver.sessionStorage.removeItem(probe)
    return true
  } catch {
    return false
  }
}

export function remember(leaver: Leaver, leaving: Leaving): void {
  try {
    const flows = [...read(leaver), { ...leaving, leftAt: Date.now() }].slice(-mostFlows)
    leaver.sessionStorage.setItem(key, JSON.stringify(flows))
  } catch {
    // Without storage, or with a page of another origin in the window, the return asks around.
  }
}

/** The flow with this state that this window left with, or without a state the newest. */
export function remembered(state?: string): Leaving | undefined {
  const flows = readHere()
  return state === undefined ? flows.at(-1) : flows.find((flow) => flow.state === state)
}

/** Whether this window left with other flows just now, and not with this one. */
export function isOfAnother(state: string): boolean {
  const fresh = readHere().filter(({ leftAt }) => Math.abs(Date.now() - leftAt) < freshForMs)
  return fresh.length > 0 && remembered(state) === undefined
}

/** Once the return has ended: a later visit of the redirect page is no return. Without a state nothing is known of it. */
export function forget(state: string | undefined): void {
  try {
    const others = state === undefined ? [] : readHere().filter((flow) => flow.state !== state)
    if (others.length === 0) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, JSON.stringify(others))
  } catch {
    // What could not be kept need not be forgotten.
  }
}

function readHere(): Remembered[] {
  try {
    return read(globalThis)
  } catch {
    return []
  }
}

function read(leaver: Leaver): Remembered[] {
  const flows: unknown = JSON.parse(leaver.sessionStorage.getItem(key) ?? '[]')
  if (!Array.isArray(flows)) return []
  // The guarantee: only `remember` writes under this key. An older version of it kept one flow, and no list.
  return (flows as Remembered[]).filter(({ leftAt }) => Math.abs(Date.now() - leftAt) < forgottenAfterMs)
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
