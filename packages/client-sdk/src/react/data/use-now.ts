import { useEffect, useState } from 'react'
import { useInstagramContext } from './context.ts'

/** The time, refreshed every `seconds`, so that "3 min ago" stays true. */
export function useNow(seconds: number): Date {
  const clock = useInstagramContext().now
  const [now, setNow] = useState(clock)
  useEffect(() => {
    setNow(clock())
    const timer = setInterval(() => setNow(clock()), seconds * 1000)
    return () => clearInterval(timer)
  }, [clock, seconds])
  return now
}
