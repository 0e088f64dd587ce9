import { useEffect, useState } from 'react'
import { useInstagramContext } from './context.ts'

/** The time, refreshed every `seconds`, so that "3 min ago" stays true. */
export function useNow(seconds: number): Date {
  const { now: read } = useInstagramContext()
  const [now, setNow] = useState(read)
  useEffect(() => {
    setNow(read())
    const timer = setInterval(() => setNow(read()), seconds * 1000)
    return () => clearInterval(timer)
  }, [read, seconds])
  return now
}
