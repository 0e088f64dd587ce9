/** @jsxImportSource #own */
import { scaleLinear } from 'd3-scale'
import { type ReactNode, type PointerEvent, useRef, useState } from 'react'
import type { Gains } from '../data/index.ts'
import { useSize } from './use-size.ts'

export interface GainBarsProps {
  /** In order of time. */
  gains: readonly Gains[]
  /** Words over a bar, by its first day: a round count that was passed then. */
  marks: ReadonlyMap<string, string>
  /** The whole drawing in a sentence, for screen readers. */
  description: string
  /** The words below a bar. */
  labelOf: (date: string) => string
  /** A bar in words; with it the bars can be gone through by touch, mouse and arrow keys. */
  tell?: ((gains: Gains) => { title: string; text: string }) | undefined
  /** Stands where the reading of a bar stands, while none is chosen. */
  summary?: ReactNode
}

const side = 4
/** In sizes of a letter: the words above and below, and how much room a label takes. */
const letters = { top: 1.75, bottom: 2, label: 7, halfLabel: 2.4 }

/** Who came above a line, who left below it, on one scale. */
export function GainBars({ gains, marks, description, labelOf, tell, summary }: GainBarsProps) {
  const box = useRef<HTMLDivElement>(null)
  const { width, height, font } = useSize(box)
  const [active, setActive] = useState<number | null>(null)
  const isPointing = useRef(false)
  const last = gains.length - 1
  const chosen = active === null ? null : Math.min(active, last)
  const reading = chosen === null || tell === undefined ? null : tell(gains[chosen] ?? blank)
  const pitch = (width - 2 * side) / Math.max(1, gains.length)

  function point(event: PointerEvent<HTMLInputElement>) {
    const { left } = event.currentTarget.getBoundingClientRect()
    const place = Math.floor((event.clientX - left - side) / pitch)
    setActive(Math.min(last, Math.max(0, place)))
  }

  return (
    <>
      {tell !== undefined && (
        <div className="instagram-gains-reading" data-testid="gains-reading">
          {reading === null ? (
            summary
          ) : (
            <>
              <strong>{reading.title}</strong>
              <span>{reading.text}</span>
            </>
          )}
        </div>
      )}
      <div
        className="instagram-gains"
        ref={box}
        {...(tell === undefined && { role: 'img', 'aria-label': description })}
      >
        {width > 0 && <Bars {...{ gains, marks, labelOf, width, height, font, pitch, chosen }} />}
        {tell !== undefined && (
          <input
            type="range"
            className="instagram-chart-slider"
            min={0}
            max={last}
            value={chosen ?? last}
            aria-label={description}
            aria-valuetext={spoken(tell(gains[chosen ?? last] ?? blank))}
            onChange={({ target }) => {
              // Where a pointer is, the bar under it counts, and not the place of the slider, whose ends are inside of it.
              if (!isPointing.current) setActive(Number(target.value))
            }}
            onFocus={() => setActive((before) => before ?? last)}
            onBlur={() => setActive(null)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setActive(null)
            }}
            onPointerDown={(event) => {
              isPointing.current = true
              point(event)
            }}
            onPointerUp={() => {
              isPointing.current = false
            }}
            onPointerCancel={() => {
              isPointing.current = false
            }}
            onPointerMove={(event) => {
              if (event.pointerType === 'mouse' || event.buttons > 0) point(event)
            }}
            onPointerLeave={(event) => {
              // A finger always leaves: what it has chosen stays.
              const isKept = event.currentTarget.ownerDocument.activeElement === event.currentTarget
              if (event.pointerType === 'mouse' && !isKept) setActive(null)
            }}
          />
        )}
      </div>
    </>
  )
}

const blank: Gains = {
  date: '',
  gained: null,
  lost: null,
  counted: null,
  change: null,
  isPartial: false,
  mayChange: false,
}
const spoken = ({ title, text }: { title: string; text: string }) => `${title}: ${text}`

interface BarsProps extends Pick<GainBarsProps, 'gains' | 'marks' | 'labelOf'> {
  width: number
  height: number
  /** The size of its letters, in pixels. */
  font: number
  pitch: number
  chosen: number | null
}

function Bars({ gains, marks, labelOf, width, height, font, pitch, chosen }: BarsProps) {
  const up = ({ gained, counted }: Gains) => (gained ?? 0) + Math.max(0, counted ?? 0)
  const down = ({ lost, counted }: Gains) => (lost ?? 0) + Math.max(0, -(counted ?? 0))
  const bottom = height - letters.bottom * font
  const y = scaleLinear([-Math.max(0, ...gains.map(down)), Math.max(1, ...gains.map(up))], [bottom, letters.top * font])
  const zero = y(0)
  const thickness = Math.max(2, Math.min(40, pitch - (pitch < 8 ? 1 : Math.min(12, pitch * 0.3))))
  const radius = Math.min(4, thickness / 3)
  const every = Math.max(1, Math.ceil((letters.label * font) / pitch))
  const last = gains.length - 1
  // Words at an end of the drawing stay within it.
  const half = letters.halfLabel * font
  const within = (x: number) => Math.min(width - half, Math.max(half, x))
  const middleOf = (index: number) => side + (index + 0.5) * pitch
  return (
    <svg className="instagram-gains-svg" style={{ width, height }} aria-hidden="true" focusable="false">
      <line className="instagram-gains-line" x1={0} x2={width} y1={zero} y2={zero} />
      {gains.map((one, index) => {
        const [rise, fall] = [zero - y(up(one)), y(-down(one)) - zero]
        const mark = marks.get(one.date)
        const isCounted = one.gained === null && one.counted !== null
        const className = `instagram-gains-bar${one.mayChange || isCounted ? ' instagram-gains-open' : ''}`
        const middle = middleOf(index)
        const bar = { x: middle - thickness / 2, width: thickness, rx: radius }
        return (
          <g key={one.date} className={className} data-date={one.date}>
            {chosen === index && (
              <rect className="instagram-gains-chosen" x={middle - pitch / 2} width={pitch} y={0} height={bottom} />
            )}
            {rise > 0 && (
              <rect
                className="instagram-gains-up"
                {...bar}
                y={zero - Math.max(2, rise)}
                height={Math.max(2, rise) - 1}
              />
            )}
            {fall > 0 && <rect className="instagram-gains-down" {...bar} y={zero + 1} height={Math.max(2, fall)} />}
            {mark !== undefined && (
              <>
                <line className="instagram-gains-flag" x1={middle} x2={middle} y1={1.35 * font} y2={zero - rise - 2} />
                <text className="instagram-gains-mark" x={within(middle)} y={font}>
                  {mark}
                </text>
              </>
            )}
            {(last - index) % every === 0 && (
              <text x={within(middle)} y={height - font / 2}>
                {labelOf(one.date)}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}
