import { describe, expect, it } from 'vitest'
import { GraphFailure } from '../instagram/failure.ts'
import type { GraphSession } from '../instagram/graph-client.ts'
import { metricsOfForm } from '../instagram/metric-catalogue.ts'
import { readTotalsWithout } from './read-totals.ts'

const unused = () => Promise.reject(new Error('Not asked for here'))
const day = '2026-11-10'

/** An Instagram that refuses some metrics, and says which or does not. */
function sessionRefusing(
  bad: readonly string[],
  names: 'one' | 'all' | 'none',
): { session: GraphSession; asked: string[][] } {
  const asked: string[][] = []
  const session: GraphSession = {
    profile: unused,
    series: unused,
    followsAndUnfollows: unused,
    revoke: unused,
    dayTotals: (metrics) => {
      asked.push([...metrics])
      const refused = metrics.filter((metric) => bad.includes(metric))
      if (refused.length > 0) {
        const refusedMetrics = names === 'none' ? [] : names === 'one' ? refused.slice(0, 1) : refused
        return Promise.reject(new GraphFailure('unsupported_metric', 'GET me/insights', { code: 100, refusedMetrics }))
      }
      return Promise.resolve({ totals: new Map(metrics.map((metric, index) => [metric, index])), omitted: [] })
    },
  }
  return { session, asked }
}

describe('readTotalsWithout', () => {
  it('asks for everything at once when nothing is refused', async () => {
    const { session, asked } = sessionRefusing([], 'none')
    const totals = await readTotalsWithout(session, { day, refused: new Set() })
    expect(asked).toEqual([metricsOfForm('day_total')])
    expect([...totals.keys()]).toEqual(metricsOfForm('day_total'))
  })

  it('asks again without the metric that Instagram names', async () => {
    const { session, asked } = sessionRefusing(['b'], 'one')
    const refused = new Set<string>()
    const totals = await readTotalsWithout(session, { day, refused, metrics: ['a', 'b', 'c'] })
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
    const { session, asked } = sessionRefusing(bad, 'none')
    const refused = new Set<string>()
    const totals = await readTotalsWithout(session, { day, refused, metrics: all })
    expect([...refused].toSorted()).toEqual(bad)
    expect([...totals.keys()]).toEqual(all.filter((metric) => !bad.includes(metric)))
    expect(asked.length).toBeLessThanOrEqual(2 * all.length - 1)
  })

  it('halves when the text names all of them, since it can not be right about each', async () => {
    const { session } = sessionRefusing(['a', 'b'], 'all')
    const refused = new Set<string>()
    expect((await readTotalsWithout(session, { day, refused, metrics: ['a', 'b'] })).size).toBe(0)
    expect([...refused].toSorted()).toEqual(['a', 'b'])
  })

  it('does not ask for what was refused before', async () => {
    const { session, asked } = sessionRefusing(['b'], 'none')
    await readTotalsWithout(session, { day, refused: new Set(['b']), metrics: ['a', 'b'] })
    expect(asked).toEqual([['a']])
  })

  it('asks nothing at all when everything was refused before', async () => {
    const { session, asked } = sessionRefusing([], 'none')
    expect((await readTotalsWithout(session, { day, refused: new Set(['a']), metrics: ['a'] })).size).toBe(0)
    expect(asked).toEqual([])
  })

  it('lets every other failure through and blames no metric for it', async () => {
    const failure = new GraphFailure('rate_limited', 'GET me/insights')
    const { session } = sessionRefusing([], 'none')
    const refused = new Set<string>()
    const limited: GraphSession = { ...session, dayTotals: () => Promise.reject(failure) }
    await expect(readTotalsWithout(limited, { day, refused, metrics: ['a', 'b'] })).rejects.toBe(failure)
    expect(refused.size).toBe(0)
  })
})
