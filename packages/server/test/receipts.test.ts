import { expect, test } from 'vitest'
import { addDays, dayOf, daysFrom } from '../src/instagram/index.ts'
import type { MetricReceipt } from '../src/receipts/contract.ts'
import { metricNames } from '../src/metrics/metric-definitions.ts'
import { serveRouter, startBackend, type Backend } from './start-backend.ts'
import { signIn } from './trpc-over-http.ts'

const hour = 3_600_000
const username = 'loja.da.ana'

/** A week of nights, each as late and as often corrected as Instagram may be. */
async function liveAWeek({ clock, dashboard, sandbox }: Backend): Promise<void> {
  sandbox.control.setLateness({ seed: 'receipts', worstShare: 0.1 })
  clock.advance(new Date('2026-11-17T08:00:00Z').getTime() - clock.now().getTime())
  for (let night = 0; night < 7; night += 1) {
    clock.advance(24 * hour)
    await dashboard.syncAccounts()
  }
}
const startLived = () =>
  startBackend({
    connected: { ana: username },
    before: liveAWeek,
    dashboard: { syncCron: 'off', tokenRefreshCron: 'off' },
  })

/** Asks the sandbox what the receipt says that was asked. */
async function replay({ sandbox, options }: Backend, token: string, receipt: MetricReceipt): Promise<number[]> {
  const { question, window } = receipt
  const given = {
    metric: question.metrics.join(','),
    fields: question.fields.join(','),
    period: question.period,
    metric_type: question.metricType,
    breakdown: question.breakdown,
    since: String(window.since.getTime() / 1_000),
    until: String(window.until.getTime() / 1_000),
    access_token: token,
  }
  const query = Object.entries(given).filter((entry): entry is [string, string] => Boolean(entry[1]))
  const answer = await fetch(
    `${sandbox.graphBaseUrl}/${options.instagramGraphVersion ?? 'v25.0'}/${question.edge}?${new URLSearchParams(query)}`,
  )
  const { data } = (await answer.json()) as { data: Entry[] }
  return data.map(({ total_value: total, values }) => {
    const results = total?.breakdowns?.[0]?.results
    if (question.category !== null)
      return results?.find(({ dimension_values: [name] }) => name === question.category)?.value ?? 0
    return total?.value ?? values?.[0]?.value ?? NaN
  })
}
interface Entry {
  total_value?: { value?: number; breakdowns?: { results?: { dimension_values: string[]; value: number }[] }[] }
  values?: { value: number }[]
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

test('every number of a seeded world follows again from its receipt', { timeout: 120_000 }, async () => {
  const backend = await startLived()
  const { as, clock, sandbox } = backend
  const { list, explain } = as('ana').instagram.metrics
  const today = dayOf(clock.now())
  const token = sandbox.control.giveLongToken(username)
  const { items } = await list({ startDate: addDays(today, -12), endDate: today })
  // What Instagram leaves out by chance comes with the next hour; what it tells is asked again here.
  sandbox.control.setLateness(null)
  let recomputed = 0
  for (const day of items) {
    for (const metric of metricNames) {
      const receipt = await explain({ date: day.date, metric })
      const { value, formula, state } = receipt
      expect([day.date, metric, value]).toEqual([day.date, metric, day[metric]])
      expect(receipt.definition.length).toBeGreaterThan(20)
      expect(receipt.missing).toBe(value === null ? day.missing[metric] : null)
      if (value === null) continue
      if (formula?.operation === 'sum')
        expect([day.date, sum(formula.inputs.map((input) => input.value))]).toEqual([day.date, value])
      if (formula?.operation === 'rate') {
        const [engagement, reach] = formula.inputs.map((input) => input.value)
        expect(Math.round((10_000 * (engagement ?? 0)) / (reach ?? 1)) / 100).toBe(value)
      }
      if (metric === 'followersCount') expect(formula).not.toBeNull()
      else if (state === 'final' && formula === null) {
        expect([day.date, metric, await replay(backend, token, receipt)]).toEqual([day.date, metric, [value]])
      }
      recomputed += 1
    }
  }
  expect(recomputed).toBeGreaterThan(150)
})

test('a receipt says what a number was before, when it was read and replaced, and what it was before is what was served', async () => {
  const backend = await startLived()
  const { as, clock } = backend
  const { list, explain } = as('ana').instagram.metrics
  const today = dayOf(clock.now())
  const histories = []
  for (const date of daysFrom(addDays(today, -7), addDays(today, -2))) {
    const receipt = await explain({ date, metric: 'impressions' })
    histories.push(...receipt.history)
    for (const { value, readAt, replacedAt } of receipt.history) {
      expect(readAt < replacedAt).toBe(true)
      for (const instant of [readAt, new Date(replacedAt.getTime() - 1)]) {
        const served = await list({ asOf: instant, startDate: date, endDate: date })
        expect(served.items[0]?.impressions).toBe(value)
      }
    }
    const codes = receipt.differences.onThisDay.map(({ code }) => code)
    expect(codes.includes('corrected')).toBe(receipt.history.length > 0)
  }
  expect(histories.length).toBeGreaterThan(3)
})

test('a receipt is told in the language of whoever asks, over REST as well, and names no secret', async () => {
  const backend = await startLived()
  const url = await serveRouter(backend.dashboard.router)
  const ask = async (locale: string) => {
    const answer = await fetch(`${url}/api/v1/social/instagram/metrics/explain?date=2026-11-20&metric=reach`, {
      headers: { authorization: `Bearer ${await signIn('ana')}`, 'accept-language': locale },
    })
    return (await answer.json()) as { window: object; question: object; differences: { general: object[] } }
  }
  const receipt = await ask('pt-BR')

  expect(receipt.window).toEqual({
    since: '2026-11-20T08:00:00.000Z',
    until: '2026-11-21T07:59:59.000Z',
    hours: 24,
    zone: 'America/Los_Angeles',
  })
  expect(receipt.differences.general[0]).toMatchObject({
    code: 'own_day',
    sentence: expect.stringContaining('conta os dias'),
  })
  expect(receipt.question).not.toEqual((await ask('en')).question)
})
