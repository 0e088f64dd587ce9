import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { pageScript } from '../../../packages/client-sdk/test/page-script.ts'
import { connectOnServer, hasChromium, syncEnded, useDemo } from './browser.ts'

/** What the host says of its own components, and of everything else. */
const styles = `.brand { background: rgb(1, 2, 3); border: 5px solid; padding: 9px } h2 { font-size: 44px; color: rgb(9, 9, 9) }
  .frame { border: 2px solid } .panel { padding: 3px } ul { list-style: square }`

describe.skipIf(!hasChromium)('components of a host’s own in place of ours', { timeout: 60_000 }, () => {
  const host = useDemo({ latencyMs: 0 })
  let script = ''

  beforeAll(async () => {
    if (!hasChromium) return
    script = await pageScript(join(import.meta.dirname, 'own-parts', 'page.tsx'))
    await connectOnServer(host.demo, 'ana', 'loja.da.ana')
  }, 60_000)

  async function open(): Promise<Page> {
    const page = await host.signIn('ana')
    await page.route('**/own.html', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><script type="module" src="/own.js"></script>' }),
    )
    await page.route('**/own.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }))
    await page.goto(`${host.demo.url}/own.html`)
    await page.evaluate((css) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(css)
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    }, styles)
    await syncEnded(page)
    return page
  }

  const styleOf = (page: Page, selector: string, property: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property)

  test('get the same props, ours as Default, and the styles of their page', async () => {
    const page = await open()

    expect(await styleOf(page, '[data-testid=sync]', 'background-color')).toBe('rgb(1, 2, 3)')
    expect(await styleOf(page, '.frame > h2', 'font-size')).toBe('44px')
    expect(await styleOf(page, '.panel > h2', 'color')).toBe('rgb(9, 9, 9)')
    // Ours, inside of theirs.
    expect(await styleOf(page, '[data-testid=tile-reach] .instagram-tile-title', 'font-size')).toBe('12px')
    expect(await styleOf(page, '[data-testid=achievements] ul', 'list-style-type')).toBe('none')
    const number = await page.locator('.frame:has([data-testid=tile-followers]) output').innerText()
    const shown = await page.getByTestId('tile-followers-value').innerText()
    expect(Number(shown.replaceAll(/\D/g, ''))).toBe(Number(number))
    expect(await page.getByTestId('own-avatar').innerText()).toBe('Loja da Ana')
    // They work as ours do.
    await page.getByTestId('timeline-view').click()
    await page.getByTestId('timeline-table').waitFor()
  })

  test('are left out where they fail, and onError is told which', async () => {
    const page = await open()

    await page.getByRole('slider').first().waitFor()
    expect(await page.title()).toContain('INTERNAL: The component in place of Chart failed')
    await page.getByRole('button', { name: 'Without' }).click()
    await page.locator('.brand').first().waitFor({ state: 'detached' })
    expect(await page.locator('.frame').count()).toBe(0)
    await page.getByTestId('own-avatar').waitFor()
  })
})
