import { useEffect, useRef } from 'react'
import { useInstagramContext } from './context.ts'
import type { InstagramEvent } from '../../queries/page-events.ts'

/** Tells that something is on the page: once for as long as it stays the same, also where StrictMode repeats effects. */
export function useShown(event: InstagramEvent | null): void {
  const { events } = useInstagramContext()
  const told = useRef('')
  useEffect(() => {
    const key = JSON.stringify(event)
    if (event === null || key === told.current) return
    told.current = key
    events.tell(event)
  })
}
