// An installation under load for hours; `npm test` runs some seconds of it. See docs/proofs.md.
import { parseArgs } from 'node:util'
import { soak } from './drills/soak.ts'

const { values } = parseArgs({
  options: {
    hours: { type: 'string' },
    minutes: { type: 'string' },
    engine: { type: 'string' },
    users: { type: 'string' },
    seed: { type: 'string' },
  },
})
const minutes = values.minutes === undefined ? 60 * Number(values.hours ?? 1) : Number(values.minutes)
const engine = values.engine ?? 'sqlite'
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed)
const users = Number(values.users ?? 30)
const isKnown = engine === 'sqlite' || engine === 'postgres'
if (!isKnown || !(minutes > 0) || !Number.isSafeInteger(seed) || !(users > 0)) {
  console.error(
    'Usage: npm run soak -- [--hours <number> | --minutes <number>] [--engine sqlite|postgres] [--users <number>] [--seed <number>]',
  )
  process.exit(2)
}
const lastsMs = minutes * 60_000
const everyMs = Math.max(1_000, Math.min(30_000, lastsMs / 20))
const { slopes, isFlat, ...counts } = await soak({ engine, lastsMs, seed, users, everyMs, say: console.log })
for (const { role, rss, heap } of slopes) {
  const words = [
    ['rss', rss],
    ['heap', heap],
  ].flatMap(([name, slope]) =>
    slope !== null && typeof slope === 'object'
      ? [`${name as string} ${slope.perHour.toFixed(1)} ± ${slope.plusMinus.toFixed(1)} MB an hour`]
      : [],
  )
  console.log(`slope of ${role}: ${words.join(', ')}`)
}
const verdict = isFlat === null ? 'too short to say whether memory is flat' : isFlat ? 'memory is flat' : 'memory grows'
const isProven = isFlat !== false && counts.faults.length === 0
console.log(
  `${isProven ? 'ok' : 'FAILED'}  soak  ${engine}  seed ${seed}  ${minutes} min  ${verdict}  ${JSON.stringify(counts)}`,
)
process.exit(isProven ? 0 : 1)
