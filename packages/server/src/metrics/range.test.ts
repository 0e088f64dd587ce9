import { describe, expect, it } from 'vitest'
import { AppError } from '../errors.ts'
import { addDays } from '../instagram/index.ts'
import { metricsRangeInput, type MetricsRangeInput } from './contract.ts'
import { longestRangeDays, previousRange, resolveRange } from './range.ts'

// Still the 15th in Los Angeles.
const now = new Date('2026-11-16T07:59:59Z')

describe('resolveRange', () => {
  it.each<[MetricsRangeInput, string, string, number]>([
    [{}, '2026-10-16', '2026-11-14', 30],
    [{ startDate: '2026-11-10' }, '2026-11-10', '2026-11-14', 5],
    [{ endDate: '2026-03-10' }, '2026-02-09', '2026-03-10', 30],
    [{ startDate: '2026-03-07', endDate: '2026-03-09' }, '2026-03-07', '2026-03-09', 3],
    [{ startDate: '2026-11-15', endDate: '2026-11-15' }, '2026-11-15', '2026-11-15', 1],
    [{ startDate: '2026-12-24' }, '2026-12-24', '2026-12-24', 1],
  ])('reads %j as %s to %s, %i days', (input, first, last, length) => {
    const range = resolveRange(input, now)
    expect(range).toMatchObject({ first, last })
    expect(range.days).toHaveLength(length)
    expect([range.days[0], range.days.at(-1)]).toEqual([first, last])
  })

  it('ends with the last whole day of Los Angeles', () => {
    expect(resolveRange({}, new Date('2026-11-16T08:00:00Z')).last).toBe('2026-11-15')
  })

  it('allows two years and a day and no day more', () => {
    const endDate = '2026-11-15'
    expect(resolveRange({ startDate: addDays(endDate, 1 - longestRangeDays), endDate }, now).days).toHaveLength(731)
    expect(() => resolveRange({ startDate: addDays(endDate, -longestRangeDays), endDate }, now)).toThrow(AppError)
  })

  it('refuses a range that ends before it begins and names the field', () => {
    let thrown: unknown
    try {
      resolveRange({ startDate: '2026-11-02', endDate: '2026-11-01' }, now)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(AppError)
    expect(thrown).toMatchObject({ code: 'VALIDATION', field: 'startDate' })
  })

  it('refuses a range of thousands of years without counting its days', () => {
    expect(() => resolveRange({ startDate: '0001-01-01', endDate: '9999-12-31' }, now)).toThrow(AppError)
  })
})

describe('previousRange', () => {
  it.each([
    ['2026-03-07', '2026-03-09', '2026-03-04', '2026-03-06'],
    ['2026-11-01', '2026-11-01', '2026-10-31', '2026-10-31'],
    ['2026-11-01', '2026-11-30', '2026-10-02', '2026-10-31'],
  ])('before %s to %s lies %s to %s', (startDate, endDate, first, last) => {
    const range = resolveRange({ startDate, endDate }, now)
    const before = previousRange(range)
    expect(before).toMatchObject({ first, last })
    expect(before.days).toHaveLength(range.days.length)
  })
})

describe('the input of a range', () => {
  it.each(['2026-02-30', '2026-13-01', '2026-1-1', '20260101', '', 'today', '2026-11-01T00:00:00Z', '2026-11-01\n'])(
    'refuses %j as a day',
    (startDate) => {
      expect(metricsRangeInput.safeParse({ startDate }).success).toBe(false)
    },
  )

  it('takes a leap day only in a leap year', () => {
    expect(metricsRangeInput.safeParse({ startDate: '2028-02-29' }).success).toBe(true)
    expect(metricsRangeInput.safeParse({ startDate: '2026-02-29' }).success).toBe(false)
  })
})
