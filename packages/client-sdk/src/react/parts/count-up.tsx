/** @jsxImportSource #own */
import { useEffect, useState } from 'react'

interface CountUpProps {
  value: number
  /** How a number is written. */
  text: (value: number) => string
}

const lastsMs = 900

/** A number that counts up to its value when it first stands there; a value that follows stands at once. */
export function CountUp({ value, text }: CountUpProps) {
  const [share, setShare] = useState(0)
  useEffect(() => {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      setShare(1)
      return
    }
    const start = performance.now()
    let frame = requestAnimationFrame(function next(now) {
      const passed = Math.min(1, Math.max(0, (now - start) / lastsMs))
      setShare(1 - (1 - passed) ** 3)
      if (passed < 1) frame = requestAnimationFrame(next)
    })
    return () => cancelAnimationFrame(frame)
  }, [])
  return (
    <>
      <strong aria-hidden="true">{text(Math.round(share * value))}</strong>
      <span className="instagram-visually-hidden">{text(value)}</span>
    </>
  )
}
