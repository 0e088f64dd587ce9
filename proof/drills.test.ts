import { expect, test } from 'vitest'
import { isToldInTime } from './drills/health-watch.ts'
import { slopeOf } from './drills/slope.ts'
import { soak } from './drills/soak.ts'
import { canMount, drillDiskFull } from './drills/sqlite-drills.ts'

// Some seconds of what no other test shows with the packed program; `npm run proof` runs every drill, and the whole of each.
// Killed workers and servers on PostgreSQL: `workers.test.ts` and `upgrade.test.ts`; a held lock and a database that is away:
// `proofs.test.ts` and `lost-database.test.ts`.
const seed = 20_261_130

test('whatever was acknowledged is there once, while the disk is full for a while', async () => {
  if (!canMount) return
  const result = await drillDiskFull({ users: 3, actMs: 2_000, fullMs: 1_500, seed, isSettling: false })
  expect(result.faults).toEqual([])
  expect(isToldInTime(result.health)).toBe(true)
  expect(result.acknowledged.connects).toBeGreaterThan(0)
  expect(result.events).toBeGreaterThan(result.acknowledged.connects)
}, 180_000)

test('a soak on one file ends processes, says what is used as it goes on, and finds all that was acknowledged', async () => {
  const lines: string[] = []
  const say = (line: string) => void lines.push(line)
  const result = await soak({ engine: 'sqlite', lastsMs: 4_000, everyMs: 500, users: 4, seed, say })
  expect(result.faults).toEqual([])
  expect(result.kills).toBeGreaterThan(0)
  expect(result.acknowledged.connects).toBeGreaterThan(0)
  expect(result.isFlat).toBeNull()
  expect(result.slopes).toMatchObject([{ role: 'all', rss: { perHour: expect.any(Number) } }])
  expect(lines.at(-1)).toMatch(
    /min {2}all: rss \d+ MB, heap \d+ MB, \d+ files; \d+ connects, .* events, database [\d.]+ MB/,
  )
}, 180_000)

test('the slope of a line is found, with how certain it is', () => {
  const points = Array.from({ length: 60 }, (_, minute) => ({ atMs: minute * 60_000, value: 100 + minute / 6 }))
  expect(slopeOf(points)).toEqual({ perHour: expect.closeTo(10, 6), plusMinus: expect.closeTo(0, 6) })
  // A saw that goes nowhere, as the heap between two collections.
  const saw = points.map(({ atMs }, index) => ({ atMs, value: 100 + (index % 10) }))
  const slope = slopeOf(saw)
  expect(Math.abs(slope?.perHour ?? Infinity)).toBeLessThan(slope?.plusMinus ?? 0)
  expect(slopeOf(points.slice(0, 2))).toBeNull()
})
