import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { allowAs, expectAccessible, hasChromium, syncEnded, useDemo } from './browser.ts'

/** Rules of a host that mean no well. */
const hostile =
  'button { background: red !important; font-size: 40px } h2 { display: none } .instagram-card { border: 9px solid red }'

const published = join(import.meta.dirname, '../../../packages/client-sdk/dist/element')
const script = `import { defineInstagramDashboard } from './index.js'
  defineInstagramDashboard()
  document.querySelector('instagram-dashboard').addEventListener('connected', ({ detail }) => {
    document.title = '@' + detail.account.username
  })`

describe.skipIf(!hasChromium)('<instagram-dashboard> on a page without React', { timeout: 60_000 }, () => {
  const host = useDemo({ latencyMs: 0 })

  /** A page that loads the element as it is published, with the library that it brings along. */
  async function open(): Promise<Page> {
    const tab = await host.signIn('ana')
    await tab.route('**/assets/element-*.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: `import '/element/page.js'` }),
    )
    await tab.route('**/element/*.js', async (route) => {
      const file = basename(new URL(route.request().url()).pathname)
      const body = file === 'page.js' ? script : await readFile(join(published, file))
      await route.fulfill({ contentType: 'text/javascript', body })
    })
    await tab.goto(`${host.demo.url}/elemento`)
    return tab
  }

  test('it connects, shows the numbers, and keeps its looks to itself', async () => {
    const tab = await open()
    await tab.evaluate((rules) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(rules)
      document.adoptedStyleSheets.push(sheet)
      const element = document.querySelector('instagram-dashboard')
      if (element === null) return
      element.texts = { onboarding: { button: 'Mostrar meus números' } }
      element.onEvent = ({ name }) => {
        element.dataset['told'] = `${element.dataset['told'] ?? ''} ${name}`.trim()
      }
    }, hostile)
    await tab.getByRole('button', { name: 'Mostrar meus números' }).waitFor()
    const [popup] = await Promise.all([tab.waitForEvent('popup'), tab.getByTestId('connect').click()])
    await allowAs(popup, 'loja.da.ana')
    await syncEnded(tab)

    expect(await tab.title()).toBe('@loja.da.ana')
    const told = await tab.locator('instagram-dashboard').getAttribute('data-told')
    expect(told).toMatch(/connect_opened connect_returned dashboard_shown$/)
    await tab.getByTestId('section-audience').getByText('Público').waitFor()
    await tab.getByRole('slider').first().waitFor()
    const background = await tab
      .getByTestId('timeline-view')
      .evaluate((button) => getComputedStyle(button).backgroundColor)
    expect(background).not.toBe('rgb(255, 0, 0)')
    const outside = await tab.evaluate(() => getComputedStyle(document.querySelector('main h1') as Element).margin)
    expect(outside).not.toBe('0px')
    await expectAccessible(tab)
  })

  test('it can be taken away and put back', async () => {
    const tab = await open()
    await tab.getByTestId('account-username').waitFor()
    await tab.evaluate(() => {
      const element = document.querySelector('instagram-dashboard') as Element
      const parent = element.parentElement as Element
      element.remove()
      parent.append(element)
    })
    await tab.getByTestId('account-username').waitFor()
    await tab.getByTestId('account-menu').click()
    await tab.getByTestId('reconnect').waitFor()
    await tab.getByRole('heading', { name: 'Uma página sem framework' }).click()
    await tab.getByTestId('reconnect').waitFor({ state: 'hidden' })
  })
})
