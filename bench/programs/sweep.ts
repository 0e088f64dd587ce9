import { openProduct } from '../due-accounts.ts'

// Refreshes what is due and says, twice a second, how much memory the process holds when all that is not used is given back:
// when that happens by itself, the engine decides by how much the machine has.
const [file = '', graphUrl = '', encryptionKey = ''] = process.argv.slice(2)
const dashboard = await openProduct(file, graphUrl, { encryptionKey })
const timer = setInterval(() => {
  globalThis.gc?.()
  process.send?.({ rss: process.memoryUsage.rss() })
}, 500)
const { refreshed } = await dashboard.refreshTokens()
clearInterval(timer)
await dashboard.close()
process.send?.({ refreshed })
process.disconnect()
