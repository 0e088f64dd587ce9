import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findChromium, launchChromium } from '../../../test/chromium.ts'
import { serveRouter, startBackend } from './start-backend.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const hasChromium = findChromium() !== null

let browser: Browser
beforeAll(async () => {
  if (hasChromium) browser = await launchChromium()
})
afterAll(() => browser?.close())

const looks = [390, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
)

test.skipIf(!hasChromium).each(looks)(
  'the page of the API can be read at $width pixels, $colorScheme',
  async ({ width, colorScheme }) => {
    const { dashboard } = await startBackend()
    const url = await serveRouter(dashboard.router)
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
    const page = await context.newPage()
    const complaints: string[] = []
    const asked: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    const widest = () => page.evaluate(() => document.documentElement.scrollWidth)
    await page.goto(`${url}/docs`)
    expect(await widest()).toBeLessThanOrEqual(width)
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(background).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(15, 19, 24)')

    // Opened by hand: the page has no script that could.
    for (const part of await page.locator('summary').all()) await part.click()
    expect(await page.locator('details[open]').count()).toBe(await page.locator('details').count())
    expect(await widest()).toBeLessThanOrEqual(width)
    expect(asked).toEqual(['/docs', '/docs/'])
    expect(complaints).toEqual([])
    const faults: unknown = await page.evaluate(`${axeSource}; axe.run().then(({ violations }) => violations.map(
      ({ id, nodes }) => [id, nodes.slice(0, 3).map(({ target }) => target.join(' '))]))`)
    expect(faults).toEqual([])
    await context.close()
  },
)
