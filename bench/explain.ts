import type { Benchmark } from './benchmark.ts'
import { createDataset, dayBefore, encryptionKey } from './dataset.ts'
import { openProduct } from './due-accounts.ts'

const accounts = 40
const days = 365
const metrics = ['followersCount', 'impressions', 'reach', 'engagementRate', 'likes'] as const
const rounds = 3

/** Processor time of one receipt: a day's rows with what they were before, its posts, and what it was worked out from. */
export const explain: Benchmark = {
  ids: ['explain'],
  what: `processor time of one answer of metrics.explain, of an account with ${days} days`,
  goals: { explain: { figure: 'value', atMost: 5 } },
  async run() {
    const dataset = await createDataset({ accounts, days })
    const dashboard = await openProduct(dataset.file, 'http://127.0.0.1:1', { encryptionKey })
    const askAll = async () => {
      for (let index = 0; index < accounts; index += 1) {
        const { instagram } = dashboard.caller({ userId: `person-${index}`, role: 'user' })
        for (const metric of metrics)
          await instagram.metrics.explain({ date: dayBefore(dataset.lastDay, index), metric })
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
        spent.push((user + system) / 1_000 / accounts / metrics.length)
      }
      const [value = 0] = spent.toSorted((a, b) => a - b).slice(Math.floor(rounds / 2))
      return [{ id: 'explain', ratio: null, value, unit: 'ms', baseline: null, runs: rounds }]
    } finally {
      await dashboard.close()
      dataset.remove()
    }
  },
}
