import { useCallback, useLayoutEffect, useState } from 'react'

/** The inner size of an element, kept up to date. */
export function useSize(box: { current: HTMLDivElement | null }): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 })
  const measure = useCallback(() => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = box.current ?? {}
    setSize((before) => (before.width === width && before.height === height ? before : { width, height }))
  }, [box])
  useLayoutEffect(() => {
    measure()
    if (box.current === null) return
    const observer = new ResizeObserver(measure)
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [box, measure])
  return size
}
