/** @jsxImportSource #own */
import { useRef, useState } from 'react'
import { downloadPicture } from '../charts/download.ts'
import { useInstagramContext } from '../data/index.ts'
import { type ChartMetric, drawnMetrics, type DashboardData } from '../hooks/dashboard.ts'
import { Button, Card, EmptyCard, type View, ViewSwitch } from '../parts/index.ts'
import { TimelineChart } from './timeline-chart.tsx'
import { TimelineTable } from './timeline-table.tsx'

export function TimelineCard({ data }: { data: DashboardData }) {
  const { t } = useInstagramContext()
  const [metric, setMetric] = useState<ChartMetric>('reach')
  const [view, setView] = useState<View>('chart')
  const [compares, setCompares] = useState(true)
  const [isPictureLost, setIsPictureLost] = useState(false)
  const drawing = useRef<HTMLDivElement>(null)
  const { series } = data.timeline
  const isEmpty = drawnMetrics.every((name) => series[name].every((value) => value === null))

  function savePicture() {
    const svg = drawing.current?.querySelector<SVGSVGElement>('.instagram-chart-svg')
    setIsPictureLost(false)
    if (svg === null || svg === undefined) return
    const name = `instagram-${metric}-${data.range.startDate}-${data.range.endDate}.png`
    downloadPicture(svg, name).catch(() => setIsPictureLost(true))
  }

  const tools = !isEmpty && (
    <div className="instagram-card-tools">
      {view === 'chart' && (
        <Button kind="quiet" testId="timeline-png" onClick={savePicture}>
          {t.timeline.picture}
        </Button>
      )}
      <ViewSwitch view={view} onChange={setView} testId="timeline-view" />
    </div>
  )
  const chart = { metric, onMetric: setMetric, compares, onCompares: setCompares }
  return (
    <Card title={t.timeline.title} tools={tools} testId="chart-timeline">
      <p role="status">{isPictureLost ? t.timeline.pictureLost : ''}</p>
      {isEmpty && <EmptyCard title={t.timeline.empty} lead={t.timeline.emptyLead} />}
      {!isEmpty && (
        <div ref={drawing}>
          {view === 'table' ? <TimelineTable data={data} /> : <TimelineChart data={data} {...chart} />}
        </div>
      )}
    </Card>
  )
}
