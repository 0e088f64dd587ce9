import type { Benchmark } from './benchmark.ts'
import { createDataset, encryptionKey } from './dataset.ts'
import { openProduct } from './due-accounts.ts'

const accounts = 40
const days = 365
const pageSize = 100
const pages = 50
const rounds = 3

/** Processor time of one page of the feed: the entries after a cursor, and the rows of them as they are now. */
export const changes: Benchmark = {
  ids: ['changes'],
  what: `processor time of one page of ${pageSize} changes of metrics.changes, of an account with ${days} days`,
  goals: { changes: { figure: 'value', atMost: 10 } },
  async run() {
    const dataset = await createDataset({ accounts, days })
    const dashboard = await openProduct(dataset.file, 'http://127.0.0.1:1', { encryptionKey })
    const follow = async () => {
      let read = 0
      for (let index = 0; index < accounts && read < pages; index += 1) {
        const { instagram } = dashboard.caller({ userId: `person-${index}`, role: 'user' })
        let cursor: string | undefined
        for (let isMore = true; isMore;) {
          const page = await instagram.metrics.changes({ cursor, limit: pageSize })
          // Only whole pages count.
          isMore = page.items.length === pageSize
          if (isMore) read += 1
          cursor = page.nextCursor
        }
      }
      if (read < pages) throw new Error(`The feed had ${read} whole pages`)
      return read
    }
    try {
      // The first time is for the compilers.
      await follow()
      const spent: number[] = []
      for (let round = 0; round < rounds; round += 1) {
        const from = process.cpuUsage()
        const read = await follow()
        const { user, system } = process.cpuUsage(from)
        spent.push((user + system) / 1_000 / read)
      }
      const [value = 0] = spent.toSorted((a, b) => a - b).slice(Math.floor(rounds / 2))
      return [{ id: 'changes', ratio: null, value, unit: 'ms', baseline: null, runs: rounds }]
    } finally {
      await dashboard.close()
      dataset.remove()
    }
  },
}
