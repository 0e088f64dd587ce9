/** @jsxImportSource #own */
import { useId, useState } from 'react'
import { useInstagramContext } from '../data/index.ts'
import { CountUp, Segmented } from '../parts/index.ts'
import { sampleDays, type SampleMetric, sampleMetrics } from './sample-days.ts'

const size = { width: 320, height: 120, top: 10, bottom: 104, left: 10, right: 310 }

/** What the panel will look like, with made-up numbers that can be touched. It asks nobody for anything. */
export function SamplePanel() {
  const { t, format } = useInstagramContext()
  const [metric, setMetric] = useState<SampleMetric>('reach')
  const { sample } = t
  const { days, value } = sampleDays[metric]
  const last = days.length - 1
  const [day, setDay] = useState(last)
  const { title, unit, change } = sample.metrics[metric]
  const dayNames = days.map((_value, index) => format.weekday(index === 0 ? 7 : index))
  const read = sample.read(dayNames[day] ?? '', format.number(days[day] ?? 0), unit)
  return (
    <div className="instagram-sample" role="group" aria-label={sample.label} data-testid="sample">
      <div className="instagram-sample-head">
        <span className="instagram-avatar instagram-avatar-initials" aria-hidden="true" />
        <div>
          <strong>{sample.name}</strong>
          <small>{sample.fresh}</small>
        </div>
        <span className="instagram-badge">{sample.badge}</span>
      </div>
      <p className="instagram-sample-lead">
        {sample.lead}
        <em>{sample.change}</em>.
      </p>
      <Segmented<SampleMetric>
        label={sample.choose}
        value={metric}
        options={sampleMetrics.map((name) => ({
          value: name,
          text: sample.metrics[name].title,
          testId: `sample-${name}`,
        }))}
        onChange={setMetric}
      />
      <div className="instagram-sample-read">
        <span>
          <CountUp key={metric} value={value} text={format.number} />
          <span className="instagram-visually-hidden"> {title}</span>
        </span>
        <span className="instagram-sample-change">{change}</span>
        <small>{read}</small>
      </div>
      <div className="instagram-sample-plot">
        <Line key={metric} days={days} shown={day} fromZero={metric !== 'followersCount'} />
        <input
          type="range"
          min={0}
          max={last}
          value={day}
          aria-label={sample.plot}
          aria-valuetext={read}
          onChange={(event) => setDay(Number(event.target.value))}
        />
      </div>
      <ol className="instagram-sample-cards">
        {sample.cards.map((card) => (
          <li key={card.title}>
            <small>{card.title}</small>
            {card.text}
          </li>
        ))}
      </ol>
    </div>
  )
}

/** The days as a line that draws itself when it first stands there. */
function Line({ days, shown, fromZero }: { days: readonly number[]; shown: number; fromZero: boolean }) {
  const gradient = useId()
  const { width, height, top, bottom, left, right } = size
  const most = Math.max(...days)
  const least = fromZero ? 0 : Math.min(...days)
  const x = (index: number) => left + ((right - left) * index) / (days.length - 1)
  const y = (value: number) => bottom - ((bottom - top) * (value - least)) / (most - least)
  const line = days.map((value, index) => `${index === 0 ? 'M' : 'L'}${x(index)} ${y(value)}`).join('')
  return (
    <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      <defs>
        <linearGradient id={gradient} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" className="instagram-sample-dense" />
          <stop offset="1" className="instagram-sample-clear" />
        </linearGradient>
      </defs>
      <path d={`${line}L${right} ${bottom}L${left} ${bottom}Z`} style={{ fill: `url(#${gradient})` }} />
      <path className="instagram-sample-line" d={line} pathLength={1} />
      <circle className="instagram-sample-dot" cx={x(shown)} cy={y(days[shown] ?? least)} r={5} />
    </svg>
  )
}
