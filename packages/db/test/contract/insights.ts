import { expect } from 'vitest'
import { accounts, insights } from '../../src/index.ts'
import { account, at } from '../rows.ts'
import type { ContractTest } from './make-test.ts'

const finding = (
  accountId: string,
  subject: string,
  changes: Partial<insights.InsightRow> = {},
): insights.InsightRow => ({
  accountId,
  rule: 'odd_day',
  subject,
  startDay: subject,
  endDay: subject,
  numbers: { value: 120, direction: 'up' },
  foundAt: at(0),
  ...changes,
})

const forecast = (accountId: string, madeOn: string, metric = 'reach'): insights.ForecastRow => ({
  accountId,
  metric,
  madeOn,
  points: [{ day: '2026-12-01', low: 1, middle: 2, high: 3 }],
  madeAt: at(0),
})

export function describeInsights(test: ContractTest): void {
  test('a finding is new once, for each account and subject', async ({ db }) => {
    for (const id of ['ana', 'bia']) await accounts.insert(db, account(id))
    expect(await insights.insertOnce(db, finding('ana', '2026-11-10'))).toBe(true)
    expect(await insights.insertOnce(db, finding('ana', '2026-11-10', { numbers: {}, foundAt: at(9) }))).toBe(false)
    expect(await insights.insertOnce(db, finding('bia', '2026-11-10'))).toBe(true)
    expect(await insights.insertOnce(db, finding('ana', '2026-11-12'))).toBe(true)

    const found = await insights.listSince(db, 'ana', '2026-11-10')
    expect(found.map(({ subject }) => subject).toSorted()).toEqual(['2026-11-10', '2026-11-12'])
    expect(found.find(({ subject }) => subject === '2026-11-10')).toEqual(finding('ana', '2026-11-10'))
    expect(await insights.listSince(db, 'ana', '2026-11-11')).toEqual([finding('ana', '2026-11-12')])
  })

  test('a finding that goes on is kept with all of its days, and no other is', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    for (const day of ['2026-11-10', '2026-11-20']) await insights.insertOnce(db, finding('ana', day))
    const wider = { startDay: '2026-11-09', endDay: '2026-11-12' }
    await insights.widen(db, { accountId: 'ana', rule: 'odd_day', subject: '2026-11-10' }, wider)
    const found = await insights.listSince(db, 'ana', '2026-11-01')
    expect(found.toSorted((one, other) => one.subject.localeCompare(other.subject))).toEqual([
      finding('ana', '2026-11-10', wider),
      finding('ana', '2026-11-20'),
    ])
  })

  test('a forecast that was made stays as it was, and the newest of a metric is found', async ({ db }) => {
    await accounts.insert(db, account('ana'))
    for (const day of ['2026-11-01', '2026-11-15', '2026-11-08']) await insights.saveForecast(db, forecast('ana', day))
    await insights.saveForecast(db, forecast('ana', '2026-11-20', 'followersCount'))
    await insights.saveForecast(db, { ...forecast('ana', '2026-11-15'), points: [] })

    expect(await insights.newestForecast(db, 'ana', 'reach')).toEqual({ madeOn: '2026-11-15' })
    expect(await insights.newestForecast(db, 'ana', 'views')).toBeUndefined()
    const { points } = forecast('ana', '2026-11-08')
    expect(
      await insights.listForecasts(db, 'ana', { metric: 'reach', first: '2026-11-02', last: '2026-11-15' }),
    ).toEqual([
      { madeOn: '2026-11-08', points },
      { madeOn: '2026-11-15', points },
    ])
  })
}
