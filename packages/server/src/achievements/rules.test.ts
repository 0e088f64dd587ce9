import { describe, expect, it } from 'vitest'
import { measureAccount, type Stored } from './measure.ts'
import { isHighest, measuresOf, reachedBy, rules } from './rules.ts'

const at = new Date('2026-11-16T18:00:00Z')
const day = (index: number) => new Date(Date.UTC(2026, 9, 1 + index)).toISOString().slice(0, 10)
const counted = (...followers: number[]): Stored['snapshots'] =>
  followers.map((followersCount, index) => ({ day: day(index), followersCount, source: 'observed' as const }))
const reached = (...reach: (number | null)[]): Stored['days'] =>
  reach.map((value, index) => ({ day: day(index), reach: value, isFinal: true }))
const nothing: Stored = { snapshots: [], days: [], connectedOn: day(0), followers: null }

describe('measureAccount', () => {
  it.each<[string, Stored['snapshots'], number]>([
    ['nothing', [], 0],
    ['one day', counted(10), 0],
    ['three days of growth', counted(10, 11, 12, 13), 3],
    ['a day without growth', counted(10, 11, 11, 12), 1],
    ['a loss at the end', counted(10, 11, 12, 11), 0],
    [
      'a gap, which is no growth',
      [
        ...counted(10, 11),
        { day: day(3), followersCount: 12, source: 'observed' },
        { day: day(4), followersCount: 13, source: 'observed' },
      ],
      1,
    ],
    [
      'derived days do not count',
      [
        { day: day(0), followersCount: 1, source: 'derived' },
        { day: day(1), followersCount: 2, source: 'observed' },
      ],
      0,
    ],
  ])('counts the streak of %s', (_name, snapshots, growthStreakDays) => {
    expect(measureAccount({ ...nothing, snapshots })).toMatchObject({ growthStreakDays })
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
    const values = measuresOf({ type: 'connection.completed', data }, { at, connectedSince: at })

    expect(reachedBy(values, rules).map(({ key }) => key)).toEqual([
      'first_connection',
      'followers_100',
      'followers_1000',
    ])
  })

  it('are not reached by what is unknown', () => {
    const data = { isFirstConnection: true, isReconnect: false, followers: null }
    expect(measuresOf({ type: 'connection.completed', data }, { at, connectedSince: null })).toEqual({ connections: 1 })
    expect(measuresOf({ type: 'connection.failed', data: { code: 'X' } }, { at, connectedSince: at })).toEqual({})
  })

  it('of one ladder are told by the highest step alone', () => {
    const told = rules.filter(({ measure }) => measure === 'followers')
    expect(told.filter((rule) => isHighest(rule, told)).map(({ key }) => key)).toEqual(['followers_10000'])
  })

  it('have keys of their own', () => {
    expect(new Set(rules.map(({ key }) => key)).size).toBe(rules.length)
  })
})
