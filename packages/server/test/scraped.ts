import { expect } from 'vitest'
import { readSeries, type Series } from './read-series.ts'
import { serveRouter, startBackend, type Backend, type BackendOptions } from './start-backend.ts'

const token = 'a-token-for-prometheus-of-the-tests'
const hourMs = 3_600_000

export interface Scraped extends Backend {
  /** Asks as Prometheus does, without a pause before it. */
  ask(): Promise<string>
  /** The same, after what is known of the health has become too old. */
  scrape(): Promise<Series>
}

/** A dashboard with an account, that Prometheus asks. */
export async function startScraped(dashboard: BackendOptions['dashboard'] = {}): Promise<Scraped> {
  const backend = await startBackend({ dashboard: { metricsToken: token, ...dashboard } })
  await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
  const url = await serveRouter(backend.dashboard.router)
  const ask = async () => {
    const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })
    expect(answer.status).toBe(200)
    return answer.text()
  }
  const scrape = async () => {
    backend.clock.advance(11_000)
    return readSeries(await ask())
  }
  return { ...backend, ask, scrape }
}

/** A dashboard to which all happened that is counted: every series has a sample. */
export async function scrapeEverything(): Promise<Series> {
  const { clock, dashboard, ask } = await startScraped({ onEvent: () => undefined })
  await dashboard.deliverEvents()
  clock.advance(8 * 24 * hourMs)
  await dashboard.refreshTokens()
  await dashboard.syncAccounts()
  return readSeries(await ask())
}
