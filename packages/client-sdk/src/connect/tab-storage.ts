interface Keeper {
  sessionStorage: Storage
}

/** Keeps a value for a tab alone, `undefined` to forget it. @returns whether this browser lets the page do that */
export function keep(key: string, value: unknown, keeper: Keeper = globalThis): boolean {
  try {
    if (value === undefined) keeper.sessionStorage.removeItem(key)
    else keeper.sessionStorage.setItem(key, JSON.stringify(value))
    return true
  } catch {
    // Settings of the browser, or a page of another origin in the window.
    return false
  }
}

/** What was kept under a key; `undefined` for nothing. Only `keep` writes there, so it is what it was. */
export function recall(key: string, keeper: Keeper = globalThis): unknown {
  try {
    return JSON.parse(keeper.sessionStorage.getItem(key) ?? '') as unknown
  } catch {
    return undefined
  }
}

/** Whether an instant of this machine's clock, in milliseconds, is as new as that. */
export function isWithin(milliseconds: number, instant: number): boolean {
  return Math.abs(Date.now() - instant) < milliseconds
}
