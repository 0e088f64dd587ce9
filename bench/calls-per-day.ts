import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Benchmark, Row } from './benchmark.ts'
import { startCurrentAccount } from './recorded-night.ts'

const nights = 7

export const callsPerDay: Benchmark = {
  ids: ['callsPerDay'],
  what: 'calls about an account itself in a night, over a week',
  goals: { callsPerDay: { figure: 'value', atMost: 12 } },
  run: measure,
}

async function measure(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-calls-'))
  const { sandbox, dashboard, nextNight, close } = await startCurrentAccount(join(folder, 'a.db'))
  try {
    const calls: number[] = []
    for (let night = 0; night < nights; night += 1) {
      nextNight()
      sandbox.control.clearRequests()
      const { succeeded } = await dashboard.syncAccounts()
      if (succeeded !== 1) throw new Error('The night did not succeed')
      await dashboard.catchUp()
      calls.push(sandbox.control.requests.filter(({ path }) => /\/me(\/insights)?$/.test(path)).length)
    }
    return [{ id: 'callsPerDay', ratio: null, value: Math.max(...calls), unit: 'calls', baseline: null, runs: nights }]
  } finally {
    await close()
    rmSync(folder, { recursive: true, force: true })
  }
}
