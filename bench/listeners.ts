import type { Benchmark } from './benchmark.ts'
import { createDataset, encryptionKey, secret } from './dataset.ts'
import { interleave } from './interleave.ts'
import { requestsOf } from './requests.ts'
import { load, startProgram, type Program } from './start-program.ts'

const listenerCount = 200
const connections = 4
const perSecond = 50
const seconds = 3

export const listeners: Benchmark = {
  ids: ['listeners'],
  what: `how long a dashboard waits (p99) while ${listenerCount} users listen, against nobody listening`,
  goals: { listeners: { figure: 'ratio', atMost: 1.3 } },
  async run() {
    const dataset = await createDataset({ accounts: 400, days: 200 })
    const programs: Program[] = []
    try {
      const settings = { file: dataset.file, secret, encryptionKey, headers: [] }
      const product = await startProgram('product', { core: 'server', settings })
      programs.push(product)
      const loader = await startProgram('load', { core: 'load' })
      programs.push(loader)
      const { dashboard: requests } = requestsOf(dataset)
      const order = { url: product.url, requests, connections, perSecond, seconds, status: 200 }
      const alone = async () => (await load(loader, order)).p99Ms
      const tokens = dataset.tokens.slice(-listenerCount)
      const listened = async () => {
        const listening = await startProgram('listeners', { core: 'load', settings: { url: product.url, tokens } })
        try {
          return await alone()
        } finally {
          await listening.stop()
        }
      }
      // The first runs are for the compilers.
      await load(loader, { ...order, perSecond: 0 })
      await alone()
      const { spread, ...figures } = await interleave({ product: listened, baseline: alone, runs: 11 })
      console.error(`  listeners: pairs from ${spread[0].toFixed(2)} to ${spread[1].toFixed(2)}`)
      return [{ id: 'listeners', unit: 'ms (p99)', ...figures }]
    } finally {
      for (const program of programs) await program.stop()
      dataset.remove()
    }
  },
}
