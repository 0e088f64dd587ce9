import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { findChromium, launchChromium } from '../../../test/chromium.ts'
import { startDemo, type Demo, type DemoOptions } from '../src/start-demo.ts'

const dayMs = 24 * 3_600_000
const appDirectory = join(import.meta.dirname, '..')
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** Where the pictures of the screens go; not into git. */
const pictures = join(appDirectory, '..', '..', 'artifacts', 'screenshots')

export const hasChromium = findChromium() !== null
if (!hasChromium) console.warn('The journeys through the demo are skipped: there is no Chromium on this machine.')

export type PersonId = 'ana' | 'bruno' | 'carla'
/** How every screen has to stand. */
export const looks = [
  { width: 390, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
  { width: 1280, colorScheme: 'dark' },
] as const
/** A phone has no mouse: there, Instagram opens in the same tab. */
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
}

interface DemoSettings {
  syncCooldownMinutes?: number
  latencyMs?: number
  /** Other settings of the product, once they are known. */
  product?: () => Promise<NonNullable<DemoOptions['product']>>
}

/** A demo and a browser for the tests of one file. */
export function useDemo({ syncCooldownMinutes = 15, latencyMs = 5, product }: DemoSettings = {}) {
  let demo: Demo
  let browser: Browser
  let dataDirectory: string

  beforeAll(async () => {
    if (!hasChromium) return
    if (!existsSync(join(appDirectory, 'dist-web', 'index.html'))) await buildWeb()
    dataDirectory = await mkdtemp(join(tmpdir(), 'demo-journey-'))
    await writeFile(join(dataDirectory, 'clock.json'), JSON.stringify({ aheadMs: untilMorning(new Date()) }))
    // What begins at each minute of the real clock would now and then be at the account that a test is about.
    const settings = { latencyMs, syncCooldownMinutes, product: (await product?.()) ?? { backgroundJobs: false } }
    demo = await startDemo({ port: 0, dataDirectory, logLevel: 'silent', ...settings })
    browser = await launchChromium()
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await demo?.close()
    if (dataDirectory) await rm(dataDirectory, { recursive: true, force: true })
  })

  /** A browser of its own whose pages must not complain. */
  async function openContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await browser.newContext({ locale: 'pt-BR', ...options })
    const complaints: string[] = []
    context.on('page', (page) => {
      page.setDefaultTimeout(20_000)
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        const text = message.text()
        // A refused call is an answer that a test asks for, and a picture may be late; the browser logs them all the same.
        const isExpected = /Failed to load resource|Scripts may close only the windows/.test(text)
        if (message.type() === 'error' && !isExpected) complaints.push(text)
      })
    })
    onTestFinished(async () => {
      await context.close()
      expect(complaints).toEqual([])
    })
    return context
  }

  async function signIn(person: PersonId, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await (await openContext(options)).newPage()
    await page.goto(demo.url)
    await page.getByTestId(`login-${person}`).click()
    await page.getByTestId('go-dashboard').waitFor()
    return page
  }

  return {
    get demo() {
      return demo
    },
    openContext,
    signIn,
  }
}

/** Presses a connect button and gives the window in which Instagram opens. */
export async function openPopup(page: Page, testId = 'connect'): Promise<Page> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.getByTestId(testId).first().click()])
  return popup
}

/** Says yes at Instagram, in a window or in the tab. */
export async function allowAs(page: Page, username: string): Promise<void> {
  await page.locator(`[data-person="${username}"]`).click()
  await page.getByTestId('allow').click()
}

export async function connectInPopup(page: Page, username: string): Promise<void> {
  await allowAs(await openPopup(page), username)
  await page.getByTestId('account-username').getByText(`@${username}`).waitFor()
}

/** Waits until no sync runs. */
export async function syncEnded(page: Page): Promise<void> {
  await page.getByTestId('tile-reach-value').filter({ hasText: /\d/ }).waitFor()
  await page.getByTestId('progress').waitFor({ state: 'detached' })
}

interface Violation {
  id: string
  help: string
  nodes: { target: unknown; html: string }[]
}

/** No violation of WCAG 2.2 A and AA, nor of axe's own best practices. */
export async function expectAccessible(page: Page): Promise<void> {
  // Handed over by the debugger: the page's Content-Security-Policy stays as strict as it is.
  await page.evaluate(axeSource)
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: () => Promise<{ violations: Violation[] }> } }
    return (await axe.run()).violations
  })
  expect(
    violations.map(({ id, help, nodes }) => `${id}: ${help} ${nodes.map(({ html }) => html).join(' | ')}`),
  ).toEqual([])
}

/** Gives the page another width and other colours, and waits until they have stopped changing. */
export async function turnTo(page: Page, { width, colorScheme }: (typeof looks)[number]): Promise<void> {
  await page.setViewportSize({ width, height: 900 })
  await page.emulateMedia({ colorScheme })
  await page.evaluate(async () => {
    const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition)
    await Promise.allSettled(transitions.map(({ finished }) => finished))
  })
}

/** Looks at a screen as it is now: accessible, no wider than the window, and a picture of it is kept. */
export async function checkScreen(page: Page, name: string): Promise<void> {
  await expectAccessible(page)
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow, `${name} is wider than the screen`).toBeLessThanOrEqual(0)
  await keepPicture(page, name)
}

/** Keeps a picture of the whole page, for people to look at. */
async function keepPicture(page: Page, name: string): Promise<void> {
  await mkdir(pictures, { recursive: true })
  // Pictures further down come only when they are looked at.
  await page.evaluate(async () => {
    for (const image of document.querySelectorAll('img')) {
      image.loading = 'eager'
      await image.decode().catch(() => undefined)
    }
  })
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}

/** Until ten in the morning of Los Angeles, or eleven: no test meets the end of a day of Instagram's. */
function untilMorning(now: Date): number {
  const morning = new Date(now).setUTCHours(18, 0, 0, 0)
  return morning - now.getTime() + (morning < now.getTime() ? dayMs : 0)
}

async function buildWeb(): Promise<void> {
  const vite = join(appDirectory, 'node_modules', '.bin', 'vite')
  await promisify(execFile)(vite, ['build'], { cwd: appDirectory })
}
