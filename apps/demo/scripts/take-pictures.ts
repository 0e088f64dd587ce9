// Makes docs/images anew from the demo as people see it: `npm run pictures`. Needs Chromium and a built checkout.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { sharedChromium } from '../../../test/chromium.ts'
import { startDemo } from '../src/start-demo.ts'

const directory = join(import.meta.dirname, '../../../docs/images')
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
const desktop = { viewport: { width: 1280, height: 800 } }
const dayMs = 24 * 3_600_000
/** So many nights that there is a period before, and numbers that Instagram has settled. */
const nights = 3

const dataDirectory = await mkdtemp(join(tmpdir(), 'pictures-'))
const noon = new Date().setUTCHours(19, 0, 0, 0)
await writeFile(join(dataDirectory, 'clock.json'), JSON.stringify({ aheadMs: noon - Date.now() }))
const product = { rateLimitPerMinute: 0, instagramCallsPerHour: 10_000, backgroundJobs: false }
const demo = await startDemo({ port: 0, dataDirectory, logLevel: 'error', latencyMs: 0, product })
const browser = await sharedChromium()
await mkdir(directory, { recursive: true })

async function openAs(person: string, options: BrowserContextOptions, colorScheme: 'light' | 'dark'): Promise<Page> {
  const context = await browser.newContext({ locale: 'pt-BR', reducedMotion: 'reduce', colorScheme, ...options })
  const page = await context.newPage()
  await page.goto(demo.url)
  await page.getByTestId(`login-${person}`).click()
  await page.getByTestId('bell').waitFor()
  return page
}

/** The first window of a page, without the drawer of the demo. */
async function take(page: Page, name: string): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('.drawer, [data-testid="sandbox"] { display: none !important }')
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  })
  await page.locator('.instagram-skeleton').first().waitFor({ state: 'detached' })
  await page.evaluate(async () => {
    for (const image of document.querySelectorAll('img')) {
      // One further down would be asked for when it is scrolled near, and never here.
      image.loading = 'eager'
      await image.decode().catch(() => undefined)
    }
  })
  await page.screenshot({ path: join(directory, `${name}.png`), animations: 'disabled' })
}

async function connect(person: string, username: string): Promise<void> {
  const host = demo.dashboard.caller({ userId: person })
  const { state } = await host.instagram.connect.start({})
  const code = demo.sandbox.control.approve(username, { redirectUri: `${demo.url}/instagram/return` })
  await host.instagram.connect.complete({ code, state })
  while ((await host.instagram.sync.history({})).items[0]?.finishedAt === null) await pause(50)
}

const invited = await openAs('ana', phone, 'light')
await invited.getByTestId('connect').first().waitFor()
await take(invited, 'invitation')
await invited.context().close()

await connect('ana', 'loja.da.ana')
await connect('bruno', 'criador.leo')
await demo.dashboard.catchUp()
for (let night = 0; night < nights; night += 1) {
  await demo.dashboardClock.forward(dayMs)
  await demo.dashboard.syncAccounts()
  await demo.dashboard.catchUp()
}

for (const [device, options] of [
  ['phone', phone],
  ['desktop', desktop],
] as const) {
  for (const scheme of ['light', 'dark'] as const) {
    const page = await openAs('ana', options, scheme)
    await page.getByTestId('account-username').waitFor()
    await page.getByRole('slider').first().waitFor()
    await take(page, `panel-${device}-${scheme}`)
    if (scheme === 'light') {
      for (const section of ['content', 'audience']) {
        await page.getByTestId(`section-${section}`).click()
        await page.getByTestId(section === 'content' ? 'media' : section).waitFor()
        await take(page, `${section}-${device}`)
      }
    }
    await page.context().close()
  }
}

const admin = await openAs('carla', desktop, 'light')
await admin.getByTestId('go-admin').click()
await admin.getByTestId('health').waitFor()
await take(admin, 'admin')

await browser.close()
await demo.close()
await rm(dataDirectory, { recursive: true, force: true })
process.exit(0)
