import { execFileSync, spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { makeRandom } from '../random.ts'
import { Crowd } from './crowd.ts'
import type { DrillSize } from './process-drills.ts'
import { HealthWatch, type Named } from './health-watch.ts'
import { reckon, type Reckoning } from './reckon.ts'
import { startWorld, until } from './world.ts'

// Under 200 MB free it counts as nearly full.
const diskBytes = 320 * 1024 * 1024

/** Whether a small disk can be made here: only root mounts one. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0

/** Somebody fills the disk that the SQLite file is on, and makes room again later. */
export async function drillDiskFull({
  users,
  actMs,
  seed,
  isSettling,
  fullMs,
}: DrillSize & { fullMs: number }): Promise<Reckoning & { health: Named; readyAgainMs: number | null }> {
  if (!canMount) throw new Error('A small disk is mounted for this, which only root may')
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', folder])
  try {
    const world = await startWorld({ engine: 'sqlite', folder })
    try {
      const serving = await world.serve()
      const crowd = new Crowd(world, { size: users, urls: () => [serving.url], random: makeRandom(seed) })
      const watch = new HealthWatch(world, serving, 'database_full')
      await pause(actMs / 2)
      const ballast = join(folder, 'ballast')
      fill(ballast)
      watch.begin()
      // What the log of the database still had room for is used up, too.
      for (const end = Date.now() + fullMs; Date.now() < end;) {
        await pause(500)
        fill(ballast)
      }
      rmSync(ballast)
      const since = Date.now()
      watch.end()
      const isReady = await until(async () => (await fetch(`${serving.url}/readyz`)).status === 200, 60_000)
      const readyAgainMs = isReady ? Date.now() - since : null
      const health = await watch.result()
      await pause(actMs / 2)
      await crowd.stop()
      return { ...(await reckon(world, crowd.acknowledged, { isSettling })), health, readyAgainMs }
    } finally {
      await world.close()
    }
  } finally {
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Writes until there is no room. */
function fill(path: string): void {
  const file = openSync(path, 'a')
  try {
    for (let size = 1024 * 1024; size >= 4096;) {
      try {
        if (writeSync(file, Buffer.alloc(size)) < size) size /= 2
      } catch {
        size /= 2
      }
    }
  } finally {
    closeSync(file)
  }
}

/** A foreign process holds SQLite's write lock: nobody writes meanwhile, everybody reads. */
export async function drillHeldLock({
  users,
  actMs,
  seed,
  isSettling,
  heldMs,
}: DrillSize & { heldMs: number }): Promise<
  Reckoning & {
    /** Reads of users while the lock was held. */
    heldReads: number
    p99Ms: number
    longestReadyMs: number
  }
> {
  const world = await startWorld({ engine: 'sqlite' })
  try {
    const serving = await world.serve()
    const crowd = new Crowd(world, { size: users, urls: () => [serving.url], random: makeRandom(seed) })
    await pause(actMs / 2)
    const reader = world.tokenOf('person-0')
    const holder = fileURLToPath(new URL('../lock-holder.ts', import.meta.url))
    const words = [
      '--conditions=source',
      '--no-warnings',
      holder,
      world.environment['DATABASE_URL'] ?? '',
      String(heldMs),
    ]
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = new Promise((resolve) => child.on('exit', resolve))
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()))
    const reads: number[] = []
    let longestReadyMs = 0
    for (const end = Date.now() + heldMs - 500; Date.now() < end;) {
      reads.push(await time(`${serving.url}/api/v1/social/instagram/metrics/`, reader))
      longestReadyMs = Math.max(longestReadyMs, await time(`${serving.url}/readyz`))
      await pause(20)
    }
    await ended
    await pause(actMs / 2)
    await crowd.stop()
    const sorted = reads.toSorted((a, b) => a - b)
    const p99Ms = Math.round(sorted[Math.floor(0.99 * sorted.length)] ?? Infinity)
    return {
      ...(await reckon(world, crowd.acknowledged, { isSettling })),
      heldReads: reads.length,
      p99Ms,
      longestReadyMs: Math.round(longestReadyMs),
    }
  } finally {
    await world.close()
  }
}

/** Milliseconds until the whole answer was there, whatever it says; without an answer within 30 s that long. */
async function time(url: string, token?: string): Promise<number> {
  const begun = performance.now()
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  await fetch(url, { headers, signal: AbortSignal.timeout(30_000) })
    .then((answer) => answer.arrayBuffer())
    .catch(() => undefined)
  return performance.now() - begun
}
