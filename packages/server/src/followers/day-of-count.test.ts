import { describe, expect, it } from 'vitest'
import { dayOfCount } from './day-of-count.ts'

describe('a count', () => {
  it.each([
    ['2026-11-17T08:00:00Z', 'the stroke of midnight in winter', { kind: 'closing', day: '2026-11-16' }, 0],
    ['2026-07-17T08:00:00Z', 'one in the morning in summer', { kind: 'closing', day: '2026-07-16' }, 1 / 24],
    ['2026-11-17T10:59:59.999Z', 'the last moment of the third hour', { kind: 'closing', day: '2026-11-16' }, 3 / 24],
    ['2026-11-17T11:00:00Z', 'the fourth hour', { kind: 'running', day: '2026-11-17' }, 3 / 24],
    ['2026-11-18T01:00:00Z', 'ten at night in São Paulo', { kind: 'running', day: '2026-11-17' }, 17 / 24],
    ['2026-11-18T07:59:59.999Z', 'the last moment of a day', { kind: 'running', day: '2026-11-17' }, 1],
    [
      '2027-03-14T10:30:00Z',
      'half past three on the day without two o’clock',
      { kind: 'closing', day: '2027-03-13' },
      2.5 / 23,
    ],
    ['2027-03-15T06:00:00Z', 'eleven at night of a day of 23 hours', { kind: 'running', day: '2027-03-14' }, 22 / 23],
    [
      '2026-11-01T09:30:00Z',
      'the second half past one of a day of 25 hours',
      { kind: 'closing', day: '2026-10-31' },
      2.5 / 25,
    ],
    ['2026-11-01T10:00:00Z', 'three hours into a day of 25 hours', { kind: 'running', day: '2026-11-01' }, 3 / 25],
  ])('of %s, %s, is %j', (instant, _name, expected, share) => {
    const place = dayOfCount(new Date(instant))
    expect(place).toMatchObject(expected)
    expect(place.share).toBeCloseTo(share, 6)
  })
})
