import type { BrowserContextOptions, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  allowAs,
  checkScreen,
  connectInPopup,
  disconnect,
  hasChromium,
  holdNumbersBack,
  openPopup,
  phone,
  syncEnded,
  useDemo,
} from './browser.ts'

describe.skipIf(!hasChromium)('connecting where little is there to go on', { timeout: 60_000 }, () => {
  const host = useDemo()

  beforeAll(() => {
    if (hasChromium) holdNumbersBack(host.demo.sandbox)
  })

  /** As in a browser whose settings let pages keep nothing. */
  async function signInWithoutStorage(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await host.openContext(options)
    await context.addInitScript(() => {
      const refuse = {
        get(): never {
          throw new DOMException('Denied', 'SecurityError')
        },
      }
      Object.defineProperty(window, 'sessionStorage', refuse)
      Object.defineProperty(window, 'localStorage', refuse)
    })
    const page = await context.newPage()
    await page.goto(host.demo.url)
    await page.getByTestId('login-ana').click()
    await page.getByTestId('bell').waitFor()
    return page
  }

  test.each<[string, BrowserContextOptions, (page: Page) => Promise<unknown>]>([
    ['in a window', {}, (page) => connectInPopup(page, 'loja.da.ana')],
    [
      'over the same tab',
      phone,
      async (page) => {
        await page.getByTestId('connect').click()
        await allowAs(page, 'loja.da.ana')
      },
    ],
  ])('a page that may keep nothing connects %s', async (_name, options, connect) => {
    const page = await signInWithoutStorage(options)
    await connect(page)
    await page.getByTestId('account-username').getByText('@loja.da.ana').waitFor()
    expect(new URL(page.url()).search).toBe('')
    await disconnect(page)
  })

  test('a window whose page has gone ends its own flow, with what it was given', async () => {
    const page = await host.signIn('bruno')
    const popup = await openPopup(page)
    await popup.locator('[data-person="criador.leo"]').waitFor()
    await page.goto('about:blank')
    await allowAs(popup, 'criador.leo')
    const said = popup.locator('main:not([hidden]) section[data-part="elsewhere"]')
    await said.getByText('Pode fechar esta janela').waitFor()
    expect(new URL(popup.url()).search).toBe('')
    await said.getByRole('link').click()
    await popup.getByTestId('account-username').getByText('@criador.leo').waitFor()
  })
})

describe.skipIf(!hasChromium)('a phone in the dark', { timeout: 60_000 }, () => {
  const host = useDemo({ latencyMs: 0 })

  test('goes from the invitation over Instagram to the numbers and notices, in dark colours with room for a thumb', async () => {
    const page = await host.signIn('ana', { ...phone, colorScheme: 'dark' })
    await page.getByTestId('connect').click()
    await allowAs(page, 'loja.da.ana')
    await page.getByTestId('welcome').waitFor()
    await syncEnded(page)
    await page.getByRole('slider').first().waitFor()
    await checkScreen(page, 'phone-dark-dashboard')
    expect(await brightnessOf(page, '.instagram-card')).toBeLessThan(60)
    expect(await smallTargets(page)).toEqual([])

    await page.getByTestId('bell').click()
    // What needs nothing is read by being shown.
    await page.getByTestId('notification-first_connection').waitFor()
    await page.getByTestId('mark-all-read').waitFor({ state: 'detached' })
    expect(await page.getByTestId('unread-count').count()).toBe(0)
    await page.keyboard.press('Escape')
    await page.getByTestId('range-7').click()
    await page.waitForURL(/instagram-range=7/)
    // Pale until then: what stands there is of the period before.
    await page.locator('.instagram-is-stale').waitFor({ state: 'detached' })
    await checkScreen(page, 'phone-dark-week')
  })
})

/** From 0, black, to 255, white. */
async function brightnessOf(page: Page, selector: string): Promise<number> {
  const color = await page
    .locator(selector)
    .first()
    .evaluate((element) => getComputedStyle(element).backgroundColor)
  return Math.max(...(color.match(/\d+/g) ?? []).slice(0, 3).map(Number))
}

/** What is too small to be hit: below the 24 pixels of WCAG 2.2, 2.5.8. */
function smallTargets(page: Page): Promise<string[]> {
  return page.locator('.instagram-root').evaluateAll((roots) =>
    roots
      .flatMap((root) => [...root.querySelectorAll('button, select, input[type="range"], summary')])
      .filter((target) => target.checkVisibility())
      .filter((target) => {
        const { width, height } = target.getBoundingClientRect()
        return width < 24 || height < 24
      })
      .map((target) => target.outerHTML),
  )
}
