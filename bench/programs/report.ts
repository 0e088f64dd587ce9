import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Listens, tells the parent where, and says how much CPU time was used whenever it is asked. */
export function serveAndReport(server: Server): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.({ cpuSeconds: (user + system) / 1e6, rss: process.memoryUsage.rss() })
  })
  process.on('disconnect', () => process.exit())
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  })
}
