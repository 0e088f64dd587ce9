import { describe, expect, it } from 'vitest'
import { recordedAnswer } from '../../test/recorded-answer.ts'
import { insightEntries, readAudience, readFollows, readSeries, readTotals } from './insight-answers.ts'

const answer = (name: string) => insightEntries(recordedAnswer(`account_insights_${name}`).response, 'GET me/insights')
const valuesOf = (days: ReadonlyMap<string, { value: number }> | undefined) =>
  [...(days ?? [])].map(([day, { value }]) => [day, value])

describe('readSeries', () => {
  it.each([
    ['reach_timeseries_real_2020', 'reach', 'start', { '2020-05-04': 4, '2020-05-05': 66 }],
    ['reach_timeseries_real_2020', 'reach', 'end', { '2020-05-03': 4, '2020-05-04': 66 }],
    [
      'follower_count_series_real',
      'follower_count',
      'start',
      { '2026-07-09': 6, '2026-07-10': 13, '2026-07-11': 6, '2026-07-12': 9, '2026-07-13': 7, '2026-07-14': 2 },
    ],
  ] as const)('reads %s onto the days that its times name: %s by their %s', (file, metric, rule, days) => {
    const { series, omitted } = readSeries(answer(file), [metric], rule)
    expect(valuesOf(series.get(metric))).toEqual(Object.entries(days))
    expect(omitted).toEqual([])
  })

  it('keeps the time as Instagram wrote it', () => {
    const { series } = readSeries(answer('reach_timeseries_real_2020'), ['reach'], 'start')
    expect(series.get('reach')?.get('2020-05-04')?.rawEndTime).toBe('2020-05-04T07:00:00+0000')
  })

  it('names a metric that was asked for and is not in the answer', () => {
    const { series, omitted } = readSeries(answer('partial_metric_dropped'), ['reach', 'profile_views'], 'start')
    expect([...series.keys()]).toEqual(['reach'])
    expect(omitted).toEqual(['profile_views'])
  })

  it('reads an empty answer as nothing but omissions', () => {
    const { series, omitted } = readSeries(answer('empty'), ['reach'], 'start')
    expect(series.size).toBe(0)
    expect(omitted).toEqual(['reach'])
  })

  it('reads two metrics of one answer', () => {
    const { series } = readSeries(answer('day_two_metrics'), ['follower_count', 'reach'], 'start')
    expect([...series].map(([name, days]) => [name, valuesOf(days)])).toEqual([
      ['follower_count', [['2024-01-14', 1000]]],
      ['reach', [['2024-01-14', 500]]],
    ])
  })

  it('tells zero from a day without a value', () => {
    const values = [
      { value: 0, end_time: '2026-07-09T07:00:00+0000' },
      { end_time: '2026-07-10T07:00:00+0000' },
      { value: null, end_time: '2026-07-11T07:00:00+0000' },
      { value: '7', end_time: '2026-07-12T07:00:00+0000' },
      { value: 5 },
      { value: 5, end_time: 'yesterday' },
      { value: 5, end_time: 1_752_000_000 },
      { value: -5, end_time: '2026-07-13T07:00:00+0000' },
      null,
      'odd',
    ]
    const { series } = readSeries([{ name: 'reach', period: 'day', values }], ['reach'], 'start')
    expect(valuesOf(series.get('reach'))).toEqual([['2026-07-09', 0]])
  })

  it('reads the good entries beside an odd one', () => {
    const good = { name: 'reach', period: 'day', values: [{ value: 3, end_time: '2026-07-09T07:00:00+0000' }] }
    const { series, omitted } = readSeries(
      [null, 7, { name: 1 }, { name: 'views', values: 'no' }, good],
      ['reach', 'views'],
      'start',
    )
    expect(valuesOf(series.get('reach'))).toEqual([['2026-07-09', 3]])
    expect(omitted).toEqual(['views'])
  })

  it('does not take an answer about another period', () => {
    const week = { name: 'reach', period: 'week', values: [{ value: 99, end_time: '2026-07-09T07:00:00+0000' }] }
    expect(readSeries([week], ['reach'], 'start').omitted).toEqual(['reach'])
  })
})

describe('readTotals', () => {
  it('keeps a zero a zero', () => {
    const { totals, omitted } = readTotals(answer('replies_zero_total_value'), ['replies'])
    expect(totals.get('replies')).toBe(0)
    expect(omitted).toEqual([])
  })

  it('knows no total where the answer is empty, not 0', () => {
    const { totals, omitted } = readTotals(answer('empty'), ['profile_views'])
    expect(totals.has('profile_views')).toBe(false)
    expect(omitted).toEqual(['profile_views'])
  })

  it('reads the total beside its breakdown', () => {
    expect(readTotals(answer('reach_total_value_breakdown'), ['reach']).totals.get('reach')).toBe(224)
  })

  it('finds no total in a time series', () => {
    expect(readTotals(answer('reach_timeseries_real_2020'), ['reach']).omitted).toEqual(['reach'])
  })

  it.each([null, 'odd', 7, []])('loses only the metric whose total is %j', (odd) => {
    const data = [
      { name: 'likes', period: 'day', total_value: odd },
      { name: 'saves', period: null, total_value: { value: 4, breakdowns: 'odd' } },
    ]
    expect(readTotals(data, ['likes', 'saves'])).toEqual({ totals: new Map([['saves', 4]]), omitted: ['likes'] })
  })

  it.each([null, undefined, '5', Number.NaN, {}, -1])('does not take %s for a number', (value) => {
    expect(readTotals([{ name: 'likes', period: 'day', total_value: { value } }], ['likes']).omitted).toEqual(['likes'])
  })
})

describe('readFollows', () => {
  it.each([
    ['follows_and_unfollows_real', { follows: 17, unfollows: 20 }],
    ['follows_and_unfollows_real_2', { follows: 37, unfollows: 61 }],
    ['follows_and_unfollows_without_breakdown', null],
    ['empty', null],
  ])('reads %s as %j', (file, expected) => {
    expect(readFollows(answer(file))).toEqual(expected)
  })

  const follows = (...results: unknown[]) => [
    {
      name: 'follows_and_unfollows',
      period: 'day',
      total_value: { breakdowns: [{ dimension_keys: ['follow_type'], results }] },
    },
  ]

  it('reads a category that is left out as 0', () => {
    expect(readFollows(follows({ dimension_values: ['FOLLOWER'], value: 3 }))).toEqual({ follows: 3, unfollows: 0 })
    expect(readFollows(follows({ dimension_values: ['NON_FOLLOWER'], value: 2 }))).toEqual({ follows: 0, unfollows: 2 })
  })

  it.each([
    { dimension_values: ['NON_FOLLOWER'], value: -3 },
    { dimension_values: ['NON_FOLLOWER'], value: '3' },
    { dimension_values: ['NON_FOLLOWER'] },
    { dimension_values: 'NON_FOLLOWER', value: 3 },
    { dimension_values: [7], value: 3 },
    { value: 3 },
    null,
  ])('loses by the row %j only what it may be about, and takes it for no 0', (odd) => {
    const good = { dimension_values: ['FOLLOWER'], value: 5 }
    expect(readFollows(follows(odd, good))).toEqual({ follows: 5, unfollows: undefined })
  })

  it('tells an empty breakdown from no breakdown', () => {
    expect(readFollows(follows())).toBe('nothing')
    const bare = { dimension_keys: ['follow_type'] }
    expect(readFollows([{ name: 'follows_and_unfollows', period: 'day', total_value: { breakdowns: [bare] } }])).toBe(
      'nothing',
    )
    expect(readFollows([{ name: 'follows_and_unfollows', period: 'day', total_value: {} }])).toBeNull()
  })

  it('knows nothing where only an unknown one is there', () => {
    expect(readFollows(follows({ dimension_values: ['UNKNOWN'], value: 2 }))).toBeNull()
    expect(readFollows(follows({ dimension_values: [], value: 2 }))).toBeNull()
  })
})

describe('readAudience', () => {
  it.each([null, 'odd', { dimension_values: [3], value: 3 }, { dimension_values: ['55+'], value: -1 }])(
    'loses only the group whose row is %j',
    (odd) => {
      const results = [odd, { dimension_values: ['18-24'], value: 7 }]
      const breakdowns = ['odd', { dimension_keys: ['age'], results }]
      const data = [{ name: 'follower_demographics', period: 'lifetime', total_value: { breakdowns } }]
      expect(readAudience(data, { metric: 'follower_demographics', dimension: 'age' })).toEqual([
        { name: '18-24', people: 7 },
      ])
    },
  )
})
