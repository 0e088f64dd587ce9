import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { makeRandom } from '../random.ts'
import { Crowd } from './crowd.ts'
import type { DrillSize } from './process-drills.ts'
import { HealthWatch, type Named } from './health-watch.ts'
import { query, reckon, type Reckoning } from './reckon.ts'
import { startWorld, until, type Engine } from './world.ts'

const libraries = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1',
]
const library = libraries.find((path) => existsSync(path))

/** Whether a process can be given a wrong clock here, by libfaketime. */
export const canFakeTime = library !== undefined

const aheadDays = 365

/** The clock of the process that works is a year ahead for a while, and right again. */
export async function drillClock(
  engine: Engine,
  { users, actMs, seed, isSettling }: DrillSize,
): Promise<Reckoning & { health: Named; datedAhead: number; isNightAgain: boolean }> {
  if (library === undefined) throw new Error('libfaketime is not installed here')
  const world = await startWorld({ engine })
  const folder = mkdtempSync(join(tmpdir(), 'clock-'))
  const file = join(folder, 'time')
  const setAhead = (days: number) => {
    // In one step: the library reads it at any moment.
    writeFileSync(`${file}.new`, `+${days}d\n`)
    renameSync(`${file}.new`, file)
  }
  try {
    setAhead(0)
    const wrong = {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      // Only what the clock on the wall says is wrong.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
      // A night every minute.
      TOKEN_REFRESH_CRON: '* * * * *',
      SYNC_CRON: '* * * * *',
    }
    const worker = await world.serve(engine === 'sqlite' ? 'all' : 'worker', wrong)
    const web = engine === 'sqlite' ? worker : await world.serve('web', { ...wrong, LD_PRELOAD: '' })
    const crowd = new Crowd(world, { size: users, urls: () => [web.url], random: makeRandom(seed) })
    const watch = new HealthWatch(world, web, 'clock_wrong')
    await pause(actMs / 2)
    watch.begin()
    setAhead(aheadDays)
    // Over at least one tick of the background, which begins what is due by this clock.
    await pause(Math.max(70_000, actMs / 4))
    setAhead(0)
    watch.end()
    const health = await watch.result(240_000)
    const since = Date.now()
    const nights = () =>
      query(
        world,
        "SELECT due_at FROM job_slots WHERE job = 'sync' AND finished_at IS NOT NULL ORDER BY due_at DESC LIMIT 1",
      )
    const isNightAgain = await until(async () => {
      const due = (await nights())[0]?.['due_at']
      const at = new Date(due as never).getTime()
      return at >= since - 60_000 && at <= Date.now()
    }, 150_000)
    await pause(actMs / 2)
    await crowd.stop()
    const far = Date.now() + 7 * 86_400_000
    const slots = await query(world, 'SELECT due_at FROM job_slots')
    const datedAhead = slots.filter((row) => new Date(row['due_at'] as never).getTime() > far).length
    return { ...(await reckon(world, crowd.acknowledged, { isSettling })), health, datedAhead, isNightAgain }
  } finally {
    await world.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
