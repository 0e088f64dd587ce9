// Records the guided tour as docs/images/tour.png, an animated picture: `npm run tour`. Needs Chromium and a built checkout.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sharedChromium } from '../../../test/chromium.ts'
import { startDemo } from '../src/start-demo.ts'
import { animatedPng, type Frame } from './animated-png.ts'

const target = join(import.meta.dirname, '../../../docs/images/tour.png')
const readMs = 3_200
const dayMs = 24 * 3_600_000
/** So many nights that there is a period before, and numbers that Instagram has settled. */
const nights = 3

const dataDirectory = await mkdtemp(join(tmpdir(), 'tour-'))
const noon = new Date().setUTCHours(19, 0, 0, 0)
await writeFile(join(dataDirectory, 'clock.json'), JSON.stringify({ aheadMs: noon - Date.now() }))
const product = { rateLimitPerMinute: 0, instagramCallsPerHour: 10_000, backgroundJobs: false }
const demo = await startDemo({ port: 0, dataDirectory, logLevel: 'error', latencyMs: 0, product })
const ana = demo.dashboard.caller({ userId: 'ana' })
const { state } = await ana.instagram.connect.start({})
const code = demo.sandbox.control.approve('loja.da.ana', { redirectUri: `${demo.url}/instagram/return` })
await ana.instagram.connect.complete({ code, state })
while ((await ana.instagram.sync.history({})).items[0]?.finishedAt === null) await pause(50)
for (let night = 0; night < nights; night += 1) {
  await demo.dashboardClock.forward(dayMs)
  await demo.dashboard.syncAccounts()
  await demo.dashboard.catchUp()
}

const browser = await sharedChromium()
const context = await browser.newContext({
  locale: 'pt-BR',
  reducedMotion: 'reduce',
  viewport: { width: 390, height: 780 },
})
const page = await context.newPage()
await page.goto(demo.url)
await page.getByTestId('login-ana').click()
await page.getByTestId('account-username').waitFor()
await page.getByRole('slider').first().waitFor()
await page.evaluate(() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('.drawer, [data-testid="sandbox"] { display: none !important }')
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
})
const frames: Frame[] = []
const take = async (ms: number) => {
  // The light on what is pointed at follows the page.
  await pause(400)
  frames.push({ png: await page.screenshot({ animations: 'disabled' }), ms })
}
await take(1_200)
await page.getByTestId('account-menu').click()
await page.getByTestId('tour').click()
const next = page.getByTestId('tour-next')
await next.waitFor()
for (;;) {
  await take(readMs)
  const isLast = (await page.getByTestId('tour-skip').count()) === 0
  await next.click()
  if (isLast) break
}
await page.getByTestId('tour-next').waitFor({ state: 'detached' })

await mkdir(join(target, '..'), { recursive: true })
await writeFile(target, animatedPng(frames))
await browser.close()
await demo.close()
await rm(dataDirectory, { recursive: true, force: true })
process.exit(0)
