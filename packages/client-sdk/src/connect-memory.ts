import { isWithin, keep, recall } from './tab-storage.ts'

/** How a window left for Instagram. It is kept in the window itself: Instagram may send it back without a word. */
export interface Leaving {
  state: string
  /** The page that Instagram sends the window back to; `null` when the address of the consent page does not say. */
  returnsTo: string | null
  /** The tab left by itself: no other page waits for it. */
  isAlone: boolean
  /** What the flow is bound to; left out where this browser could not bind it. */
  browserVerifier?: string | undefined
}

interface Remembered extends Leaving {
  leftAt: number
}

const key = 'instagram-dashboard/left-with'
/** As many flows as the server keeps open for a person. */
const mostFlows = 5
const forgottenAfterMs = 60 * 60_000
/** As long as a flow lives. */
const freshForMs = 10 * 60_000

type Leaver = Parameters<typeof recall>[1]

/** Whether a window remembers anything: not every browser lets it, nor does a page of another origin in it. */
export function canRemember(leaver?: Leaver): boolean {
  return keep(key, flowsOf(leaver), leaver)
}

export function remember(leaver: Leaver, leaving: Leaving): void {
  // Without storage the return asks around.
  keep(key, [...flowsOf(leaver), { ...leaving, leftAt: Date.now() }].slice(-mostFlows), leaver)
}

/** The flow with this state that this window left with, or without a state the newest. */
export function remembered(state?: string): Leaving | undefined {
  return flowsOf()
    .filter((flow) => state === undefined || flow.state === state)
    .at(-1)
}

/** Whether this window left with other flows just now, and not with this one. */
export function isOfAnother(state: string): boolean {
  return remembered(state) === undefined && flowsOf().some(({ leftAt }) => isWithin(freshForMs, leftAt))
}

/** Once the return has ended: a later visit of the redirect page is no return. Without a state nothing is known of it. */
export function forget(state: string | undefined): void {
  const others = flowsOf().filter((flow) => state !== undefined && flow.state !== state)
  keep(key, others.length === 0 ? undefined : others)
}

function flowsOf(leaver?: Leaver): Remembered[] {
  const flows = recall(key, leaver)
  // An older version of this package kept one flow, and no list.
  return Array.isArray(flows) ? (flows as Remembered[]).filter(({ leftAt }) => isWithin(forgottenAfterMs, leftAt)) : []
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
