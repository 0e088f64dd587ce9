import type { ConnectCompleteResult, ConnectStartInput } from '@instagram-dashboard/server/contract'
import type { InstagramClient } from '../client.ts'
import { newBrowserBinding } from '../connect/browser-binding.ts'
import { isInstagramError } from '../errors.ts'
import { createFinish, isTransient, ownError } from '../connect/finish.ts'
import { untilAborted } from '../transport/abort.ts'
import { type AppReturn, readAppReturn } from './app-return.ts'

/** `expo-web-browser`, as far as it is used: a browser inside of the app, which ends when the app's address is opened. */
export interface AppBrowser {
  openAuthSessionAsync: (url: string, redirectUrl: string) => Promise<{ type: string; url?: string }>
}

/** `Linking` of React Native, as far as it is used. */
export interface AppLinking {
  openURL: (url: string) => Promise<unknown>
  addEventListener: (type: 'url', listener: (event: { url: string }) => void) => { remove: () => void }
}

/** `AsyncStorage`, or what else keeps texts for the app alone. */
export interface AppStorage {
  getItem: (key: string) => Promise<string | null>
  setItem: (key: string, value: string) => Promise<unknown>
  removeItem: (key: string) => Promise<unknown>
}

interface AppConnectParts {
  /** Where the app is opened again, such as `myapp://instagram`. Its scheme (`myapp://`) is one of the server's `ALLOWED_ORIGINS`. */
  returnUrl: string
  /** Keeps an attempt where the system may end the app while Instagram is in front. */
  storage?: AppStorage | undefined
}

/** With a browser inside of the app, or else the one of the phone. */
export type AppConnectOptions = AppConnectParts &
  ({ browser: AppBrowser; linking?: AppLinking | undefined } | { browser?: undefined; linking: AppLinking })

export interface AppConnectInput extends Omit<ConnectStartInput, 'returnTo' | 'isFromApp' | 'browserChallenge'> {
  /** Ends the waiting. */
  signal?: AbortSignal | undefined
}

export interface AppConnect {
  /**
   * Opens Instagram's consent page and resolves when the account is connected. Rejects with `POPUP_CLOSED` when the user
   * leaves the browser, with `POPUP_TIMEOUT` after ten minutes, with `OAUTH_DENIED` when the user said no, and like
   * `connect.start` and `connect.complete`.
   */
  connect: (input?: AppConnectInput) => Promise<ConnectCompleteResult>
  /**
   * For an app that was ended while Instagram was in front: give it the address that it was opened with,
   * `await Linking.getInitialURL()`. Resolves with the account, or with `null` when that is no return of ours, or one that
   * has ended: the system gives the same address again. Until then the same return gives the same promise. Rejects with
   * `STATE_INVALID` for an attempt that this app does not know.
   */
  handleReturn: (url: string | null) => Promise<ConnectCompleteResult | null>
}

interface Attempt {
  state: string
  browserVerifier?: string | undefined
  leftAt: number
}

const key = 'instagram-dashboard/left-with'
const endedKey = 'instagram-dashboard/ended-with'
const mostEnded = 5
/** As long as an attempt lives. */
const longestMs = 10 * 60_000

/** Connecting in an app of React Native. The redirect address is the server's own page, `<router>/return`. */
export function createAppConnect(client: InstagramClient, options: AppConnectOptions): AppConnect {
  const { returnUrl, storage } = options
  const { start, redirected } = client.connect
  const finish = createFinish(client.connect, client.locale)
  const endings = new Map<string, Promise<ConnectCompleteResult>>()
  let newest: Attempt | undefined

  let ended: string[] = []

  async function readNewest(): Promise<Attempt | null> {
    return newest ?? (JSON.parse((await storage?.getItem(key)) ?? 'null') as Attempt | null)
  }

  async function recall(): Promise<Attempt | undefined> {
    const kept = await readNewest()
    if (kept && Date.now() - kept.leftAt < longestMs) return kept
    if (kept) await forget(kept.state)
    return undefined
  }

  async function readEnded(): Promise<string[]> {
    const kept = JSON.parse((await storage?.getItem(endedKey)) ?? '[]') as string[]
    return [...new Set([...kept, ...ended])]
  }

  /** Of an attempt that has ended no more is kept than that, and nothing that could complete it. */
  async function forget(state: string): Promise<void> {
    ended = [...(await readEnded()), state].slice(-mostEnded)
    await storage?.setItem(endedKey, JSON.stringify(ended))
    const kept = await readNewest()
    if (kept?.state !== state) return
    newest = undefined
    await storage?.removeItem(key)
  }

  /** CSRF guard: only what this app has left with is ended, or another user's account could be put before it. */
  async function endOnce({ state, found }: AppReturn): Promise<ConnectCompleteResult> {
    const attempt = await recall()
    if (attempt?.state !== state) throw ownError('STATE_INVALID', client.locale)
    try {
      const result = await finish(found, attempt.browserVerifier)
      await forget(state)
      return result
    } catch (error) {
      if (isTransient(error)) endings.delete(state)
      else await forget(state)
      throw error
    }
  }

  function end(back: AppReturn): Promise<ConnectCompleteResult> {
    const ending = endings.get(back.state) ?? endOnce(back)
    endings.set(back.state, ending)
    return ending
  }

  return {
    async connect({ signal, ...input } = {}) {
      const bound = await newBrowserBinding()
      const asked = { ...input, returnTo: returnUrl, isFromApp: true, browserChallenge: bound?.challenge }
      const { authorizationUrl, state } = await start(asked, { signal })
      newest = { state, browserVerifier: bound?.verifier, leftAt: Date.now() }
      await storage?.setItem(key, JSON.stringify(newest))
      // Only counted: the way to Instagram does not depend on it.
      redirected({ state }).catch(() => undefined)
      const opened = open(authorizationUrl, { state, ...options }, client.locale)
      const address = await untilAborted(opened, signal).catch(async (error: unknown) => {
        // Nobody waits for it any more. Any other failure may be of an app that the system ends while Instagram is in front.
        if (signal?.aborted || isGivenUp(error)) await forget(state)
        throw error
      })
      const back = readAppReturn(address, returnUrl)
      if (back === undefined) throw ownError('STATE_INVALID', client.locale)
      return end(back)
    },
    async handleReturn(url) {
      const back = url === null ? undefined : readAppReturn(url, returnUrl)
      if (back === undefined || (await readEnded()).includes(back.state)) return null
      return end(back)
    },
  }
}

function isGivenUp(error: unknown): boolean {
  return isInstagramError(error) && /^POPUP_(CLOSED|TIMEOUT)$/.test(error.code)
}

/** @returns the address by which the app was opened again */
async function open(
  authorizationUrl: string,
  { browser, linking, returnUrl, state }: AppConnectOptions & { state: string },
  locale: string,
): Promise<string> {
  if (browser) {
    const { type, url } = await browser.openAuthSessionAsync(authorizationUrl, returnUrl)
    if (type !== 'success' || url === undefined) throw ownError('POPUP_CLOSED', locale)
    return url
  }
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => leave(() => reject(ownError('POPUP_TIMEOUT', locale))), longestMs)
    const listening = linking.addEventListener('url', ({ url }) => {
      if (readAppReturn(url, returnUrl)?.state === state) leave(() => resolve(url))
    })
    const leave = (settle: () => void) => {
      clearTimeout(timer)
      listening.remove()
      settle()
    }
    linking.openURL(authorizationUrl).catch((error: unknown) => leave(() => reject(error)))
  })
}
