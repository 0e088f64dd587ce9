import type { Locale } from './messages/locales.ts'

/** Who asks, in which language, under which request id. */
export interface Caller {
  actor: Actor
  requestId: string | null
  /** The network that the request came from, cut short; `null` for work of our own. */
  ipNetwork: string | null
  locale: Locale
}

export type Actor = { kind: 'user'; id: string } | { kind: 'admin'; id: string } | { kind: 'system'; id: null }

/** The system itself, for work that nobody asked for. */
export function systemCaller(locale: Locale): Caller {
  return { actor: { kind: 'system', id: null }, requestId: null, ipNetwork: null, locale }
}
