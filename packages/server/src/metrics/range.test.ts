import { describe, expect, it } from 'vitest'
import { AppError } from '../errors.ts'
import { addDays } from '../instagram/index.ts'
import { metricsRangeInput, type MetricsRangeInput } from './contract.ts'
import { previousRange, resolveRange } from './range.ts'

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

  it('takes a range of as many years as there are', () => {
    const { first, days } = resolveRange({ startDate: '2010-10-06', endDate: '2026-11-15' }, now)
    expect([first, days.length]).toEqual(['2010-10-06', 5_885])
  })

  it('leaves the days before the first of Instagram out of a long range, and never fails for them', () => {
    for (const startDate of ['2010-10-05', '1970-01-01', '0001-01-01']) {
      expect(resolveRange({ startDate }, now)).toMatchObject({ first: '2010-10-06', last: '2026-11-14' })
    }
    expect(resolveRange({ startDate: '2010-01-01', endDate: '2010-01-31' }, now).days).toHaveLength(31)
    expect(resolveRange({ startDate: '1970-01-01', endDate: '2009-12-31' }, now).days).toHaveLength(731)
  })

  it('refuses a range that ends more than two years after today', () => {
    const ending = (endDate: string) => () => resolveRange({ startDate: '2026-11-01', endDate }, now)
    expect(ending(addDays('2026-11-15', 730))()).toMatchObject({ first: '2026-11-01' })
    expect(ending(addDays('2026-11-15', 731))).toThrow(AppError)
    expect(() => resolveRange({ startDate: '2040-01-01', endDate: '2043-01-01' }, now)).toThrow(AppError)
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

  it('takes the beginning for a first day, and not for a last one', () => {
    expect(metricsRangeInput.safeParse({ startDate: 'beginning' }).success).toBe(true)
    expect(metricsRangeInput.safeParse({ endDate: 'beginning' }).success).toBe(false)
  })

  it('takes a leap day only in a leap year', () => {
    expect(metricsRangeInput.safeParse({ startDate: '2028-02-29' }).success).toBe(true)
    expect(metricsRangeInput.safeParse({ startDate: '2026-02-29' }).success).toBe(false)
  })
})
