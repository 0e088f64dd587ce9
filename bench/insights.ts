import { openBare } from './bare-sqlite.ts'
import type { Benchmark } from './benchmark.ts'
import { createDataset, dayBefore, encryptionKey, type Dataset } from './dataset.ts'
import { openProduct } from './due-accounts.ts'

const accounts = 40
const days = 365
const postsOfEach = 150
const rounds = 3

/** Processor time of one answer, of all the rules: each runs half a year of days and the posts through each of them. */
export const insights: Benchmark = {
  ids: ['insights'],
  what: `processor time of one answer of metrics.insights, of an account with ${days} days and ${postsOfEach} posts`,
  goals: { insights: { figure: 'value', atMost: 15 } },
  async run() {
    const dataset = await createDataset({ accounts, days })
    publish(dataset)
    const dashboard = await openProduct(dataset.file, 'http://127.0.0.1:1', { encryptionKey })
    const askAll = async () => {
      for (let index = 0; index < accounts; index += 1) {
        const { instagram } = dashboard.caller({ userId: `person-${index}`, role: 'user' })
        await instagram.metrics.insights({})
      }
    }
    try {
      // The first time is for the compilers.
      await askAll()
      const spent: number[] = []
      for (let round = 0; round < rounds; round += 1) {
        const from = process.cpuUsage()
        await askAll()
        const { user, system } = process.cpuUsage(from)
        spent.push((user + system) / 1_000 / accounts)
      }
      const [value = 0] = spent.toSorted((a, b) => a - b).slice(Math.floor(rounds / 2))
      return [{ id: 'insights', ratio: null, value, unit: 'ms', baseline: null, runs: rounds }]
    } finally {
      await dashboard.close()
      dataset.remove()
    }
  },
}

function publish({ file, lastDay }: Dataset): void {
  const db = openBare(file)
  const insert = db.prepare(
    `INSERT INTO media (account_id, media_id, media_type, product_type, published_at, views, reach, total_interactions, figures,
      insight_state, refused_metrics, seen_at) VALUES (?, ?, 'VIDEO', ?, ?, ?, ?, ?, '{}', 'read', '[]', ?)`,
  )
  db.transaction(() => {
    for (let account = 0; account < accounts; account += 1) {
      for (let post = 0; post < postsOfEach; post += 1) {
        const publishedAt = Date.parse(
          `${dayBefore(lastDay, post)}T${String(9 + ((post * 7) % 12)).padStart(2, '0')}:00:00Z`,
        )
        const reach = 300 + ((account * 31 + post * 17) % 101) * 9
        insert.run(
          `account-${String(account).padStart(6, '0')}`,
          `${account}-${post}`,
          post % 3 === 0 ? 'REELS' : 'FEED',
          publishedAt,
          reach * 2,
          reach,
          Math.round(reach / 12),
          publishedAt,
        )
      }
    }
  })()
  db.close()
}
