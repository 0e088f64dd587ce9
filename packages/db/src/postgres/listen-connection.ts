import type { Client } from 'pg'
import type { QueueAccess } from '../database.ts'

/** One connection that hears what is notified. It is opened for the first listener and comes back when it breaks. */
export interface ListenConnection extends Pick<QueueAccess, 'listen'> {
  close(): Promise<void>
}

const shortestPauseMs = 250
const longestPauseMs = 15_000

export function openListenConnection(makeClient: () => Client): ListenConnection {
  const channels = new Map<string, Set<{ onNotification(payload: string): void; onConnected(): void }>>()
  let client: Client | undefined
  let connecting: Promise<void> | undefined
  let pause: NodeJS.Timeout | undefined
  let failures = 0
  let isClosed = false

  async function connect(): Promise<void> {
    const fresh = makeClient()
    const lose = () => {
      if (client === fresh) client = undefined
      void fresh.end().catch(() => undefined)
      if (client || isClosed || pause) return
      const wait = Math.min(longestPauseMs, shortestPauseMs * 2 ** Math.min(failures, 10))
      failures += 1
      pause = setTimeout(() => {
        pause = undefined
        connecting ??= connect().finally(() => (connecting = undefined))
      }, wait)
      pause.unref()
    }
    fresh.on('error', lose)
    fresh.on('end', lose)
    fresh.on('notification', ({ channel, payload = '' }) => {
      for (const { onNotification } of channels.get(channel) ?? []) onNotification(payload)
    })
    try {
      await fresh.connect()
      for (const channel of channels.keys()) await fresh.query(`LISTEN ${fresh.escapeIdentifier(channel)}`)
    } catch {
      return lose()
    }
    if (isClosed) {
      await fresh.end()
      return
    }
    client = fresh
    failures = 0
    for (const listenings of channels.values()) for (const { onConnected } of listenings) onConnected()
  }

  return {
    async listen(channel, onNotification, onConnected) {
      const listening = { onNotification, onConnected }
      const others = channels.get(channel) ?? new Set()
      channels.set(channel, others.add(listening))
      if (client) {
        // What fails here breaks the line, and coming back listens to every channel.
        await client.query(`LISTEN ${client.escapeIdentifier(channel)}`).catch(() => undefined)
        onConnected()
      } else if (!pause) {
        await (connecting ??= connect().finally(() => (connecting = undefined)))
      }
      return { close: async () => void others.delete(listening) }
    },
    async close() {
      isClosed = true
      clearTimeout(pause)
      await connecting
      await client?.end()
    },
  }
}
