import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { startDemo, type Demo } from '../apps/demo/src/start-demo.ts'
import { sharedChromium } from '../test/chromium.ts'
import type { Benchmark } from './benchmark.ts'

const runs = 5
const person = 'ana'
/** What Chromium's own tools call "Slow 4G": with it each answer takes more than half a second to begin. */
const slow4g = { offline: false, latency: 562.5, downloadThroughput: 188_744, uploadThroughput: 86_400 }
const slowCpu = 4

interface Visit {
  paintMs: number
  numbersMs: number
  shift: number
  scripts: string[]
}

/** The first visit of a phone to the demo's panel, on a slow network and a slow processor, with nothing kept from before. */
export const dashboardPaint: Benchmark = {
  ids: ['dashboard-paint', 'dashboard-numbers', 'dashboard-shift', 'dashboard-bytes'],
  what: 'first paint, first numbers, layout shift and scripts of the panel on a phone, on slow 4G with a fourth of the processor',
  goals: {
    'dashboard-paint': { figure: 'value', atMost: 2_000 },
    'dashboard-numbers': { figure: 'value', atMost: 4_000 },
    'dashboard-shift': { figure: 'value', atMost: 0.05 },
    'dashboard-bytes': { figure: 'value', atMost: 90 },
  },
  async run() {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'bench-paint-'))
    const product = { backgroundJobs: false, rateLimitPerMinute: 0 }
    const demo = await startDemo({ port: 0, dataDirectory, latencyMs: 0, logLevel: 'silent', product })
    const browser = await sharedChromium()
    try {
      await connect(demo)
      const visits: Visit[] = []
      for (let run = 0; run < runs; run += 1) visits.push(await visit(browser, demo.url))
      const [first] = visits
      const bytes = await Promise.all((first?.scripts ?? []).map(async (address) => compressedBytes(address)))
      const row = (id: string, value: number, unit: string) => ({ id, ratio: null, value, unit, baseline: null, runs })
      return [
        row('dashboard-paint', median(visits.map(({ paintMs }) => paintMs)), 'ms'),
        row('dashboard-numbers', median(visits.map(({ numbersMs }) => numbersMs)), 'ms'),
        row('dashboard-shift', median(visits.map(({ shift }) => shift)), 'of the screen'),
        row('dashboard-bytes', bytes.reduce((sum, count) => sum + count, 0) / 1_000, 'kB'),
      ]
    } finally {
      await browser.close()
      await demo.close()
      await rm(dataDirectory, { recursive: true })
    }
  },
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Connects an account and waits until its history is here. */
async function connect({ dashboard, sandbox, url }: Demo): Promise<void> {
  const { instagram } = dashboard.caller({ userId: person })
  const { state } = await instagram.connect.start({})
  const code = sandbox.control.approve('loja.da.ana', { redirectUri: `${url}/instagram/return` })
  const { account } = await instagram.connect.complete({ code, state })
  for (;;) {
    const { items } = await instagram.sync.history({ accountId: account.id, limit: 1 })
    if (items[0]?.status === 'succeeded') return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 2,
    serviceWorkers: 'block',
  })
  try {
    await context.request.post(`${url}/login`, { data: { person }, headers: { origin: url } })
    const page = await context.newPage()
    await slowDown(await context.newCDPSession(page))
    await page.addInitScript(watch)
    await page.goto(url, { waitUntil: 'commit' })
    await page.waitForFunction(() => (globalThis as Partial<Watched>).numbersAt !== undefined, null, {
      timeout: 60_000,
    })
    // What comes after the numbers must not move them.
    await page.waitForLoadState('networkidle')
    return await readVisit(page)
  } finally {
    await context.close()
  }
}

async function slowDown(session: CDPSession): Promise<void> {
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', slow4g)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowCpu })
}

interface Watched {
  numbersAt: number | undefined
  shift: number
}

/** Runs in the page before its own scripts. */
function watch(): void {
  const watched: Watched = Object.assign(globalThis, { numbersAt: undefined, shift: 0 })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) watched.shift += (entry as PerformanceEntry & { value: number }).value
  }).observe({ type: 'layout-shift', buffered: true })
  const look = () => {
    const shown = document.querySelector('[data-testid="tile-reach-value"]')?.textContent ?? ''
    if (/\d/.test(shown)) watched.numbersAt = performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

function readVisit(page: Page): Promise<Visit> {
  return page.evaluate(() => {
    const { numbersAt = Number.NaN, shift } = globalThis as unknown as Watched
    const [paint] = performance.getEntriesByName('first-contentful-paint')
    const scripts = performance
      .getEntriesByType('resource')
      .filter(({ name, startTime }) => name.endsWith('.js') && startTime < numbersAt)
      .map(({ name }) => name)
    return { paintMs: paint?.startTime ?? Number.NaN, numbersMs: numbersAt, shift, scripts }
  })
}

async function compressedBytes(address: string): Promise<number> {
  return gzipSync(await (await fetch(address)).bytes()).length
}
