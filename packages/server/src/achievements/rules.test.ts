import { describe, expect, it } from 'vitest'
import { connectedMs } from './connected-time.ts'
import { measureAccount, type Stored } from './measure.ts'
import { measuresOf } from './measure-event.ts'
import { isHighest, reachedBy, rules } from './rules.ts'

const day = (index: number) => new Date(Date.UTC(2026, 9, 1 + index)).toISOString().slice(0, 10)
const followed = (...changes: (number | null)[]): Stored['followed'] =>
  changes.map((change, index) => ({ day: day(index), change, isFinal: true }))
const reached = (...reach: (number | null)[]): Stored['days'] =>
  reach.map((value, index) => ({ day: day(index), reach: value, isFinal: true }))
const nothing: Stored = { followed: [], days: [], connectedOn: day(0), followers: null }

describe('measureAccount', () => {
  it.each<[string, Stored['followed'], number]>([
    ['nothing', [], 0],
    ['one day', followed(1), 1],
    ['three days of growth', followed(-1, 1, 1, 1), 3],
    ['a day without growth', followed(1, 0, 1), 1],
    ['a loss at the end', followed(1, 1, -1), 0],
    ['a day of which nothing is known', followed(1, null, 1), 1],
    [
      'a gap, which is no growth',
      [
        { day: day(0), change: 1, isFinal: true },
        { day: day(2), change: 1, isFinal: true },
      ],
      1,
    ],
    ['days that may still be corrected', [...followed(1, 1), { day: day(2), change: -5, isFinal: false }], 2],
  ])('counts the streak of %s', (_name, days, growthStreakDays) => {
    expect(measureAccount({ ...nothing, followed: days })).toMatchObject({ growthStreakDays })
  })

  it('counts no growth from before the connection', () => {
    expect(measureAccount({ ...nothing, followed: followed(1, 1, 1), connectedOn: day(1) })).toMatchObject({
      growthStreakDays: 2,
    })
  })

  const month = Array.from({ length: 28 }, (_, index) => index + 1)
  it.each<[string, Partial<Stored>, boolean]>([
    ['a day above the 28 before', { days: reached(...month, 29) }, true],
    ['a day as good as another', { days: reached(...month, 28) }, false],
    ['too few days', { days: reached(...month.slice(1), 99) }, false],
    ['an unknown day among them', { days: reached(null, ...month.slice(1), 99) }, false],
    [
      'a day that is not final yet',
      { days: [...reached(...month), { day: day(28), reach: 99, isFinal: false }] },
      false,
    ],
    ['a day before the connection', { days: reached(...month, 99), connectedOn: day(29) }, false],
    ['a day that reached nobody', { days: reached(...month.map(() => 0), 0) }, false],
  ])('judges %s', (_name, stored, isBestDay) => {
    expect(measureAccount({ ...nothing, ...stored })).toMatchObject({ isBestDay })
  })
})

describe('rules', () => {
  it('are reached at their target and above, by what an event shows', () => {
    const data = { isFirstConnection: true, isReconnect: false, followers: 1_000 }
    const values = measuresOf({ type: 'connection.completed', data }, 0)

    expect(reachedBy(values, rules).map(({ key }) => key)).toEqual([
      'first_connection',
      'followers_100',
      'followers_1000',
    ])
  })

  it('are not reached by what is unknown', () => {
    const data = { isFirstConnection: true, isReconnect: false, followers: null }
    expect(measuresOf({ type: 'connection.completed', data }, null)).toEqual({ connections: 1 })
    expect(measuresOf({ type: 'connection.failed', data: { code: 'X' } }, 0)).toEqual({})
  })

  it('of one ladder are told by the highest step alone', () => {
    const told = rules.filter(({ measure }) => measure === 'followers')
    expect(told.filter((rule) => isHighest(rule, told)).map(({ key }) => key)).toEqual(['followers_10000'])
  })

  it('have keys of their own', () => {
    expect(new Set(rules.map(({ key }) => key)).size).toBe(rules.length)
  })
})

describe('connectedMs', () => {
  const hour = 3_600_000
  const now = new Date('2026-11-16T18:00:00Z')
  const connectedAt = new Date(now.getTime() - 5 * hour)

  it.each([
    ['a first connection', { status: 'active', connectedBeforeMs: 0 }, 5],
    ['a connection after another', { status: 'active', connectedBeforeMs: 24 * hour }, 29],
    ['a connection that Instagram refuses just now', { status: 'reconnect_required', connectedBeforeMs: 0 }, 5],
    ['what is disconnected', { status: 'disconnected', connectedBeforeMs: 3 * hour }, 3],
  ] as const)('counts the time of %s', (_name, account, hours) => {
    expect(connectedMs({ ...account, connectedAt }, now)).toBe(hours * hour)
  })

  it('is not negative where the clock was put back', () => {
    const early = new Date(connectedAt.getTime() - hour)
    expect(connectedMs({ status: 'active', connectedBeforeMs: 7, connectedAt }, early)).toBe(7)
  })
})
