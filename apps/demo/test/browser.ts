import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, vi } from 'vitest'
import { findChromium, sharedChromium } from '../../../test/chromium.ts'
import type { Sandbox } from '../../../packages/server/src/sandbox/index.ts'
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

/** A browser of somebody's, with what has gone wrong in its pages. */
interface Visit {
  context: BrowserContext
  complaints: string[]
}

/** Where a tab stands that no test sees: its address is of the host app, and it runs nothing of it. */
const keptPath = '/favicon.svg'

/** What no test of this process uses at the moment, by its options. */
const spare = new Map<string, Visit[]>()

async function newVisit(options: BrowserContextOptions): Promise<Visit> {
  const context = await (
    await sharedChromium()
  ).newContext({
    locale: 'pt-BR',
    // What a service worker asks is out of a test's reach; the test of it says `allow`.
    serviceWorkers: 'block',
    ...options,
  })
  const complaints: string[] = []
  context.on('page', (page) => {
    page.setDefaultTimeout(20_000)
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      const text = message.text()
      // A refused call is an answer that a test asks for, and a picture may be late; the browser logs them all the same.
      // A page that a test hands to the browser itself may have no pictures of this machine's.
      const isExpected = /Failed to load resource|Scripts may close only the windows|the `loopback` address space/.test(
        text,
      )
      if (message.type() === 'error' && !isExpected) complaints.push(text)
    })
  })
  return { context, complaints }
}

/** A demo for the tests of a block, and the browser that all of them share. */
export function useDemo({ syncCooldownMinutes = 15, latencyMs = 5, product }: DemoSettings = {}) {
  let demo: Demo
  let dataDirectory: string

  beforeAll(async () => {
    if (!hasChromium) return
    if (!existsSync(join(appDirectory, 'dist-web', 'index.html'))) await buildWeb()
    dataDirectory = await mkdtemp(join(tmpdir(), 'demo-journey-'))
    await writeFile(join(dataDirectory, 'clock.json'), JSON.stringify({ aheadMs: untilMorning(new Date()) }))
    // What begins at each minute of the real clock would now and then be at the account that a test is about.
    // Nobody opens as many pages in a minute as these tests do.
    const ofTests = { rateLimitPerMinute: 0, ...((await product?.()) ?? { backgroundJobs: false }) }
    const settings = { latencyMs, syncCooldownMinutes, product: ofTests }
    demo = await startDemo({ port: 0, dataDirectory, logLevel: 'silent', ...settings })
  }, 120_000)

  afterAll(async () => {
    await demo?.close()
    if (dataDirectory) await rm(dataDirectory, { recursive: true, force: true })
  })

  /** A browser of its own whose pages must not complain, for a test that changes more than its pages. */
  async function openContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const { context, complaints } = await newVisit(options)
    onTestFinished(async () => {
      await context.close()
      expect(complaints).toEqual([])
    })
    return context
  }

  /**
   * A browser that knows nothing of the tests before: no cookie, nothing stored, no page. It keeps a process with the
   * compiled scripts, for a new process costs more than most tests do.
   */
  async function takeContext(options: BrowserContextOptions): Promise<BrowserContext> {
    const key = JSON.stringify(options)
    const visits = spare.get(key) ?? []
    spare.set(key, visits)
    const visit = visits.pop() ?? (await newVisit(options))
    const { context, complaints } = visit
    const kept = context.pages().at(0) ?? (await context.newPage())
    if (kept.url() !== `${demo.url}${keptPath}`) await kept.goto(`${demo.url}${keptPath}`)
    onTestFinished(async () => {
      await Promise.all(tabsOf(context).map((page) => page.close()))
      await context.clearCookies()
      await context.setOffline(false)
      await kept.evaluate(() => localStorage.clear())
      visits.push(visit)
      expect(complaints.splice(0)).toEqual([])
    })
    return context
  }

  /** A page of the host app for somebody who has signed in before. */
  async function signInTo(context: BrowserContext, person: PersonId): Promise<Page> {
    await context.request.post(`${demo.url}/login`, {
      // A connection that is kept could be closed in the moment in which it is used again.
      headers: { origin: demo.url, connection: 'close' },
      data: { person },
    })
    const page = await context.newPage()
    await page.goto(demo.url)
    // On a phone it is behind a button.
    await page.getByTestId('go-dashboard').waitFor({ state: 'attached' })
    return page
  }

  /** The panel of somebody with its numbers; an account that is not connected yet is. */
  async function ready(person: PersonId, username: string, context?: BrowserContext): Promise<Page> {
    const page = await signInTo(context ?? (await takeContext({})), person)
    const isConnected = page.getByTestId('account-username')
    await page.getByTestId('connect').or(isConnected).first().waitFor()
    if ((await isConnected.count()) === 0) await connectInPopup(page, username)
    await syncEnded(page)
    return page
  }

  return {
    ready,
    get demo() {
      return demo
    },
    openContext,
    takeContext,
    signInTo,
    signIn: async (person: PersonId, options: BrowserContextOptions = {}) =>
      signInTo(await takeContext(options), person),
  }
}

/** The tabs and windows that a test has opened. */
export function tabsOf(context: BrowserContext): Page[] {
  return context.pages().filter((page) => !page.url().endsWith(keptPath))
}

/** Presses a connect button and gives the window in which Instagram opens. */
export async function openPopup(page: Page, testId = 'connect'): Promise<Page> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.getByTestId(testId).first().click()])
  return popup
}

/** Connects an account without a browser, and waits for its numbers. */
export async function connectOnServer({ dashboard, sandbox, url }: Demo, userId: PersonId, username: string) {
  const { instagram } = dashboard.caller({ userId })
  const { state } = await instagram.connect.start({})
  const code = sandbox.control.approve(username, { redirectUri: `${url}/instagram/return` })
  const { account } = await instagram.connect.complete({ code, state })
  await vi.waitUntil(
    async () => (await instagram.sync.history({ accountId: account.id })).items[0]?.status === 'succeeded',
    { timeout: 30_000 },
  )
}

/** Says yes at Instagram, in a window or in the tab. */
export async function allowAs(page: Page, username: string): Promise<void> {
  await page.locator(`[data-person="${username}"]`).click()
  await page.getByTestId('allow').click()
}

/** Connects over Instagram's window. @returns the window, which closes by itself */
export async function connectInPopup(page: Page, username: string): Promise<Page> {
  const popup = await openPopup(page)
  await allowAs(popup, username)
  await page.getByTestId('account-username').getByText(`@${username}`).waitFor()
  return popup
}

/** Leaves with all numbers, so that the next test begins anew. */
export async function disconnect(page: Page): Promise<void> {
  await page.getByTestId('account-menu').click()
  await page.getByTestId('disconnect').click()
  await page.getByTestId('erase-data').check()
  await page.getByTestId('disconnect-confirm').click()
  await page.getByTestId('connect').waitFor()
}

/** Makes every sync wait for its numbers, for tests that are about the way there. */
export function holdNumbersBack({ control }: Sandbox): void {
  control.fault({ kind: 'slow', ms: 60_000, match: { path: 'insights' }, times: Infinity })
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

/** The rules of axe that another colour scheme can break. */
const rulesOfColours = ['color-contrast', 'link-in-text-block']

/** No violation of WCAG 2.2 A and AA, nor of axe's own best practices. */
export async function expectAccessible(page: Page, rules: 'all' | 'colours' = 'all'): Promise<void> {
  // Handed over by the debugger: the page's Content-Security-Policy stays as strict as it is.
  if (await page.evaluate(() => !('axe' in globalThis))) await page.evaluate(axeSource)
  const violations = await page.evaluate(
    async (runOnly) => {
      const { axe } = globalThis as unknown as {
        axe: { run: (options: object) => Promise<{ violations: Violation[] }> }
      }
      // What is in order is not described, and no style sheet is loaded a second time: no rule in use reads them.
      return (await axe.run({ resultTypes: ['violations'], preload: false, ...runOnly })).violations
    },
    rules === 'all' ? {} : { runOnly: rulesOfColours },
  )
  expect(
    violations.map(({ id, help, nodes }) => `${id}: ${help} ${nodes.map(({ html }) => html).join(' | ')}`),
  ).toEqual([])
}

/** Gives the page another width and other colours, and waits until they have stopped changing. */
export async function turnTo(page: Page, { width, colorScheme }: (typeof looks)[number]): Promise<void> {
  await page.setViewportSize({ width, height: 900 })
  await page.emulateMedia({ colorScheme })
  await page.evaluate(async () => {
    // In what is folded away none ever ends.
    const isSeen = ({ effect }: Animation) => effect instanceof KeyframeEffect && effect.target?.checkVisibility()
    const transitions = document.getAnimations().filter((one) => one instanceof CSSTransition && isSeen(one))
    await Promise.allSettled(transitions.map(({ finished }) => finished))
  })
}

/** Looks at a screen as it is now: accessible, no wider than the window, and a picture of it is kept. */
export async function checkScreen(page: Page, name: string, rules: 'all' | 'colours' = 'all'): Promise<void> {
  await expectAccessible(page, rules)
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow, `${name} is wider than the screen`).toBeLessThanOrEqual(0)
  await keepPicture(page, name)
}

/** Looks at a screen in every look. What stands there depends on the width alone, so the dark is asked about its colours. */
export async function checkLooks(page: Page, name: string): Promise<void> {
  for (const look of looks) {
    await turnTo(page, look)
    const rules = look.colorScheme === 'light' ? 'all' : 'colours'
    await checkScreen(page, `${name}-${look.width}-${look.colorScheme}`, rules)
  }
}

/** Keeps a picture of the whole page, for people to look at. */
async function keepPicture(page: Page, name: string): Promise<void> {
  await mkdir(pictures, { recursive: true })
  const path = join(pictures, `${name}.png`)
  // Pictures further down come only when they are looked at.
  const isPhone = await page.evaluate(async () => {
    for (const image of document.querySelectorAll('img')) {
      image.loading = 'eager'
      await image.decode().catch(() => undefined)
    }
    return navigator.maxTouchPoints > 0
  })
  if (isPhone) {
    await page.screenshot({ path, fullPage: true })
    return
  }
  // Chromium does not search for the smallest file then. It forgets the touch screen of a phone.
  const session = await page.context().newCDPSession(page)
  const { cssContentSize } = await session.send('Page.getLayoutMetrics')
  const clip = { ...cssContentSize, scale: 1 }
  const options = { captureBeyondViewport: true, optimizeForSpeed: true, clip }
  const { data } = await session.send('Page.captureScreenshot', options)
  await session.detach()
  await writeFile(path, data, 'base64')
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
