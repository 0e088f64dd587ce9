import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'

/** Serves routers on a free port of the loopback. */
export async function listen(...routers: express.RequestHandler[]): Promise<{ url: string; close(): void }> {
  const server = createServer(express().use(...routers))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
