import type { ReturnFromInstagram } from './channel.ts'
import { isWithin, keep, recall } from './tab-storage.ts'

interface Held {
  found: ReturnFromInstagram
  heldAt: number
}

const key = 'instagram-dashboard/returned-with'
/** As long as an attempt lives. */
const heldForMs = 10 * 60_000
/** Where the page may not keep anything: until it is left. */
let held: Held | undefined

/** Keeps what Instagram sent back while the address has it no more: for this tab alone, and ten minutes at most. */
export function hold(found: ReturnFromInstagram): void {
  const now = { found, heldAt: Date.now() }
  held = keep(key, now) ? undefined : now
  setTimeout(heldReturn, heldForMs)
}

/** What is held; `undefined` for nothing. What is too old to be of use is dropped, also if nobody asks again. */
export function heldReturn(): ReturnFromInstagram | undefined {
  const kept = (recall(key) as Held | undefined) ?? held
  if (kept && isWithin(heldForMs, kept.heldAt)) {
    // A page that was loaded since has no timer of its own.
    setTimeout(heldReturn, kept.heldAt + heldForMs - Date.now())
    return kept.found
  }
  dropHeldReturn()
  return undefined
}

/** For good. @param keeper the window that kept it */
export function dropHeldReturn(keeper?: Parameters<typeof keep>[2]): void {
  held = undefined
  keep(key, undefined, keeper)
}
