import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { hasChromium, looks, syncEnded, turnTo, useDemo } from './browser.ts'
import {
  addStyles,
  changedStyles,
  everyProperty,
  ownRules,
  pinPlaces,
  rememberStyles,
  resets,
} from './hostile-styles.ts'

/** The first few of what has changed say enough. */
const most = 12

describe.skipIf(!hasChromium)('the style sheets of a host change nothing inside a part', { timeout: 120_000 }, () => {
  const host = useDemo({ latencyMs: 0 })

  beforeAll(async () => {
    if (!hasChromium) return
    const { control } = host.demo.sandbox
    const carla = host.demo.dashboard.caller({ userId: 'carla', role: 'admin' })
    const { state } = await carla.instagram.connect.start({})
    const code = control.approve('loja.da.ana', { redirectUri: `${host.demo.url}/conectar/retorno` })
    const { account } = await carla.instagram.connect.complete({ code, state })
    await vi.waitUntil(
      async () => (await carla.instagram.sync.history({ accountId: account.id })).items[0]?.status === 'succeeded',
      { timeout: 30_000 },
    )
    await host.demo.dashboard.syncAudiences()
  }, 60_000)

  async function open(person: 'bruno' | 'carla'): Promise<Page> {
    const page = await host.signIn(person)
    await page.clock.setFixedTime(new Date())
    return page
  }

  async function expectUnchanged(page: Page, rules: Record<string, string>): Promise<void> {
    await pinPlaces(page)
    expect(await rememberStyles(page)).toBeGreaterThan(20)
    const before = await picture(page)
    for (const [name, css] of Object.entries(rules)) {
      const takeAway = await addStyles(page, css)
      expect((await changedStyles(page)).slice(0, most), name).toEqual([])
      const after = await picture(page)
      if (!after.equals(before)) {
        const fs = await import('node:fs')
        fs.writeFileSync('/tmp/w/iso-a.png', before)
        fs.writeFileSync('/tmp/w/iso-b.png', after)
      }
      expect(after.equals(before), `${name} changes the picture`).toBe(true)
      await takeAway()
    }
  }

  test('the dashboard: each of the sheets, and all of them in every look', async () => {
    const page = await open('carla')
    await syncEnded(page)
    await page.getByTestId('media').getByRole('listitem').first().waitFor()
    await page.getByTestId('audience').getByRole('listitem').first().waitFor()
    await page.getByRole('slider').first().waitFor()
    const all = [...Object.values(resets), ownRules, await everyProperty(page)].join('\n')

    await expectUnchanged(page, { ...resets, 'rules of a page': ownRules, 'every property': await everyProperty(page) })
    for (const look of looks) {
      await page.reload()
      await syncEnded(page)
      await page.getByRole('slider').first().waitFor()
      await turnTo(page, look)
      await expectUnchanged(page, { all })
    }
  })
})

/** As a user would see it, without what moves by itself. */
function picture(page: Page): Promise<Buffer> {
  return page.locator('main .instagram-place').first().screenshot({ animations: 'disabled', caret: 'hide' })
}
