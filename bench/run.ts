// Measures what the product costs beside bare programs, and prints one table. See docs/performance.md.
import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Benchmark, Row } from './benchmark.ts'
import { changes } from './changes.ts'
import { coldStart } from './cold-start.ts'
import { dashboardPaint } from './dashboard-paint.ts'
import { explain } from './explain.ts'
import { insights } from './insights.ts'
import { listeners } from './listeners.ts'
import { longLog } from './long-log.ts'
import { reads } from './reads.ts'
import { refreshSweep } from './refresh-sweep.ts'
import { scaleFlat } from './scale-flat.ts'
import { scansPostgres, scansSqlite } from './scans.ts'
import { scrapePostgres, scrapeSqlite } from './scrape.ts'
import { sweepMemory } from './sweep-memory.ts'
import { sync } from './sync.ts'
import { tableOf } from './table.ts'
import { workers } from './workers.ts'

const benchmarks: readonly Benchmark[] = [
  reads,
  sync,
  refreshSweep,
  sweepMemory,
  scaleFlat,
  scansSqlite,
  scansPostgres,
  scrapeSqlite,
  scrapePostgres,
  longLog,
  insights,
  explain,
  changes,
  coldStart,
  dashboardPaint,
  listeners,
  workers,
]

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } })
const ids = benchmarks.flatMap((benchmark) => benchmark.ids)
const asked = values.only ?? ids
if (asked.some((id) => !ids.includes(id))) {
  console.error(`Usage: npm run bench -- [--only <id>]…\nIds: ${ids.join(', ')}`)
  process.exit(2)
}
const rows: Row[] = []
let failed = 0
for (const benchmark of benchmarks.filter((one) => one.ids.some((id) => asked.includes(id)))) {
  const start = performance.now()
  console.error(`${benchmark.ids.join(', ')}: ${benchmark.what}`)
  try {
    rows.push(...(await benchmark.run()))
    console.error(`  ${Math.round((performance.now() - start) / 1000)} s`)
  } catch (error) {
    failed += 1
    console.error('  failed:', error)
  }
}
const goals = Object.assign({}, ...benchmarks.map((benchmark) => benchmark.goals)) as Benchmark['goals']
console.log(tableOf(rows, goals))
// A part of the rows, or rows of different runs side by side, would not be one run's results.
if (values.only === undefined && failed === 0) {
  const [cpu] = cpus()
  const machine = {
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
  }
  const place = fileURLToPath(new URL('results.json', import.meta.url))
  writeFileSync(place, `${JSON.stringify({ machine, rows }, null, 2)}\n`)
}
process.exit(failed === 0 ? 0 : 1)
