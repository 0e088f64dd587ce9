import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { findChromium, sharedChromium } from '../../../test/chromium.ts'
import { pageScript } from './page-script.ts'
import { connectedStatus } from './samples.ts'
import { startScriptedServer } from './scripted-server.ts'

describe.skipIf(findChromium() === null)('a page of a host', { timeout: 30_000 }, () => {
  let script = ''

  beforeAll(async () => {
    if (findChromium() === null) return
    script = await pageScript(join(import.meta.dirname, 'pages', 'page.tsx'))
  }, 60_000)

  /** Ana has an account and Bruno has none. */
  async function open(name: string): Promise<{ page: Page; calls: { path: string }[] }> {
    const { url, calls } = await startScriptedServer({
      queries: {
        'instagram.notifications.unreadCount': ({ headers }) => ({ unreadCount: isAna(headers) ? 7 : 1 }),
        'instagram.connect.status': ({ headers }) =>
          isAna(headers) ? connectedStatus : { connected: false, account: null, accounts: [], today: '2026-01-01' },
        'instagram.sync.history': () => ({ items: [], nextCursor: null }),
      },
    })
    const context = await (await sharedChromium()).newContext()
    onTestFinished(() => context.close())
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    const origin = new URL(url).origin
    await page.route(`${origin}/${name}`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: '<!doctype html><script type="module" src="/page.js"></script>',
      }),
    )
    await page.route('**/page.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }))
    await page.goto(`${origin}/${name}`)
    return { page, calls }
  }

  const isAna = ({ authorization }: { authorization?: string | undefined }) => authorization === 'Bearer ana'

  test('another client is another user: nothing of the one before is shown', async () => {
    const { page } = await open('users')
    await page.getByText('nothing, 7').waitFor()

    await page.getByRole('button', { name: 'Bruno signs in' }).click()
    expect(await page.locator('output').innerText()).not.toContain('7')
    await page.getByText('nothing, 1').waitFor()
  })

  test('another token of the element is another user', async () => {
    const { page } = await open('element')
    await page.getByText('@padaria.da.ana').first().waitFor()

    await page.evaluate(() => {
      const element = document.querySelector('instagram-dashboard')
      if (element !== null) element.token = 'bruno'
    })
    await page.getByRole('button', { name: 'Show my numbers' }).waitFor()
    expect(await page.getByText('padaria').count()).toBe(0)
  })

  test('what was set on the element before it was defined is kept', async () => {
    const { page } = await open('element')

    await page.getByText('@padaria.da.ana').first().waitFor()
    expect(await page.title()).toContain('dashboard_shown')
    const own = await page.evaluate(() => Object.keys(document.querySelector('instagram-dashboard') ?? {}))
    expect(own).toEqual([])
  })

  test('what is chosen can be told in the colours that a person forces on pages', async () => {
    const { page } = await open('element')
    await page.emulateMedia({ forcedColors: 'active' })
    const chosen = page.locator('button[aria-pressed=true]').first()
    const grounds = await chosen.evaluate((button) => {
      const system = document.body.appendChild(document.createElement('i'))
      system.style.cssText = 'forced-color-adjust: none; background: SelectedItem; color: Canvas'
      const { backgroundColor, color } = getComputedStyle(system)
      return { button: getComputedStyle(button).backgroundColor, selected: backgroundColor, page: color }
    })

    expect(grounds.button).toBe(grounds.selected)
    expect(grounds.button).not.toBe(grounds.page)
  })

  test('a component that fails is told of once, and ours stands in its place', async () => {
    const { page } = await open('failing')

    await page.getByRole('button', { name: 'Connect Instagram' }).waitFor()
    const told = page.locator('output')
    await expect.poll(() => told.innerText()).toBe('1')
    for (const times of [101, 201, 301, 401, 501]) {
      await told.click()
      await expect.poll(() => told.innerText()).toBe(String(times))
    }
    expect(await page.getByRole('button', { name: 'Connect Instagram' }).count()).toBe(1)
  })

  test('ours stands until a component is loaded, and the page does not wait for it', async () => {
    const { page } = await open('loading')
    await page.getByRole('button', { name: 'Connect Instagram' }).waitFor()

    await page.getByRole('button', { name: 'It arrives' }).click()
    await page.getByText('Mine').waitFor()
    expect(await page.getByRole('button', { name: 'Connect Instagram' }).count()).toBe(0)
  })

  test('a list is read again after refreshSeconds', async () => {
    const { calls } = await open('refreshing')

    await expect.poll(() => calls.length).toBeGreaterThan(2)
  })
})
