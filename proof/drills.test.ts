import { expect, test } from 'vitest'
import { findPostgres } from '../packages/db/test/start-postgres.ts'
import { runDrill, type DrillName } from './drills/drills.ts'
import { slopeOf } from './drills/slope.ts'
import { soak } from './drills/soak.ts'
import { canMount } from './drills/sqlite-drills.ts'

// Some seconds of each drill, with the packed program; `npm run proof` runs the whole, and those of the clock.
const seed = 20_261_130
const hasPostgres = findPostgres() !== undefined

test.each<[what: string, name: DrillName, isPossible: boolean]>([
  ['processes on one file are ended again and again', 'kills-sqlite', true],
  ['web and workers on one server are ended again and again', 'kills-postgres', hasPostgres],
  ['PostgreSQL restarts and is away', 'database-restarts', hasPostgres],
  ['the disk is full for a while', 'disk-full', canMount],
  ['another process holds the write lock', 'held-lock', true],
])(
  'whatever was acknowledged is there once, while %s',
  async (_what, name, isPossible) => {
    if (!isPossible) return
    const { faults, acknowledged, events } = await runDrill(name, { seed, isWhole: false })
    expect(faults).toEqual([])
    expect(acknowledged.connects).toBeGreaterThan(0)
    expect(events).toBeGreaterThan(acknowledged.connects)
  },
  180_000,
)

test('a soak says what is used as it goes on, and finds all that was acknowledged', async () => {
  const lines: string[] = []
  const say = (line: string) => void lines.push(line)
  const result = await soak({ engine: 'sqlite', lastsMs: 6_000, everyMs: 500, users: 6, seed, say })
  expect(result.faults).toEqual([])
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
