/** @jsxImportSource #own */
import { type ReactNode, useEffect, useRef, useState } from 'react'

/** How far below what is seen something is near enough to be asked for. */
const nearMargin = '600px 0px'

/** Mounts what it holds when that is scrolled near: until then it asks the server for nothing. At once where a browser can not tell. */
export function WhenNear({ children }: { children: ReactNode }) {
  const [isNear, setIsNear] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (place.current === null) return
    if (typeof IntersectionObserver === 'undefined') {
      setIsNear(true)
      return
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setIsNear(true)
      },
      { rootMargin: nearMargin },
    )
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [])
  return isNear ? children : <div ref={place} aria-hidden="true" />
}
