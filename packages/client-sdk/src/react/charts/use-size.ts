import { useCallback, useLayoutEffect, useState } from 'react'

/** The inner size of an element and the size of its letters, in pixels, kept up to date; without a width before it is known. */
export function useSize(box: { current: HTMLDivElement | null }): { width: number; height: number; font: number } {
  const [size, setSize] = useState({ width: 0, height: 0, font: 12 })
  const measure = useCallback(() => {
    if (box.current === null) return
    const { clientWidth: width, clientHeight: height } = box.current
    const font = Number.parseFloat(getComputedStyle(box.current).fontSize)
    setSize((before) =>
      before.width === width && before.height === height && before.font === font ? before : { width, height, font },
    )
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
