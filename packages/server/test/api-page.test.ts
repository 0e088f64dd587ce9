import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, onTestFinished, test } from 'vitest'
import { findChromium, sharedChromium } from '../../../test/chromium.ts'
import { serveRouter, startBackend } from './start-backend.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const hasChromium = findChromium() !== null

const background = { light: 'rgb(255, 255, 255)', dark: 'rgb(15, 19, 24)' }

test.skipIf(!hasChromium)('the page of the API can be read on a phone and a desk, in light and dark', async () => {
  const { dashboard } = await startBackend()
  const url = await serveRouter(dashboard.router)
  const context = await (await sharedChromium()).newContext({ viewport: { width: 390, height: 900 } })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const complaints: string[] = []
  const asked: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  const widest = () => page.evaluate(() => document.documentElement.scrollWidth)
  const widths = [390, 1280]
  await page.goto(`${url}/docs`)
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    expect(await widest()).toBeLessThanOrEqual(width)
  }

  // Opened by hand: the page has no script that could.
  await page.locator('summary').evaluateAll((parts) => parts.forEach((part) => (part as HTMLElement).click()))
  expect(await page.locator('details[open]').count()).toBe(await page.locator('details').count())
  await page.evaluate(axeSource)
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    expect(await widest()).toBeLessThanOrEqual(width)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(background[colorScheme])
      // What stands there depends on the width alone.
      const rules = colorScheme === 'light' ? {} : { runOnly: ['color-contrast', 'link-in-text-block'] }
      const options = JSON.stringify({ resultTypes: ['violations'], preload: false, ...rules })
      const faults: unknown = await page.evaluate(`axe.run(${options}).then(({ violations }) => violations.map(
        ({ id, nodes }) => [id, nodes.slice(0, 3).map(({ target }) => target.join(' '))]))`)
      expect(faults, `${width} ${colorScheme}`).toEqual([])
    }
  }
  expect(asked).toEqual(['/docs'])
  expect(complaints).toEqual([])
})
