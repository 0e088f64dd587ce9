// Asks as fast as it is answered, from a few connections that never wait; the requests come in one after the other.
import autocannon from 'autocannon'

export interface Asked {
  path: string
  headers: Record<string, string>
}
export interface LoadOrder {
  url: string
  requests: Asked[]
  connections: number
  /** How many requests are sent in a second, whether the ones before were answered or not; else as fast as they are. */
  perSecond?: number
  /** How long at most; a message ends it before that. */
  seconds: number
  /** The status that every answer must have. */
  status: number
}
export interface LoadReport {
  answers: number
  /** Answers with another status, and requests that were not answered. */
  faults: number
  p50Ms: number
  p99Ms: number
}

let running: { stop(): void } | undefined

process.on('disconnect', () => process.exit())
process.on('message', (order: LoadOrder | 'stop') => {
  if (order === 'stop') running?.stop()
  else void load(order).then((report) => process.send?.(report))
})
process.send?.({ url: '' })

async function load({ url, requests, connections, perSecond = 0, seconds, status }: LoadOrder): Promise<LoadReport> {
  let next = 0
  const options: autocannon.Options = {
    url,
    connections,
    duration: seconds,
    ...(perSecond > 0 ? { overallRate: perSecond } : {}),
    setupClient(client) {
      // Each connection begins elsewhere, so that no two ask for the same account at the same time.
      const from = Math.floor((requests.length * next) / connections)
      next += 1
      client.setRequests([...requests.slice(from), ...requests.slice(0, from)])
    },
  }
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    running = autocannon(options, (error: unknown, ended) => (error ? reject(error as Error) : resolve(ended)))
  })
  const statuses = Object.entries(result.statusCodeStats ?? {})
  const answers = statuses.reduce((sum, [code, { count }]) => sum + (Number(code) === status ? Number(count) : 0), 0)
  const others = statuses.reduce((sum, [code, { count }]) => sum + (Number(code) === status ? 0 : Number(count)), 0)
  return { answers, faults: others + result.errors, p50Ms: result.latency.p50, p99Ms: result.latency.p99 }
}
