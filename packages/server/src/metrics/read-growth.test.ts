import type { followerDays } from '@instagram-dashboard/db'
import { describe, expect, it } from 'vitest'
import { growthOf } from './read-growth.ts'

const days = ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04']
const stored = (changes: (number | null)[], first = 100): followerDays.GrowthRow[] => {
  let followers = first
  return changes.map((change, index) => ({
    day: days[index] ?? '',
    followers: (followers += change ?? 0),
    change,
    isFinal: index < 2,
    isDerived: index === 0,
    isEstimated: index > 2,
    follows: Math.max(change ?? 0, 0) + 4,
    unfollows: Math.max(-(change ?? 0), 0) + 4,
  }))
}

describe('growthOf', () => {
  it('shows each day as it was worked out, and the best and the worst of them', () => {
    expect(growthOf(days, stored([5, -2, 12, 0]))).toEqual({
      points: [
        {
          date: '2026-11-01',
          followers: 105,
          change: 5,
          gained: 9,
          lost: 4,
          isFinal: true,
          isDerived: true,
          isEstimated: false,
        },
        {
          date: '2026-11-02',
          followers: 103,
          change: -2,
          gained: 4,
          lost: 6,
          isFinal: true,
          isDerived: false,
          isEstimated: false,
        },
        {
          date: '2026-11-03',
          followers: 115,
          change: 12,
          gained: 16,
          lost: 4,
          isFinal: false,
          isDerived: false,
          isEstimated: false,
        },
        {
          date: '2026-11-04',
          followers: 115,
          change: 0,
          gained: null,
          lost: null,
          isFinal: false,
          isDerived: false,
          isEstimated: true,
        },
      ],
      net: 15,
      best: { date: '2026-11-03', change: 12 },
      worst: { date: '2026-11-02', change: -2 },
    })
  })

  it('says who came and who went where that is what the change says', () => {
    const [first] = stored([5])
    const pointOf = (changes: Partial<followerDays.GrowthRow>) =>
      growthOf(days, first ? [{ ...first, follows: 9, unfollows: 4, ...changes }] : []).points[0]

    expect(pointOf({})).toMatchObject({ change: 5, gained: 9, lost: 4 })
    expect(pointOf({ isEstimated: true })).toMatchObject({ change: 5, gained: null, lost: null })
    // What was read of half a day, beside the change of a whole one.
    expect(pointOf({ follows: 3 })).toMatchObject({ change: 5, gained: null, lost: null })
    expect(pointOf({ change: null })).toMatchObject({ change: null, gained: null, lost: null })
    expect(pointOf({ follows: null, unfollows: null })).toMatchObject({ gained: null, lost: null })
  })

  it('has the sum of the changes that it shows for net, whatever the totals are', () => {
    const deleted = stored([5, null, 12]).map((day, index) => (index > 0 ? { ...day, followers: 40 } : day))
    expect(growthOf(days, deleted)).toMatchObject({ net: 17, best: { change: 12 }, worst: { change: 5 } })
  })

  it('knows nothing of a day that is not stored', () => {
    const growth = growthOf(days, stored([5]))
    expect(growth.points.slice(1)).toEqual(
      days.slice(1).map((date) => ({
        date,
        followers: null,
        change: null,
        gained: null,
        lost: null,
        isFinal: false,
        isDerived: false,
        isEstimated: false,
      })),
    )
    expect(growth).toMatchObject({ net: 5, best: { date: '2026-11-01' }, worst: { date: '2026-11-01' } })
  })

  it.each([
    ['nothing', []],
    ['a total alone', stored([null])],
  ])('has no net of %s', (_name, some) => {
    expect(growthOf(days, some)).toMatchObject({ net: null, best: null, worst: null })
  })

  it('of equal days calls the first the best and the last the worst', () => {
    expect(growthOf(days, stored([3, 3, 3]))).toMatchObject({
      best: { date: '2026-11-01' },
      worst: { date: '2026-11-03' },
    })
  })
})
