import { describe, expect, it } from 'vitest'
import { daysFrom } from '../instagram/days.ts'
import { growthOf } from './read-growth.ts'

type Snapshot = { followersCount: number; source: 'observed' | 'derived' }
const observed = (followersCount: number): Snapshot => ({ followersCount, source: 'observed' })
const derived = (followersCount: number): Snapshot => ({ followersCount, source: 'derived' })
const days = daysFrom('2026-11-01', '2026-11-04')

describe('growthOf', () => {
  it('counts each day against the day before, also the one before the range', () => {
    const snapshots = new Map([
      ['2026-10-31', derived(95)],
      ['2026-11-01', derived(100)],
      ['2026-11-02', observed(98)],
      ['2026-11-03', observed(110)],
      ['2026-11-04', observed(110)],
    ])
    expect(growthOf(days, snapshots)).toEqual({
      items: [
        { date: '2026-11-01', followers: 100, change: 5, derived: true },
        { date: '2026-11-02', followers: 98, change: -2, derived: false },
        { date: '2026-11-03', followers: 110, change: 12, derived: false },
        { date: '2026-11-04', followers: 110, change: 0, derived: false },
      ],
      net: 10,
      best: { date: '2026-11-03', change: 12 },
      worst: { date: '2026-11-02', change: -2 },
    })
  })

  it('knows nothing of a day that nobody counted, and no change beside it', () => {
    const growth = growthOf(
      days,
      new Map([
        ['2026-11-01', observed(100)],
        ['2026-11-03', observed(90)],
      ]),
    )
    expect(growth.items.map(({ followers, change }) => [followers, change])).toEqual([
      [100, null],
      [null, null],
      [90, null],
      [null, null],
    ])
    expect(growth).toMatchObject({ net: -10, best: null, worst: null })
  })

  it.each([
    ['nothing', []],
    ['one count', [['2026-11-02', observed(7)] as const]],
  ])('has no net of %s', (_name, entries) => {
    expect(growthOf(days, new Map(entries)).net).toBeNull()
  })

  it('takes zero followers for a count', () => {
    const growth = growthOf(
      days,
      new Map([
        ['2026-11-01', observed(2)],
        ['2026-11-02', observed(0)],
      ]),
    )
    expect(growth).toMatchObject({ net: -2, best: { change: -2 }, worst: { change: -2 } })
  })
})
