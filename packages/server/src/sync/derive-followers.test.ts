import { describe, expect, it } from 'vitest'
import { deriveFollowers } from './derive-followers.ts'

const anchor = { day: '2026-11-16', followersCount: 1_000 }

describe('deriveFollowers', () => {
  it('takes away what a day gained and gives back what it lost', () => {
    const days = [
      { day: '2026-11-14', follows: 0, unfollows: 4 },
      { day: '2026-11-16', follows: 10, unfollows: 3 },
      { day: '2026-11-15', follows: 5, unfollows: 5 },
    ]
    expect(deriveFollowers(anchor, days)).toEqual([
      { day: '2026-11-15', followersCount: 993 },
      { day: '2026-11-14', followersCount: 993 },
      { day: '2026-11-13', followersCount: 997 },
    ])
  })

  it.each([
    ['is not stored', undefined],
    ['gained nobody knows how many', { day: '2026-11-15', follows: null, unfollows: 2 }],
    ['lost nobody knows how many', { day: '2026-11-15', follows: 2, unfollows: null }],
  ])('stops at a day that %s, and bridges no gap', (_name, gap) => {
    const days = [
      { day: '2026-11-16', follows: 1, unfollows: 0 },
      ...(gap ? [gap] : []),
      { day: '2026-11-14', follows: 1, unfollows: 0 },
    ]
    expect(deriveFollowers(anchor, days)).toEqual([{ day: '2026-11-15', followersCount: 999 }])
  })

  it('derives nothing when the gain of the counted day itself is unknown', () => {
    expect(deriveFollowers(anchor, [{ day: '2026-11-15', follows: 1, unfollows: 1 }])).toEqual([])
  })

  it('never goes below zero followers', () => {
    const days = [
      { day: '2026-11-16', follows: 2, unfollows: 0 },
      { day: '2026-11-15', follows: 2, unfollows: 0 },
    ]
    expect(deriveFollowers({ day: '2026-11-16', followersCount: 2 }, days)).toEqual([
      { day: '2026-11-15', followersCount: 0 },
    ])
  })

  it('steps over the change of the clocks day by day', () => {
    const days = ['2026-11-02', '2026-11-01'].map((day) => ({ day, follows: 1, unfollows: 0 }))
    expect(deriveFollowers({ day: '2026-11-02', followersCount: 9 }, days).map(({ day }) => day)).toEqual([
      '2026-11-01',
      '2026-10-31',
    ])
  })
})
