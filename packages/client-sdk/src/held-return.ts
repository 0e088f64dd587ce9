import type { ReturnFromInstagram } from './connect-channel.ts'

interface Held {
  found: ReturnFromInstagram
  /** By this machine's clock, in milliseconds. */
  heldAt: number
}

const key = 'instagram-dashboard/returned-with'
/** A code of Instagram's and a state of ours live no longer than an hour and ten minutes. */
const heldForMs = 10 * 60_000
/** Where the page may not keep anything: until it is left. */
let held: Held | undefined

/** Keeps what Instagram sent back while the address has it no more: for this tab alone, and ten minutes at most. */
export function hold(found: ReturnFromInstagram): void {
  held = { found, heldAt: Date.now() }
  try {
    sessionStorage.setItem(key, JSON.stringify(held))
    held = undefined
  } catch {
    // The page itself still knows it.
  }
  setTimeout(dropOld, heldForMs)
}

/** What is held; `undefined` for nothing, or what is too old to be of use. */
export function heldReturn(): ReturnFromInstagram | undefined {
  dropOld()
  return read()?.found
}

/** For good. */
export function dropHeldReturn(): void {
  held = undefined
  try {
    sessionStorage.removeItem(key)
  } catch {
    // What could not be kept need not be forgotten.
  }
}

function dropOld(): void {
  const kept = read()
  if (kept && !(Math.abs(Date.now() - kept.heldAt) < heldForMs)) dropHeldReturn()
}

function read(): Held | undefined {
  try {
    // The guarantee: only `hold` writes under this key.
    return (JSON.parse(sessionStorage.getItem(key) ?? 'null') as Held | null) ?? held
  } catch {
    return held
  }
}
