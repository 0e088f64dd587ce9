import { openProduct } from '../due-accounts.ts'

// Refreshes what is due and says, ten times a second, how much memory the process holds.
const [file = '', graphUrl = '', encryptionKey = ''] = process.argv.slice(2)
const dashboard = await openProduct(file, graphUrl, { encryptionKey })
const timer = setInterval(() => process.send?.({ rss: process.memoryUsage.rss() }), 100)
const { refreshed } = await dashboard.refreshTokens()
clearInterval(timer)
await dashboard.close()
process.send?.({ refreshed })
process.disconnect()
