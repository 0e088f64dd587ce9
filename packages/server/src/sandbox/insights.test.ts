import { beforeEach, describe, expect, it } from 'vitest'
import { ana, get, restart, sandbox, useSandbox } from '../../test/sandbox-fixture.ts'
import { addDays, startOfDay } from './days.ts'

useSandbox()

const today = '2026-11-16'
const total = { period: 'day', metric_type: 'total_value' }

interface Result {
  dimension_values: string[]
  value: number
}
interface Metric {
  name: string
  period: string
  id: string
  values: { value: number | Record<string, number>; end_time: string }[]
  total_value: { value: number; breakdowns: { dimension_keys: string[]; results: Result[] }[] }
}
interface Answer {
  data: Metric[]
  paging: { previous: string; next: string }
  error: { code: number; message: string }
}

let token: string
beforeEach(() => {
  token = sandbox.control.giveLongToken(ana)
})

const ask = (query: Record<string, string>, as = token) =>
  get<Answer>('/v25.0/me/insights', { ...query, access_token: as })

const seconds = (instant: Date) => String(instant.getTime() / 1000)
/** From the first midnight to a second before the last. */
const window = (from: string, to: string) => ({
  since: seconds(startOfDay(from)),
  until: String(startOfDay(addDays(to, 1)).getTime() / 1000 - 1),
})
const truth = (day: string) => sandbox.control.truth(ana, day)
const names = (body: { data: { name: string }[] }) => body.data.map(({ name }) => name)

describe('series', () => {
  it('has one point for each Los Angeles day, named by its first instant', async () => {
    const { body } = await ask({ metric: 'reach', period: 'day', ...window('2026-10-31', '2026-11-02') })
    expect(body.data[0]?.values).toEqual([
      { value: truth('2026-10-31').reach, end_time: '2026-10-31T07:00:00+0000' },
      { value: truth('2026-11-01').reach, end_time: '2026-11-01T07:00:00+0000' },
      { value: truth('2026-11-02').reach, end_time: '2026-11-02T08:00:00+0000' },
    ])
    expect(body.data[0]?.id).toBe('17841477965412212/insights/reach/day')
  })

  it('gets one point more when until is exactly midnight', async () => {
    const { body } = await ask({
      metric: 'reach',
      period: 'day',
      since: seconds(startOfDay('2026-11-09')),
      until: seconds(startOfDay('2026-11-10')),
    })
    expect(body.data[0]?.values).toHaveLength(2)
  })

  it('covers only the last 24 hours without since and until', async () => {
    const { body } = await ask({ metric: 'reach', period: 'day' })
    expect(body.data[0]?.values).toHaveLength(1)
  })

  it('of follower_count holds the new followers of the last 30 days without today', async () => {
    const { body } = await ask({ metric: 'follower_count', period: 'day', ...window('2026-11-14', today) })
    expect(body.data[0]?.values).toEqual(
      ['2026-11-14', '2026-11-15'].map((day) => ({
        value: truth(day).gained,
        end_time: `${day}T08:00:00+0000`,
      })),
    )
    const old = await ask({ metric: 'reach,follower_count', period: 'day', ...window('2026-10-16', '2026-10-20') })
    expect(old.body.error.message).toBe(
      '(#100) (follower_count) metric only supports querying data for the last 30 days excluding the current day',
    )
  })

  it('has paging addresses with the token inside', async () => {
    const { body } = await ask({ metric: 'reach', period: 'day', ...window('2026-11-10', '2026-11-11') })
    expect(new URL(body.paging.next).searchParams.get('access_token')).toBe(token)
    expect(new URL(body.paging.previous).searchParams.get('until')).toBe(window('2026-11-10', '2026-11-11').since)
  })
})

describe('totals', () => {
  it('are the day’s numbers, and add up over days except for unique people', async () => {
    const one = await ask({ metric: 'views,likes,saves', ...total, ...window('2026-11-02', '2026-11-02') })
    const first = truth('2026-11-02')
    expect(one.body.data.map((metric) => metric.total_value.value)).toEqual([first.views, first.likes, first.saves])
    const two = await ask({ metric: 'views,reach', ...total, ...window('2026-11-02', '2026-11-03') })
    const next = truth('2026-11-03')
    expect(two.body.data[0]?.total_value.value).toBe((first.views ?? 0) + (next.views ?? 0))
    expect(two.body.data[1]?.total_value.value).toBeLessThan((first.reach ?? 0) + (next.reach ?? 0))
  })

  it('echo day even when 28 days are asked for', async () => {
    const { body } = await ask({ metric: 'reach', metric_type: 'total_value', period: 'days_28' })
    expect(body.data[0]?.period).toBe('day')
  })

  it('of follows and unfollows are only in the breakdown', async () => {
    const day = window('2026-11-02', '2026-11-02')
    const without = await ask({ metric: 'follows_and_unfollows', ...total, ...day })
    expect(Object.keys(without.body.data[0] ?? {})).toEqual(['name', 'period', 'title', 'description', 'id'])
    const { body } = await ask({ metric: 'follows_and_unfollows', ...total, ...day, breakdown: 'follow_type' })
    const { gained, lost } = truth('2026-11-02')
    expect(body.data[0]?.total_value).toEqual({
      breakdowns: [
        {
          dimension_keys: ['follow_type'],
          results: [
            { dimension_values: ['FOLLOWER'], value: gained },
            { dimension_values: ['NON_FOLLOWER'], value: lost },
          ],
        },
      ],
    })
  })

  it('leave empty categories of a breakdown out', async () => {
    sandbox.control.setMetric(ana, 'lost', '2026-11-02', 0)
    const day = window('2026-11-02', '2026-11-02')
    const { body } = await ask({ metric: 'follows_and_unfollows', ...total, ...day, breakdown: 'follow_type' })
    expect(body.data[0]?.total_value.breakdowns[0]?.results).toHaveLength(1)
  })

  it('of a breakdown add up to the value', async () => {
    const day = window('2026-11-02', '2026-11-02')
    const { body } = await ask({ metric: 'views', ...total, ...day, breakdown: 'media_product_type' })
    const { value, breakdowns } = body.data[0]?.total_value ?? { value: -1, breakdowns: [] }
    expect(breakdowns[0]?.results.reduce((sum, result) => sum + result.value, 0)).toBe(value)
  })

  it('fail as a whole when one metric does not know the breakdown', async () => {
    const { status, body } = await ask({ metric: 'reach,accounts_engaged', ...total, breakdown: 'follow_type' })
    expect(status).toBe(500)
    expect(body.error).toMatchObject({ code: 1, message: 'An unknown error has occurred.' })
  })

  it('do not know the breakdown under its printed name', async () => {
    const { body } = await ask({ metric: 'views', ...total, breakdown: 'follower_type' })
    expect(body.error.code).toBe(100)
  })
})

describe('metrics asked for wrongly', () => {
  it('are silently missing, as on graph.instagram.com', async () => {
    const series = await ask({ metric: 'reach,views,profile_views', period: 'day' })
    expect(series.status).toBe(200)
    expect(names(series.body)).toEqual(['reach'])
    const totals = await ask({ metric: 'follower_count', ...total })
    expect(totals.body.data).toEqual([])
  })

  it('are refused, as on graph.facebook.com, when told', async () => {
    await restart({ behaviour: 'facebook' })
    const { status, body } = await ask({ metric: 'reach,views', period: 'day' })
    expect(status).toBe(400)
    expect(body.error.message).toBe(
      '(#100) The following metrics (views) should be specified with parameter metric_type=total_value',
    )
    const long = await ask({ metric: 'reach', period: 'day', ...window('2026-09-01', '2026-11-01') })
    expect(long.body.error.message).toBe('(#100) There cannot be more than 30 days (2592000 s) between since and until')
  })

  it('that are dead are refused with the list of the living', async () => {
    const { body } = await ask({ metric: 'reach,impressions', period: 'day' })
    expect(body.error.message).toMatch(
      /^\(#100\) metric\[1\] must be one of the following values: reach, follower_count, website_clicks/,
    )
  })
})

describe('ranges', () => {
  const text = '(#100) since param is not valid. Metrics data is available for the last 2 years'

  it('longer than 30 days are answered, as measured on graph.instagram.com', async () => {
    const { body } = await ask({ metric: 'reach', period: 'day', ...window('2026-01-01', '2026-11-01') })
    expect(body.data[0]?.values).toHaveLength(305)
  })

  it('reach two years back, and the same text refuses older ones and the future', async () => {
    expect((await ask({ metric: 'reach', period: 'day', ...window('2024-11-18', '2024-11-20') })).status).toBe(200)
    expect(
      (await ask({ metric: 'reach', period: 'day', ...window('2024-11-15', '2024-11-20') })).body.error.message,
    ).toBe(text)
    expect(
      (await ask({ metric: 'reach', period: 'day', ...window('2026-11-17', '2026-11-18') })).body.error.message,
    ).toBe(text)
  })
})

describe('replaced numbers', () => {
  it('come late when told: absent, not 0', async () => {
    sandbox.control.setLateHours(48)
    expect(truth('2026-11-15').views).toBeNull()
    expect((await ask({ metric: 'views', ...total, ...window('2026-11-15', '2026-11-15') })).body.data).toEqual([])
    expect((await ask({ metric: 'views', ...total, ...window('2026-11-13', '2026-11-13') })).body.data).toHaveLength(1)
  })

  it('can be replaced, also by nothing', async () => {
    sandbox.control.setMetric(ana, 'views', '2026-11-02', 7)
    sandbox.control.setMetric(ana, 'reach', '2026-11-02', null)
    const { body } = await ask({ metric: 'views,reach', ...total, ...window('2026-11-02', '2026-11-02') })
    expect(body.data.map((metric) => metric.total_value)).toEqual([{ value: 7 }, {}])
    const series = await ask({ metric: 'reach', period: 'day', ...window('2026-11-02', '2026-11-02') })
    expect(series.body.data[0]?.values).toEqual([{ end_time: '2026-11-02T08:00:00+0000' }])
  })
})

describe('audience', () => {
  const demographics = { metric: 'follower_demographics', period: 'lifetime', metric_type: 'total_value' }

  it('has the timeframe as first dimension and names fewer people than there are', async () => {
    const { body } = await ask({ ...demographics, breakdown: 'country', timeframe: 'this_month' })
    const { dimension_keys, results = [] } = body.data[0]?.total_value.breakdowns[0] ?? {}
    expect(dimension_keys).toEqual(['timeframe', 'country'])
    expect(results[0]?.dimension_values).toEqual(['THIS_MONTH', 'BR'])
    const sum = results.reduce((total, result) => total + result.value, 0)
    expect(sum).toBeLessThan(truth(today).followers)
  })

  it('refuses timeframes that are dead', async () => {
    const { body } = await ask({ ...demographics, breakdown: 'age', timeframe: 'last_30_days' })
    expect(body.error).toMatchObject({ code: 100 })
  })

  it('online by hour is empty for the newest days', async () => {
    const days = window('2026-11-13', '2026-11-15')
    const { body } = await ask({ metric: 'online_followers', period: 'lifetime', ...days })
    expect(body.data[0]?.values.map((point) => Object.keys(point.value).length)).toEqual([24, 24, 0])
  })

  it('and new followers are missing under 100 followers, without an error', async () => {
    const small = sandbox.control.giveLongToken('cafe.pequeno')
    expect(names((await ask({ metric: 'reach,follower_count', period: 'day' }, small)).body)).toEqual(['reach'])
    expect(
      (await ask({ metric: 'follows_and_unfollows', ...total, breakdown: 'follow_type' }, small)).body.data,
    ).toEqual([])
    const { body } = await ask({ ...demographics, breakdown: 'age' }, small)
    expect(body.data).toEqual([])
  })
})
