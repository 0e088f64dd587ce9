import { describe, expect, test } from 'vitest'
import { dayAxis } from '../src/react/charts/day-axis.ts'
import { placePosts } from '../src/react/charts/post-row.tsx'
import { openFrom } from '../src/react/charts/scales.ts'
import { axisTexts, valueAxis } from '../src/react/charts/value-axis.ts'
import { addDays } from '../src/react/data/range.ts'

const rows = 3
const plain = (texts: string[]) => texts.map((text) => text.replaceAll('\u00a0', ' '))

describe('the axis of values', () => {
  const countsTo = (...values: number[]) => valueAxis({ values, fromZero: true, unit: 'count', rows })
  const countsFrom = (...values: number[]) => valueAxis({ values, fromZero: false, unit: 'count', rows })
  const texts = (ticks: number[], locale: 'pt-BR' | 'en' = 'pt-BR') =>
    plain(axisTexts(ticks, { locale, unit: 'count' }))

  test.each([
    [1, ['0', '1']],
    [3, ['0', '1', '2', '3']],
    [12, ['0', '5', '10', '15']],
    [8_912, ['0', '5 mil', '10 mil']],
    [98_000, ['0', '50 mil', '100 mil']],
    [1_200_000, ['0', '500 mil', '1 mi', '1,5 mi']],
    [12_000_000, ['0', '5 mi', '10 mi', '15 mi']],
  ])('of counts up to %d', (most, expected) => {
    const { ticks, ends } = countsTo(0, most)

    expect(ends).toEqual([ticks[0], ticks.at(-1)])
    expect(texts(ticks)).toEqual(expected)
  })

  test('of a large number that hardly changes has no two alike names', () => {
    const { ticks } = countsFrom(11_999_850, 12_000_310)

    expect(new Set(texts(ticks)).size).toBe(ticks.length)
    expect(texts(ticks)).toContain('12.000.200')
    expect(texts([5_300_000, 5_350_000, 5_400_000], 'en')).toEqual(['5.3M', '5.35M', '5.4M'])
  })

  test('of a number that does not change has it in the middle, and of nothing at all still has a height', () => {
    expect(countsFrom(12, 12).ends).toEqual([11, 13])
    expect(countsTo(0, 0).ends).toEqual([0, 1])
    expect(countsTo().ends[1]).toBeGreaterThan(0)
    expect(countsFrom().ends).toEqual([0, 1])
  })

  test('of a rate is in percent, with as many decimals as its lines need', () => {
    const axis = (...values: number[]) => {
      const { ticks } = valueAxis({ values, fromZero: true, unit: 'percent', rows })
      return plain(axisTexts(ticks, { locale: 'pt-BR', unit: 'percent' }))
    }
    expect(axis(9.2, 11.4)).toEqual(['0%', '5%', '10%', '15%'])
    expect(axis(1.2)).toEqual(['0%', '0,5%', '1%', '1,5%'])
  })
})

describe('the axis of time', () => {
  const phone = 318
  const desktop = 1_040
  /** Days, or the first days of weeks, until 29 November 2026. */
  const until = (count: number, step = 1) =>
    Array.from({ length: count }, (_, index) => addDays('2026-11-29', (index + 1 - count) * step))
  const labels = (days: string[], width: number, font = 12) =>
    dayAxis({
      days,
      locale: 'pt-BR',
      width,
      font,
      x: (index) => 8 + (index / Math.max(1, days.length - 1)) * (width - 16),
    })
  const named = (...input: Parameters<typeof labels>) => labels(...input).map(({ text }) => text)

  test('names days of the week in a week, as many as fit', () => {
    expect(named(until(7), desktop)).toEqual(['seg 23', 'ter 24', 'qua 25', 'qui 26', 'sex 27', 'sáb 28', 'dom 29'])
    expect(named(until(7), phone)).toEqual(['seg 23', 'qua 25', 'sex 27', 'dom 29'])
  })

  test('names days in a month, evenly', () => {
    expect(named(until(30), phone)).toEqual(['6 de nov', '13 de nov', '20 de nov', '27 de nov'])
    const at = labels(until(90), phone).map(({ index }) => index)
    expect(new Set(at.slice(1).map((index, place) => index - (at[place] ?? 0))).size).toBe(1)
  })

  test('names months in a year, with the year at the first one and where it changes', () => {
    expect(named(until(53, 7), desktop)).toEqual([
      'dez 2025',
      'jan 2026',
      'fev',
      'mar',
      'abr',
      'mai',
      'jun',
      'jul',
      'ago',
      'set',
      'out',
      'nov',
    ])
    expect(named(until(53, 7), phone)).toEqual(['jan 2026', 'abr', 'jul', 'out'])
  })

  test('names years in many years', () => {
    expect(named(until(3_000), phone)).toEqual(['2020', '2022', '2024', '2026'])
  })

  test.each(
    [1, 2, 7, 30, 31, 90, 120, 121, 365, 800, 2_500].flatMap((count) =>
      [phone, 500, desktop].flatMap((width) => [12, 24].map((font) => [count, width, font] as const)),
    ),
  )('has no two words that touch or are alike: %d days on %d pixels with letters of %d', (count, width, font) => {
    const placed = labels(until(count), width, font)
    const widthOf = (text: string) => text.length * font * 0.55
    const edges = placed.map(({ at, text, anchor }) => {
      const start = at - { start: 0, middle: widthOf(text) / 2, end: widthOf(text) }[anchor]
      return [start, start + widthOf(text)] as const
    })

    expect(placed.length).toBeGreaterThan(0)
    for (const [place, [start]] of edges.entries()) expect(start).toBeGreaterThan(edges[place - 1]?.[1] ?? -1)
    expect(new Set(placed.map(({ text }) => text)).size).toBe(placed.length)
  })
})

test('the best post has its place on the axis, and those too close to it are counted with it', () => {
  const days = ['2026-11-27', '2026-11-28', '2026-11-29']
  const post = (id: string, date: string) => ({ id, date, name: id, pictureUrl: null, href: null })
  const posts = [
    post('best', '2026-11-28'),
    post('same day', '2026-11-28'),
    post('far', '2026-11-27'),
    post('gone', '2025-01-01'),
  ]
  const places = (room: number) =>
    placePosts({ posts, indexOf: (date) => days.indexOf(date), x: (index) => index * 40, room }).map(
      ({ post: { id }, others }) => [id, others.length],
    )

  expect(places(28)).toEqual([
    ['best', 1],
    ['far', 0],
  ])
  expect(places(60)).toEqual([['best', 2]])
})

test('what may still change are the newest points alone: one that is older and not final was not read again', () => {
  const points = (...states: ('final' | 'provisional' | 'partial' | 'derived')[]) =>
    states.map((state) => ({ date: '', value: 1, final: null, tentative: null, state, previous: null, alone: false }))

  expect(openFrom(points('final', 'provisional', 'final', 'provisional', 'provisional'))).toBe(3)
  expect(openFrom(points('final', 'partial'))).toBe(1)
  expect(openFrom(points('provisional', 'final'))).toBeNull()
  expect(openFrom(points('provisional'))).toBe(0)
})
