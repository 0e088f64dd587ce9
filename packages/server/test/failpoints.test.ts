import { expect, test } from 'vitest'
import { flows, sweep } from './failpoints/sweep.ts'

// Every step of each is swept by `npm run proof`.
test.each([
  ['connect', 5],
  ['sync', 29],
  ['refresh', 2],
] as const)(
  '%s that fails, ends or hangs at any step is done or can be done again, and nothing is doubled',
  async (name, stride) => {
    const { cases, faults } = await sweep(flows[name], { stride })
    expect(faults).toEqual([])
    expect(cases).toBeGreaterThan(3)
  },
  60_000,
)
