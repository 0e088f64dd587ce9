import { expect, test } from 'vitest'
import { addDays, dayOf } from '../src/instagram/index.ts'
import { startBackend, type Backend } from './start-backend.ts'

// What Instagram tells beside reach and interactions, in every read that shows days.

const further = ['replies', 'reposts', 'websiteClicks', 'profileLinksTaps', 'follows', 'unfollows'] as const

/** Two weeks that are settled, as Ana reads them, and what the sandbox says of a day. */
function settledWeeks({ as, clock, sandbox }: Backend) {
  const last = addDays(dayOf(clock.now()), -5)
  return {
    metrics: as('ana').instagram.metrics,
    range: { startDate: addDays(last, -13), endDate: last },
    truthOf(date: string): Record<(typeof further)[number], number | null> {
      const truth = sandbox.control.truth('loja.da.ana', date)
      return {
        replies: truth.replies,
        reposts: truth.reposts,
        websiteClicks: truth.website_clicks,
        profileLinksTaps: truth.profile_links_taps,
        follows: truth.gained,
        unfollows: truth.lost,
      }
    },
  }
}

test('replies, reposts, clicks, taps and who came and went are those of Instagram, in each read of days', async () => {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' } })
  const { metrics, range, truthOf } = settledWeeks(backend)
  const { items } = await metrics.list(range)
  const timeline = await metrics.timeline({ ...range, metrics: [...further] })
  const growth = await metrics.growth(range)
  const summary = await metrics.summary(range)
  const { content } = await metrics.export({ format: 'json', ...range })
  const exported = (JSON.parse(content) as { days: typeof items }).days

  expect(items).toHaveLength(14)
  for (const [index, day] of items.entries()) {
    const truth = truthOf(day.date)
    expect(day).toMatchObject({ ...truth, missing: {} })
    expect(day.provisional).not.toEqual(expect.arrayContaining([...further]))
    expect(Object.fromEntries(further.map((name) => [name, timeline.series[name]?.[index]]))).toEqual(truth)
    expect(exported[index]).toMatchObject(truth)
    const point = growth.points[index]
    expect(point).toMatchObject({ date: day.date, gained: truth.follows, lost: truth.unfollows })
    expect((point?.gained ?? NaN) - (point?.lost ?? NaN)).toBe(point?.change)
  }
  for (const name of further) {
    const sum = items.reduce((total, day) => total + Number(truthOf(day.date)[name]), 0)
    expect([name, summary[name].value, summary[name].aggregation]).toEqual([name, sum, 'sum'])
  }
})

test('of a small account Instagram does not say who came and went: no number, and the reason', async () => {
  const backend = await startBackend({ connected: { bia: 'cafe.pequeno' } })
  const last = addDays(dayOf(backend.clock.now()), -5)
  const { items } = await backend.as('bia').instagram.metrics.list({ startDate: last, endDate: last })
  const growth = await backend.as('bia').instagram.metrics.growth({ startDate: last, endDate: last })

  expect(items[0]).toMatchObject({
    follows: null,
    unfollows: null,
    missing: { follows: 'not_returned', unfollows: 'not_returned' },
  })
  expect(growth.points[0]).toMatchObject({ gained: null, lost: null })
})

test('clicks that Instagram stops telling are missing, and no other number is', async () => {
  const backend = await startBackend()
  const match = { path: /\/me\/insights$/, metric: 'website_clicks' }
  backend.sandbox.control.fault({ kind: 'graph_error', code: 100, match, times: Infinity })
  await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
  const { metrics, range, truthOf } = settledWeeks(backend)
  const { items } = await metrics.list(range)

  for (const day of items) {
    const { websiteClicks: _refused, ...others } = truthOf(day.date)
    expect(day).toMatchObject({ ...others, websiteClicks: null, missing: { websiteClicks: 'unsupported' } })
  }
  expect((await metrics.summary(range)).websiteClicks).toMatchObject({ value: null, knownDays: 0 })
})
