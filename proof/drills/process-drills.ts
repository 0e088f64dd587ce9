import { setTimeout as pause } from 'node:timers/promises'
import { makeRandom } from '../random.ts'
import { Crowd } from './crowd.ts'
import { HealthWatch, type Named } from './health-watch.ts'
import { reckon, type Reckoning } from './reckon.ts'
import type { Serving } from './serving.ts'
import { startWorld, type Engine } from './world.ts'

export interface DrillSize {
  users: number
  /** How long users act, in milliseconds. */
  actMs: number
  seed: number
  /** Whether what is open in the end is waited for. */
  isSettling: boolean
}

/** Ends processes by SIGTERM and SIGKILL at random moments, and starts each again at its place. */
export async function drillKills(
  engine: Engine,
  { users, actMs, seed, isSettling }: DrillSize,
): Promise<Reckoning & { kills: { term: number; kill: number } }> {
  const world = await startWorld({ engine })
  try {
    const random = makeRandom(seed)
    const roles = engine === 'sqlite' ? (['all'] as const) : (['web', 'worker', 'worker'] as const)
    const running: Serving[] = []
    for (const role of roles) running.push(await world.serve(role))
    const crowd = new Crowd(world, { size: users, urls: () => webOf(running), random })
    const kills = { term: 0, kill: 0 }
    for (const end = Date.now() + actMs; Date.now() < end;) {
      await pause((0.5 + random()) * Math.min(actMs / 10, 8_000))
      const place = Math.floor(random() * running.length)
      const old = running[place]
      if (old === undefined) continue
      const signal = random() < 0.5 ? 'SIGTERM' : 'SIGKILL'
      kills[signal === 'SIGTERM' ? 'term' : 'kill'] += 1
      old.child.kill(signal)
      await old.exit
      running[place] = await world.serve(old.role as 'all', { PORT: new URL(old.url).port })
    }
    await crowd.stop()
    return { ...(await reckon(world, crowd.acknowledged, { isSettling })), kills }
  } finally {
    await world.close()
  }
}

const webOf = (running: readonly Serving[]) => running.filter(({ role }) => role !== 'worker').map(({ url }) => url)

/** PostgreSQL is restarted as an operator does, as a power cut does, and is away for a while. */
export async function drillDatabaseRestarts({
  users,
  actMs,
  seed,
  isSettling,
  awayMs,
}: DrillSize & { awayMs: number }): Promise<Reckoning & { health: Named; died: number }> {
  const world = await startWorld({ engine: 'postgres' })
  const { server } = world
  if (server === undefined) throw new Error('PostgreSQL is not installed here')
  try {
    const running = [await world.serve('web'), await world.serve('worker')]
    const crowd = new Crowd(world, { size: users, urls: () => webOf(running), random: makeRandom(seed) })
    const watch = new HealthWatch(world, running[0] as Serving, 'database_unreachable')
    await pause(actMs / 4)
    server.shutDown()
    server.start()
    await pause(actMs / 4)
    server.restart()
    await pause(actMs / 4)
    watch.begin()
    server.crash()
    await pause(awayMs)
    server.start()
    watch.end()
    const health = await watch.result()
    await pause(actMs / 4)
    await crowd.stop()
    const died = running.filter(({ child }) => child.exitCode !== null || child.signalCode !== null).length
    return { ...(await reckon(world, crowd.acknowledged, { isSettling })), health, died }
  } finally {
    await world.close()
  }
}
