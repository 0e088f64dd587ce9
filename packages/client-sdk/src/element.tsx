/** @jsxImportSource #own */
import type { ConnectCompleteResult } from '@instagram-dashboard/server/contract'
import { createRoot, type Root as ReactRoot } from 'react-dom/client'
import type { Token } from './transport/calls.ts'
import { createInstagramClient, type InstagramClient } from './client.ts'
import type { InstagramError } from './errors.ts'
import type { ConnectWith, Density, InstagramEvent, Theme } from './react/data/index.ts'
import { InstagramDashboard } from './react/dashboard/instagram-dashboard.tsx'
import { defaultLocale } from './locale.ts'
import { InstagramProvider } from './react/provider.tsx'
import type { InstagramTexts } from './react/texts/own-texts.ts'
import { adoptStyles } from './react/styles/stylesheet.ts'

/** The attributes of the element; it follows their changes. */
export interface InstagramDashboardAttributes {
  /** Where the server's tRPC is mounted. @default '/instagram/trpc' */
  url?: string
  /** The language, `pt-BR` or `en`. Without it that of the page, its `lang`. */
  locale?: string
  /** Light or dark. @default 'system' */
  theme?: Theme
  /** How close together everything stands. @default 'comfortable' */
  density?: Density
  /** The account to begin with; default the one that was synced last. */
  'account-id'?: string
  /** How connecting opens Instagram: a window with a mouse and the tab on a phone, or always one of them. @default 'auto' */
  'connect-with'?: ConnectWith
}

/** The events of the element. They do not bubble. */
export interface InstagramDashboardEvents {
  /** An account was connected; the result is its `detail`. */
  connected: CustomEvent<ConnectCompleteResult>
  /** The user has to sign in to your app again. */
  'sign-in': CustomEvent<undefined>
}

const attributes = [
  'url',
  'locale',
  'theme',
  'density',
  'account-id',
  'connect-with',
] as const satisfies readonly (keyof InstagramDashboardAttributes)[]
const themes: readonly Theme[] = ['light', 'dark', 'system']
const ways: readonly ConnectWith[] = ['popup', 'redirect', 'auto']

/** What a script can set on the element, beside its attributes. */
export interface InstagramDashboardElement extends HTMLElement {
  /** The user's session token; never an attribute, where it could be read from the page. */
  token: Token | undefined
  /** A client of your own, in place of `url`, `locale` and `token`. */
  client: InstagramClient | undefined
  /** Called with what the user does, for your own analytics. */
  onEvent: ((event: InstagramEvent) => void) | undefined
  /** Called once with each failure of a call. */
  onError: ((error: InstagramError) => void) | undefined
  /** Sentences of your own in place of ours. */
  texts: InstagramTexts | undefined
}

declare global {
  interface HTMLElementTagNameMap {
    'instagram-dashboard': InstagramDashboardElement
  }
}

/**
 * Registers `<instagram-dashboard url="/instagram/trpc">`, the whole dashboard for Vue, Svelte and plain pages, with
 * styles and React of its own in a shadow root. Attributes: `url`, `locale`, `theme`, `density`, `account-id`,
 * `connect-with`.
 * Events: `connected` with the result of a connection as `detail`, and `sign-in` when the user has to sign in again.
 * Where there is no browser it does nothing; a second call too.
 */
export function defineInstagramDashboard(name = 'instagram-dashboard'): void {
  if (typeof customElements === 'undefined' || customElements.get(name) !== undefined) return
  customElements.define(name, createElementClass())
}

// Made on demand: where there is no browser, there is no HTMLElement to extend.
function createElementClass(): CustomElementConstructor {
  return class extends HTMLElement implements InstagramDashboardElement {
    static readonly observedAttributes = attributes

    #root: ReactRoot | undefined
    #token: Token | undefined
    #given: InstagramClient | undefined
    #texts: InstagramTexts | undefined
    #onEvent: ((event: InstagramEvent) => void) | undefined
    #onError: ((error: InstagramError) => void) | undefined
    #own: { key: string; client: InstagramClient } | undefined

    constructor() {
      super()
      // What a page has set before the element was defined lies over the properties below.
      for (const name of ['token', 'client', 'texts', 'onEvent', 'onError']) {
        if (!Object.hasOwn(this, name)) continue
        const value: unknown = Reflect.get(this, name)
        Reflect.deleteProperty(this, name)
        Reflect.set(this, name, value)
      }
    }

    get token(): Token | undefined {
      return this.#token
    }

    set token(token: Token | undefined) {
      this.#token = token
      this.#own = undefined
      this.#render()
    }

    get client(): InstagramClient | undefined {
      return this.#given
    }

    set client(client: InstagramClient | undefined) {
      this.#given = client
      this.#render()
    }

    get texts(): InstagramTexts | undefined {
      return this.#texts
    }

    set texts(texts: InstagramTexts | undefined) {
      this.#texts = texts
      this.#render()
    }

    get onEvent(): ((event: InstagramEvent) => void) | undefined {
      return this.#onEvent
    }

    set onEvent(listener: ((event: InstagramEvent) => void) | undefined) {
      this.#onEvent = listener
    }

    get onError(): ((error: InstagramError) => void) | undefined {
      return this.#onError
    }

    set onError(listener: ((error: InstagramError) => void) | undefined) {
      this.#onError = listener
    }

    connectedCallback(): void {
      const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
      adoptStyles(shadow)
      this.#root = createRoot(shadow)
      this.#render()
    }

    disconnectedCallback(): void {
      this.#root?.unmount()
      this.#root = undefined
    }

    attributeChangedCallback(): void {
      this.#render()
    }

    #clientToUse(): InstagramClient {
      if (this.#given !== undefined) return this.#given
      const url = this.getAttribute('url') || '/instagram/trpc'
      const locale = this.getAttribute('locale') ?? (this.ownerDocument.documentElement.lang || defaultLocale)
      const key = JSON.stringify([url, locale])
      if (this.#own?.key !== key) {
        this.#own = { key, client: createInstagramClient({ url, locale, token: this.#token }) }
      }
      return this.#own.client
    }

    #render(): void {
      const accountId = this.getAttribute('account-id')
      const tell = (type: string, detail?: unknown) => this.dispatchEvent(new CustomEvent(type, { detail }))
      this.#root?.render(
        <InstagramProvider
          client={this.#clientToUse()}
          adoptStyles={false}
          theme={themes.find((theme) => theme === this.getAttribute('theme')) ?? 'system'}
          density={this.getAttribute('density') === 'compact' ? 'compact' : 'comfortable'}
          connectWith={ways.find((way) => way === this.getAttribute('connect-with')) ?? 'auto'}
          onSignIn={() => tell('sign-in')}
          onEvent={(event) => this.onEvent?.(event)}
          onError={(error) => this.onError?.(error)}
          {...(this.#texts !== undefined && { texts: this.#texts })}
        >
          <InstagramDashboard
            {...(accountId === null ? {} : { accountId })}
            onConnected={(result) => tell('connected', result)}
          />
        </InstagramProvider>,
      )
    }
  }
}
