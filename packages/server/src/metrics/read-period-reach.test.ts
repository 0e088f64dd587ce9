import { describe, expect, it } from 'vitest'
import { periodReachOf, reachForRates } from './read-period-reach.ts'

const ends = { lastDay: '2026-11-15', previousLastDay: '2026-11-08' }
const read = (lastDay: string, reach: number, readAt: string) => ({ lastDay, reach, readAt: new Date(readAt) })

describe('the reach of a period', () => {
  it('is what Instagram said of it, beside the one before when both were read after they settled', () => {
    const stored = [read('2026-11-15', 90, '2026-11-19T08:00:00Z'), read('2026-11-08', 60, '2026-11-30T08:00:00Z')]
    expect(periodReachOf(stored, ends)).toEqual({
      value: 90,
      previous: 60,
      change: 30,
      changePercent: 50,
      isFinal: true,
      readAt: new Date('2026-11-19T08:00:00Z'),
    })
  })

  it.each<[string, [readAt: string, readBefore: string], number | null, boolean]>([
    ['as young', ['2026-11-16T08:00:00Z', '2026-11-09T09:30:00Z'], 30, false],
    ['older', ['2026-11-16T08:00:00Z', '2026-11-10T08:00:00Z'], null, false],
    ['settled', ['2026-11-18T07:59:59Z', '2026-11-12T08:00:00Z'], null, false],
    ['settled like this one', ['2026-11-19T08:00:00Z', '2026-11-12T08:00:00Z'], 30, true],
  ])('is compared with a reading that was %s', (_name, [readAt, readBefore], change, isFinal) => {
    const stored = [read('2026-11-08', 60, readBefore), read('2026-11-15', 90, readAt)]
    expect(periodReachOf(stored, ends)).toMatchObject({ value: 90, previous: 60, change, isFinal })
  })

  it('is null where it was never read', () => {
    expect(periodReachOf([read('2026-11-08', 60, '2026-11-12T08:00:00Z')], ends)).toEqual({
      value: null,
      previous: 60,
      change: null,
      changePercent: null,
      isFinal: false,
      readAt: null,
    })
  })
})

describe('an engagement rate is divided by the reach of a period', () => {
  const young = [read('2026-11-15', 90, '2026-11-16T08:00:00Z'), read('2026-11-08', 60, '2026-11-09T08:00:00Z')]

  it('on the day on which both were read, and not when its days have grown since', () => {
    expect(reachForRates(young, ends, new Date('2026-11-17T07:59:59Z'))).toEqual({ value: 90, previous: null })
    expect(reachForRates(young, ends, new Date('2026-11-17T08:00:00Z'))).toEqual({ value: null, previous: null })
  })

  it('at any time where it was read settled', () => {
    const settled = [read('2026-11-15', 90, '2026-11-19T08:00:00Z'), read('2026-11-08', 60, '2026-11-12T08:00:00Z')]
    expect(reachForRates(settled, ends, new Date('2027-11-16T08:00:00Z'))).toEqual({ value: 90, previous: 60 })
  })
})
