import { isWithin, keep, recall } from './tab-storage.ts'

/** The app that a window left. */
export interface LeftApp {
  locale: string
  /** Its calls carry a token, which no other page has. */
  hasToken: boolean
}

/** How a window left for Instagram. It is kept in the window itself: Instagram may send it back without any parameter. */
export interface Leaving extends LeftApp {
  state: string
  /** The page where the user pressed connect. */
  from: string
  /** The page that Instagram sends the window back to; `null` when the address of the consent page does not say. */
  returnsTo: string | null
  /** The tab left by itself: no other page waits for it. */
  isAlone: boolean
  /** What the attempt is bound to; left out where this browser could not bind it. */
  browserVerifier?: string | undefined
}

interface Remembered extends Leaving {
  leftAt: number
}

const key = 'instagram-dashboard/left-with'
/** As many attempts as the server keeps open for a user. */
const mostAttempts = 5
const forgottenAfterMs = 60 * 60_000
/** As long as an attempt lives. */
const freshForMs = 10 * 60_000

type Leaver = Parameters<typeof recall>[1]

/** Whether a window remembers anything: not every browser lets it, nor does a page of another origin in it. */
export function canRemember(leaver?: Leaver): boolean {
  return keep(key, attemptsOf(leaver), leaver)
}

export function remember(leaver: Leaver, leaving: Leaving): void {
  // Without storage the return asks the other tabs.
  keep(key, [...attemptsOf(leaver), { ...leaving, leftAt: Date.now() }].slice(-mostAttempts), leaver)
}

/** The attempt with this state that this window left with, or without a state the newest. */
export function remembered(state?: string): Leaving | undefined {
  return attemptsOf()
    .filter((attempt) => state === undefined || attempt.state === state)
    .at(-1)
}

/** Whether this window left with other attempts just now, and not with this one. */
export function isOfOtherAttempt(state: string): boolean {
  return remembered(state) === undefined && attemptsOf().some(({ leftAt }) => isWithin(freshForMs, leftAt))
}

/** Once the return has ended: a later visit of the redirect page is no return. Without a state nothing is known of it. */
export function forget(state: string | undefined): void {
  const others = attemptsOf().filter((attempt) => state !== undefined && attempt.state !== state)
  keep(key, others.length === 0 ? undefined : others)
}

function attemptsOf(leaver?: Leaver): Remembered[] {
  const attempts = recall(key, leaver)
  // An older version of this package kept one attempt, and no list.
  return Array.isArray(attempts)
    ? (attempts as Remembered[]).filter(({ leftAt }) => isWithin(forgottenAfterMs, leftAt))
    : []
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
