import { setTimeout as pause } from 'node:timers/promises'
import { makeRandom } from '../random.ts'
import { Crowd } from './crowd.ts'
import { listen } from './listener.ts'
import { query, reckon, type Reckoning } from './reckon.ts'
import type { Serving } from './serving.ts'
import { slopeOf, type Slope } from './slope.ts'
import { databaseSize, metricsToken, readVitals } from './vitals.ts'
import { startWorld, type Engine, type World } from './world.ts'

export interface SoakInput {
  engine: Engine
  lastsMs: number
  seed: number
  users: number
  /** Between two lines. */
  everyMs: number
  say: (line: string) => void
}

export interface SoakResult extends Reckoning {
  nights: number
  kills: number
  /** Of each process that was not killed, in MB an hour; `null` where there were too few lines. */
  slopes: { role: string; rss: Slope | null; heap: Slope | null }[]
  /** Whether no memory grows by more than the limit, as far as can be said; `null` when it lasted too short. */
  isFlat: boolean | null
}

const listeners = 5
/** Memory settles at first, and so does the compiler. */
const settlingShare = 1 / 3
const leastMs = 20 * 60_000
/** Less can not be told from noise within an hour. */
const growthLimitMbPerHour = 20

/**
 * An installation lives: users write and read, streams listen, there is a night every minute, and processes beside those
 * that are measured are killed again and again. Prints what is used as it goes on, and holds all that was acknowledged
 * against what is there in the end.
 */
export async function soak({ engine, lastsMs, seed, users, everyMs, say }: SoakInput): Promise<SoakResult> {
  const nightly = { SYNC_CRON: '* * * * *', TOKEN_REFRESH_CRON: '* * * * *', METRICS_TOKEN: metricsToken }
  const world = await startWorld({ engine, settings: nightly })
  try {
    const random = makeRandom(seed)
    const roles = engine === 'sqlite' ? (['all'] as const) : (['web', 'worker'] as const)
    const measured: Serving[] = []
    const killed: Serving[] = []
    for (const role of roles) measured.push(await world.serve(role))
    for (const role of roles) killed.push(await world.serve(role))
    const urls = () => [...measured, ...killed].filter(({ role }) => role !== 'worker').map(({ url }) => url)
    // About ten connections a person and hour: above twenty all would be refused, and in the end nobody be connected.
    const crowd = new Crowd(world, { size: users, urls, random, pauseMs: 1_000, disconnects: 0.004 })
    const ended = new AbortController()
    const streams = Array.from({ length: listeners }, (_, index) =>
      listen({ url: String(measured[0]?.url), token: world.tokenOf(`person-${index}`), ended: ended.signal }),
    )
    const series = measured.map((serving) => ({ serving, points: [] as { atMs: number; rss: number; heap: number }[] }))
    const begun = Date.now()
    let kills = 0
    const killing = (async () => {
      while (!ended.signal.aborted) {
        await pause((0.5 + random()) * Math.min(60_000, lastsMs / 6), undefined, { signal: ended.signal }).catch(
          () => undefined,
        )
        if (ended.signal.aborted) return
        await killOne(world, killed, random)
        kills += 1
      }
    })()
    for (const end = begun + lastsMs; Date.now() < end;) {
      await pause(everyMs)
      await measure({ world, crowd, series, begun, kills, say })
    }
    ended.abort()
    await killing
    await crowd.stop()
    await Promise.all(streams)
    const [nights] = await query(
      world,
      "SELECT count(*) AS n FROM job_slots WHERE job = 'sync' AND finished_at IS NOT NULL",
    )
    const slopes = series.map(({ serving, points }) => {
      const settled = points.filter(({ atMs }) => atMs >= settlingShare * lastsMs)
      const of = (value: 'rss' | 'heap') => slopeOf(settled.map((point) => ({ atMs: point.atMs, value: point[value] })))
      return { role: serving.role, rss: of('rss'), heap: of('heap') }
    })
    const grows = slopes.some(({ rss, heap }) => [rss, heap].some((slope) => isSteep(slope)))
    return {
      ...(await reckon(world, crowd.acknowledged, { isSettling: lastsMs >= leastMs })),
      nights: Number(nights?.['n'] ?? 0),
      kills,
      slopes,
      isFlat: lastsMs < leastMs ? null : !grows,
    }
  } finally {
    await world.close()
  }
}

/** Certainly steeper than the limit. */
function isSteep(slope: Slope | null): boolean {
  return slope !== null && slope.perHour - slope.plusMinus > growthLimitMbPerHour
}

async function killOne(world: World, killed: Serving[], random: () => number): Promise<void> {
  const place = Math.floor(random() * killed.length)
  const old = killed[place]
  if (old === undefined) return
  old.child.kill(random() < 0.5 ? 'SIGTERM' : 'SIGKILL')
  await old.exit
  killed[place] = await world.serve(old.role as 'all', { PORT: new URL(old.url).port })
}

async function measure({
  world,
  crowd,
  series,
  begun,
  kills,
  say,
}: {
  world: World
  crowd: Crowd
  series: { serving: Serving; points: { atMs: number; rss: number; heap: number }[] }[]
  begun: number
  kills: number
  say: (line: string) => void
}): Promise<void> {
  const atMs = Date.now() - begun
  const words: string[] = []
  for (const { serving, points } of series) {
    const { rss, heap, files } = await readVitals(serving)
    points.push({ atMs, rss, heap })
    words.push(`${serving.role}: rss ${rss.toFixed(0)} MB, heap ${heap.toFixed(0)} MB, ${files} files`)
  }
  const { connects, syncs, reads } = crowd.acknowledged
  const sorted = reads.splice(0).toSorted((one, other) => one - other)
  const p99 = sorted[Math.floor(0.99 * sorted.length)] ?? 0
  const [events] = await query(world, 'SELECT max(sequence) AS n FROM events')
  const size = await databaseSize(world)
  const work = `${connects} connects, ${syncs.size} syncs, ${sorted.length} reads (p99 ${p99.toFixed(0)} ms)`
  const stored = `${Number(events?.['n'] ?? 0)} events, database ${size.toFixed(1)} MB, ${kills} kills`
  say(`${(atMs / 60_000).toFixed(1)} min  ${words.join('; ')}; ${work}; ${stored}`)
}
