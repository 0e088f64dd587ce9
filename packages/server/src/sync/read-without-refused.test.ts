import { describe, expect, it } from 'vitest'
import { GraphFailure, metricsOfForm } from '../instagram/index.ts'
import { readWithoutRefused } from './read-without-refused.ts'

type Ask = (metrics: readonly string[]) => Promise<Map<string, number>>

/** An Instagram that refuses some metrics, and says which or does not. */
function refusing(bad: readonly string[], names: 'one' | 'all' | 'none'): { ask: Ask; asked: string[][] } {
  const asked: string[][] = []
  const ask: Ask = (metrics) => {
    asked.push([...metrics])
    const refused = metrics.filter((metric) => bad.includes(metric))
    if (refused.length > 0) {
      const refusedNames = names === 'none' ? [] : names === 'one' ? refused.slice(0, 1) : refused
      return Promise.reject(
        new GraphFailure('unsupported_metric', 'GET me/insights', { httpStatus: 400, code: 100, refusedNames }),
      )
    }
    return Promise.resolve(new Map(metrics.map((metric, index) => [metric, index])))
  }
  return { ask, asked }
}

describe('readWithoutRefused', () => {
  it('asks for everything at once when nothing is refused', async () => {
    const { ask, asked } = refusing([], 'none')
    const totals = await readWithoutRefused(ask, { metrics: metricsOfForm('day_total'), refused: new Set() })
    expect(asked).toEqual([metricsOfForm('day_total')])
    expect([...totals.keys()]).toEqual(metricsOfForm('day_total'))
  })

  it('asks again without the metric that Instagram names', async () => {
    const { ask, asked } = refusing(['b'], 'one')
    const refused = new Set<string>()
    const totals = await readWithoutRefused(ask, { refused, metrics: ['a', 'b', 'c'] })
    expect(asked).toEqual([
      ['a', 'b', 'c'],
      ['a', 'c'],
    ])
    expect([...totals.keys()]).toEqual(['a', 'c'])
    expect([...refused]).toEqual(['b'])
  })

  it.each([
    [['a']],
    [['h']],
    [['a', 'h']],
    [['c', 'd', 'e']],
    [['a', 'b', 'c', 'd', 'e', 'f', 'g']],
    [['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']],
  ])('finds %j by halving when Instagram names none', async (bad) => {
    const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    const { ask, asked } = refusing(bad, 'none')
    const refused = new Set<string>()
    const totals = await readWithoutRefused(ask, { refused, metrics: all })
    expect([...refused].toSorted()).toEqual(bad)
    expect([...totals.keys()].toSorted()).toEqual(all.filter((metric) => !bad.includes(metric)))
    expect(asked.length).toBeLessThanOrEqual(2 * all.length - 1)
  })

  it('halves when the text names all of them, since it can not be right about each', async () => {
    const { ask } = refusing(['a', 'b'], 'all')
    const refused = new Set<string>()
    expect((await readWithoutRefused(ask, { refused, metrics: ['a', 'b'] })).size).toBe(0)
    expect([...refused].toSorted()).toEqual(['a', 'b'])
  })

  it('does not ask for what was refused before', async () => {
    const { ask, asked } = refusing(['b'], 'none')
    await readWithoutRefused(ask, { refused: new Set(['b']), metrics: ['a', 'b'] })
    expect(asked).toEqual([['a']])
  })

  it('asks nothing at all when everything was refused before', async () => {
    const { ask, asked } = refusing([], 'none')
    expect((await readWithoutRefused(ask, { refused: new Set(['a']), metrics: ['a'] })).size).toBe(0)
    expect(asked).toEqual([])
  })

  it('lets every other failure through and blames no metric for it', async () => {
    const failure = new GraphFailure('rate_limited', 'GET me/insights')
    const refused = new Set<string>()
    const limited: Ask = () => Promise.reject(failure)
    await expect(readWithoutRefused(limited, { refused, metrics: ['a', 'b'] })).rejects.toBe(failure)
    expect(refused.size).toBe(0)
  })

  it('finds a metric that is refused in words nobody knows, as long as others are answered', async () => {
    const ask: Ask = (metrics) =>
      metrics.includes('profile_views')
        ? Promise.reject(new GraphFailure('rejected', 'GET me/insights', { httpStatus: 400, code: 100 }))
        : Promise.resolve(new Map(metrics.map((metric, index) => [metric, index])))
    const refused = new Set<string>()
    const totals = await readWithoutRefused(ask, { metrics: metricsOfForm('day_total'), refused })

    expect([...refused]).toEqual(['profile_views'])
    expect(totals.size).toBe(metricsOfForm('day_total').length - 1)
  })

  it('blames no metric when not one is answered', async () => {
    const refusal = new GraphFailure('rejected', 'GET me/insights', { httpStatus: 400, code: 100 })
    const refused = new Set<string>()

    await expect(
      readWithoutRefused(() => Promise.reject(refusal), { metrics: ['views', 'likes', 'shares'], refused }),
    ).rejects.toBe(refusal)
    expect([...refused]).toEqual([])
  })
})
