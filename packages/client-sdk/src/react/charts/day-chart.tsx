/** @jsxImportSource #own */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { type ChartProps, useInstagramContext } from '../data/index.ts'
import { Drawing } from './drawing.tsx'
import { spoken } from './point-words.ts'
import { placePosts, PostRow } from './post-row.tsx'
import { Readout } from './readout.tsx'
import { openFrom, scalesOf } from './scales.ts'
import { useSize } from './use-size.ts'

/** How many letters wide the picture of a post is, with the space beside it. */
const lettersOfPicture = 2.4

/**
 * One number per day, week or month, with one of them in words above: the newest, until a tap, a finger that moves along,
 * the mouse or the arrow keys choose another; Escape goes back. A slider lies below the finger for keyboards and screen
 * readers, which hear each point with its number. Gaps stay gaps; what can still change is shaded.
 */
export function DayChart(props: ChartProps) {
  const { points, color, description, fromZero, previousLabel, unit = 'count', posts, action } = props
  const { t, format, locale } = useInstagramContext()
  const box = useRef<HTMLDivElement>(null)
  const slider = useRef<HTMLInputElement>(null)
  const { width, height, font } = useSize(box)
  // By their days, which stay when the metric or the range is another one.
  const [chosen, setChosen] = useState<string | null>(null)
  const [hovered, setHovered] = useState<string | null>(null)
  const last = points.length - 1
  const indexOf = (date: string | null) => points.findIndex((point) => point.date === date)
  const newest = points.findLastIndex(({ value }) => value !== null)
  const picked = [indexOf(chosen), newest, last].find((index) => index >= 0) ?? 0
  const shown = indexOf(hovered) >= 0 ? indexOf(hovered) : picked
  const point = points[shown]
  if (point === undefined) return null

  const hasPrevious = previousLabel !== null
  const scales = scalesOf({ points, width, height, font, locale, unit, fromZero, hasPrevious })
  const { left, right, x } = scales
  const open = openFrom(points)
  const told = (index: number) => {
    const date = points[index]?.date
    return { isOpen: open !== null && index >= open, posts: (posts ?? []).filter((post) => post.date === date) }
  }
  const places = placePosts({ posts: posts ?? [], indexOf, x, room: lettersOfPicture * font })

  function dayAt(event: PointerEvent<HTMLElement>): string | null {
    const start = event.currentTarget.getBoundingClientRect().left
    const share = (event.clientX - start - left) / (right - left)
    return points[Math.round(Math.min(1, Math.max(0, share)) * last)]?.date ?? null
  }

  function follow(event: PointerEvent<HTMLElement>) {
    const isHovering = event.pointerType === 'mouse' && event.buttons === 0
    if (isHovering) setHovered(dayAt(event))
    else choose(dayAt(event))
  }

  function choose(date: string | null) {
    setChosen(date)
    setHovered(null)
  }

  function leave(event: KeyboardEvent) {
    if (event.key !== 'Escape' || (chosen === null && hovered === null)) return
    // A dialog around the chart stays open.
    event.stopPropagation()
    event.preventDefault()
    choose(null)
  }

  return (
    <>
      <Readout point={point} {...told(shown)} texts={props} action={action?.(point)} />
      {/* Keyboards and screen readers have the slider. */}
      <div
        className="instagram-chart-touch"
        data-testid="chart-touch"
        onPointerMove={follow}
        onPointerUp={(event) => choose(dayAt(event))}
        onPointerLeave={(event) => event.pointerType === 'mouse' && setHovered(null)}
        onClick={() => slider.current?.focus({ preventScroll: true })}
      >
        <div className="instagram-chart" ref={box}>
          {width > 0 && <Drawing {...{ points, color, width, height, scales, hasPrevious, shown }} />}
          <input
            ref={slider}
            type="range"
            className="instagram-chart-slider"
            min={0}
            max={last}
            value={picked}
            aria-label={description}
            aria-valuetext={spoken({ point: points[picked] ?? point, ...told(picked) }, props, { t, format })}
            onChange={(event) => choose(points[Number(event.target.value)]?.date ?? null)}
            onKeyDown={leave}
          />
        </div>
        {posts !== undefined && width > 0 && <PostRow places={places} x={x} width={width} shown={shown} />}
      </div>
    </>
  )
}
