import { describe, expect, it } from 'vitest'
import { readSplits } from './split-answers.ts'

const answer = (breakdowns: unknown, more: Record<string, unknown> = {}) => [
  { name: 'views', period: 'day', total_value: { ...more, ...(breakdowns !== undefined && { breakdowns }) } },
]
const by = (dimension_keys: unknown, ...results: unknown[]) => [{ dimension_keys, results }]
const row = (name: string, value: unknown) => ({ dimension_values: [name], value })
const read = (data: unknown[]) => readSplits(data, ['views', 'reach'], 'media_product_type').get('views')

describe('what a number is made of', () => {
  it('is read by the names of Instagram, whatever their case, with the number itself', () => {
    const rows = [row('REEL', 60), row('post', 40), row('NEW_KIND', 1)]
    expect(read(answer(by(['media_product_type'], ...rows), { value: 101 }))).toEqual({
      categories: { REEL: 60, POST: 40, NEW_KIND: 1 },
      total: 101,
    })
  })

  it.each([
    ['before the dimension', ['timeframe', 'media_product_type'], ['DAY', 'REEL']],
    ['after it', ['media_product_type', 'timeframe'], ['REEL', 'DAY']],
    ['without keys', undefined, ['REEL']],
  ])('is read where the dimension stands: the timeframe %s', (_name, keys, dimension_values) => {
    expect(read(answer(by(keys, { dimension_values, value: 7 })))?.categories).toEqual({ REEL: 7 })
  })

  it('is nothing of any category where the breakdown is empty', () => {
    expect(read(answer(by(['media_product_type'])))).toEqual({ categories: {}, total: undefined })
    expect(read(answer([{ dimension_keys: ['media_product_type'] }], { value: 0 }))).toEqual({
      categories: {},
      total: 0,
    })
  })

  it.each([
    ['without breakdowns', answer(undefined, { value: 5 })],
    ['with none', answer([], { value: 5 })],
    ['by something else', answer(by(['follow_type'], row('FOLLOWER', 5)))],
    ['without a total', [{ name: 'views', period: 'day' }]],
    ['about another period', [{ ...answer(by(['media_product_type'], row('REEL', 5)))[0], period: 'week' }]],
    ['of other metrics only', [{ name: 'likes', period: 'day', total_value: { breakdowns: by([], row('REEL', 5)) } }]],
    ['with a row without a number', answer(by(['media_product_type'], row('REEL', 5), { dimension_values: ['POST'] }))],
    ['with a row of text', answer(by(['media_product_type'], row('REEL', '5')))],
    ['with a row below 0', answer(by(['media_product_type'], row('REEL', -5)))],
    ['with a row without a name', answer(by(['media_product_type'], row('REEL', 5), { value: 3 }))],
    ['with a row that is none', answer(by(['media_product_type'], row('REEL', 5), null))],
    ['with two numbers for one category', answer(by(['media_product_type'], row('REEL', 5), row('reel', 6)))],
  ])('is unknown from an answer %s', (_name, data) => {
    expect(read(data)).toBeUndefined()
  })
})
