import { expect, it } from 'vitest'
import { ana, hour, sandbox, start, useSandbox } from '../../test/sandbox-fixture.ts'
import { addDays, startOfDay } from './days.ts'
import { startSandbox } from './index.ts'

useSandbox()

const today = '2026-11-16'
const truth = (day: string) => sandbox.control.truth(ana, day)

it('repeat with the seed and differ with another', async () => {
  const other = await startSandbox({ now: () => start })
  const third = await startSandbox({ now: () => start, seed: 'another' })
  const truths = [sandbox, other, third].map(({ control }) => control.truth('criador.leo', '2026-05-05'))
  expect(truths[1]).toEqual(truths[0])
  expect(truths[2]).not.toEqual(truths[0])
  await Promise.all([other.close(), third.close()])
})

it('agree with each other on every day of two years', () => {
  for (const { username } of sandbox.people) {
    let before = sandbox.control.truth(username, '2024-11-15').followers
    for (let day = '2024-11-16'; day <= today; day = addDays(day, 1)) {
      const numbers = sandbox.control.truth(username, day)
      const { followers, gained, lost, reach, views, accounts_engaged, total_interactions } = numbers
      const parts = (['likes', 'comments', 'saves', 'shares'] as const).map((name) => numbers[name] ?? 0)
      expect(followers).toBe(before + (gained ?? 0) - (lost ?? 0))
      expect(parts.reduce((sum, part) => sum + part)).toBeLessThanOrEqual(total_interactions ?? 0)
      expect(accounts_engaged).toBeLessThanOrEqual(reach ?? 0)
      expect(reach).toBeLessThanOrEqual(views ?? 0)
      before = followers
    }
  }
})

it('of today grow, and those of the last days are corrected', () => {
  const { control } = sandbox
  const morning = truth(today)
  control.advance(6 * hour)
  const evening = truth(today)
  expect(evening.reach).toBeGreaterThan(morning.reach ?? 0)
  control.setNow(startOfDay('2026-11-17'))
  const night = truth(today)
  control.setNow(startOfDay('2026-11-20'))
  const final = truth(today)
  expect(final.reach).toBeGreaterThan(night.reach ?? 0)
  control.setNow(startOfDay('2026-12-20'))
  expect(truth(today)).toEqual(final)
})

it('move the followers of all later days when gained is replaced', () => {
  const before = truth('2026-11-10')
  const { gained } = truth('2026-11-05')
  sandbox.control.setMetric(ana, 'gained', '2026-11-05', (gained ?? 0) + 1000)
  expect(truth('2026-11-10').followers).toBe(before.followers + 1000)
})
