import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Benchmark, Row } from './benchmark.ts'
import { key, makeDueAccounts } from './due-accounts.ts'
import { median } from './interleave.ts'
import { startQuickInstagram } from './quick-instagram.ts'

const size = 100_000
const early = { from: 0.08 * size, to: 0.12 * size }
const late = { from: 0.94 * size, to: size }

export const sweepMemory: Benchmark = {
  ids: ['sweepMemory'],
  what: `memory of a sweep over ${size} tokens: growth from the first tenth to the end, each asked for once`,
  goals: { sweepMemory: { figure: 'value', atMost: 50 } },
  run: measure,
}

async function measure(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-memory-'))
  const instagram = await startQuickInstagram()
  try {
    const file = join(folder, 'sweep.db')
    await makeDueAccounts(file, size)
    const { samples, refreshed } = await sweep(file, instagram)
    const { asked, askedTwice } = await instagram.report()
    if (refreshed !== size || asked !== size || askedTwice > 0) {
      throw new Error(`Of ${size} accounts ${asked} were asked for, ${askedTwice} twice, ${refreshed} refreshed`)
    }
    const heldIn = ({ from, to }: { from: number; to: number }) =>
      median(samples.filter(({ done }) => done >= from && done <= to).map(({ rss }) => rss)) / 1024 ** 2
    const value = heldIn(late) - heldIn(early)
    return [{ id: 'sweepMemory', ratio: null, value, unit: 'MB', baseline: null, runs: 1 }]
  } finally {
    instagram.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function sweep(file: string, instagram: Awaited<ReturnType<typeof startQuickInstagram>>) {
  const program = fileURLToPath(new URL('programs/sweep.ts', import.meta.url))
  const child = fork(program, [file, instagram.url, key], { execArgv: ['--no-warnings', '--expose-gc'] })
  const samples: { done: number; rss: number }[] = []
  let refreshed = 0
  let asking = Promise.resolve()
  child.on('message', (told: { rss: number } | { refreshed: number }) => {
    if ('refreshed' in told) refreshed = told.refreshed
    else {
      asking = asking.then(async () => {
        samples.push({ done: (await instagram.report()).asked, rss: told.rss })
      })
    }
  })
  await once(child, 'exit')
  await asking
  return { samples, refreshed }
}
