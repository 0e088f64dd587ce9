import { useCallback, useInsertionEffect, useRef } from 'react'

/** A handler that stays the same over renders and calls the newest one: React's `useEffectEvent`, from before 19.2. */
export function useEvent<Args extends unknown[]>(handler: (...args: Args) => void): (...args: Args) => void {
  const latest = useRef(handler)
  useInsertionEffect(() => {
    latest.current = handler
  })
  return useCallback((...args: Args) => latest.current(...args), [])
}
