import { expect, test } from 'vitest'
import { createInstagramClient } from '../src/index.ts'
import { startScriptedServer } from './scripted-server.ts'

test('a timeline has the asked metrics as columns and as rows, gaps as null', async () => {
  const columns = {
    days: ['2026-01-01', '2026-01-02'],
    series: { reach: [120, null], likes: [0, 7] },
    final: [true, false],
    isPartial: [false, true],
    aggregation: { reach: 'sum', likes: 'sum' },
  }
  const { url, calls } = await startScriptedServer({ queries: { 'instagram.metrics.timeline': () => columns } })

  const timeline = await createInstagramClient({ url }).metrics.timeline({
    metrics: ['reach', 'likes'],
    startDate: '2026-01-01',
    endDate: '2026-01-02',
    interval: 'day',
  })

  expect(timeline).toEqual({
    ...columns,
    points: [
      { date: '2026-01-01', final: true, isPartial: false, reach: 120, likes: 0 },
      { date: '2026-01-02', final: false, isPartial: true, reach: null, likes: 7 },
    ],
  })
  expect(calls[0]?.input).toEqual({
    metrics: ['reach', 'likes'],
    startDate: '2026-01-01',
    endDate: '2026-01-02',
    interval: 'day',
  })
})
