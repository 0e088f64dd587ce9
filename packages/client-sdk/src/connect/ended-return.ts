import { isWithin, keep, recall } from './tab-storage.ts'

interface Ended {
  state: string
  endedAt: number
}

const key = 'instagram-dashboard/connected-with'
/** As long as the page that shows it may take to load. */
const freshForMs = 60_000

/** Leaves word for the page that this tab goes on to: an attempt of its has just connected an account. */
export function noteConnected(state: string): void {
  keep(key, { state, endedAt: Date.now() } satisfies Ended)
}

/** The state of the attempt that connected an account just now, until that is shown. */
export function lastConnected(): string | undefined {
  const ended = recall(key) as Ended | undefined
  if (ended && isWithin(freshForMs, ended.endedAt)) return ended.state
  if (ended) forgetConnected()
  return undefined
}

export function forgetConnected(): void {
  keep(key, undefined)
}
