/** @jsxImportSource #own */
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { type HeroMetric, type MetricTileProps, newestReason, useInstagramContext } from '../data/index.ts'
import type { DashboardData } from '../hooks/dashboard.ts'
import { captionsOf } from './hero-captions.ts'
import { furtherMetrics, tabMetrics, valuesOf } from './hero-metrics.ts'
import { MetricTile } from './metric-tile.tsx'

export interface HeroTabsProps {
  data: DashboardData
  /** The newest count, for an account that has none at the end of the period yet. */
  followersNow: number | null
  /** What the numbers are to be compared with is on its way. */
  isComing: boolean
  metric: HeroMetric
  onMetric: (metric: HeroMetric) => void
  /** Where the ids of the tabs and of what they show begin. */
  id: string
}

/** The numbers of the period, each of which draws itself below. On a phone they are a row to swipe. */
export function HeroTabs({ data, followersNow, isComing, metric, onMetric, id }: HeroTabsProps) {
  const { t } = useInstagramContext()
  const list = useRef<HTMLDivElement>(null)
  const tabs: HeroMetric[] = [...tabMetrics, ...furtherMetrics.filter((name) => name === metric)]
  useEffect(() => showWhole(list.current), [metric])

  function move(event: KeyboardEvent<HTMLDivElement>) {
    const at = tabs.indexOf(metric)
    const to = targetOf(event.key, at, tabs.length)
    const next = to === null ? undefined : tabs[to]
    if (next === undefined || to === null) return
    event.preventDefault()
    onMetric(next)
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[to]?.focus({ preventScroll: true })
  }

  return (
    <div className="instagram-hero-tabs" role="tablist" aria-label={t.timeline.choose} ref={list} onKeyDown={move}>
      {tabs.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`${id}-${name}`}
          className={`instagram-hero-tab instagram-hero-tab-${name}`}
          aria-selected={name === metric}
          aria-controls={`${id}-panel`}
          tabIndex={name === metric ? 0 : -1}
          data-testid={`metric-${name}`}
          onClick={() => onMetric(name)}
        >
          <Tile metric={name} data={data} followersNow={followersNow} isComing={isComing} />
        </button>
      ))}
    </div>
  )
}

function targetOf(key: string, at: number, count: number): number | null {
  const targets: Partial<Record<string, number>> = {
    ArrowRight: (at + 1) % count,
    ArrowLeft: (at - 1 + count) % count,
    Home: 0,
    End: count - 1,
  }
  return targets[key] ?? null
}

/** Brings the chosen tab into the row, without moving the page. */
function showWhole(list: HTMLElement | null): void {
  const tab = list?.querySelector<HTMLElement>('[aria-selected=true]')
  if (!list || !tab) return
  const start = tab.offsetLeft
  const isWhole = start >= list.scrollLeft && start + tab.offsetWidth <= list.scrollLeft + list.clientWidth
  if (!isWhole) list.scrollLeft = start - (list.clientWidth - tab.offsetWidth) / 2
}

function Tile({ metric, data, followersNow, isComing }: Omit<HeroTabsProps, 'onMetric' | 'id'>) {
  const { t, format } = useInstagramContext()
  const { summary, byDate } = data
  const value = metric === 'followersCount' ? (summary[metric].value ?? followersNow) : summary[metric].value
  const show = metric === 'engagementRate' ? format.percent : format.number
  const { periodReach } = summary
  const reason = newestReason(byDate, metric)
  return (
    <MetricTile
      metric={metric}
      title={t.hero.titles[metric]}
      value={value}
      text={value === null ? t.units.unknown : show(value)}
      whyEmpty={value === null ? whyEmpty() : null}
      summary={summary[metric]}
      values={valuesOf(metric, data)}
      caption={captionsOf({ metric, data, followersNow }, { t, format }).join(' ')}
      isComing={isComing}
      people={metric === 'reach' ? peopleOf() : null}
    />
  )

  function whyEmpty(): string {
    return reason === null ? t.tiles.nothing : t.missing[reason]
  }

  /** How many different people the whole period reached: no sum and no average of its days. */
  function peopleOf(): MetricTileProps['people'] {
    const people = periodReach?.value ?? null
    return people === null ? null : { value: people, isFinal: periodReach?.isFinal === true }
  }
}
