import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { connectOnServer, hasChromium, looks, syncEnded, turnTo, useDemo } from './browser.ts'
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
    await connectOnServer(host.demo, 'carla', 'loja.da.ana')
    await host.demo.dashboard.syncAudiences()
  }, 60_000)

  async function open(person: 'bruno' | 'carla', screen: string): Promise<Page> {
    const page = await host.signIn(person)
    // How long ago something was would be told in other words in the middle of a test.
    await page.clock.setFixedTime(new Date())
    // What was drawn before that would be drawn anew by the clock that stands still.
    await page.reload()
    await page.getByTestId(`go-${screen}`).click()
    if (person === 'carla' && screen === 'dashboard') {
      await syncEnded(page)
      await page.getByRole('slider').first().waitFor()
      // What comes when it is scrolled near is there before the first picture.
      await page.getByTestId('export-csv').scrollIntoViewIfNeeded()
      await expect.poll(() => page.locator('.instagram-skeleton').count()).toBe(0)
      await calm(page)
    }
    return page
  }

  async function expectUnchanged(page: Page, rules: Record<string, string>): Promise<void> {
    await pinPlaces(page)
    expect(await rememberStyles(page)).toBeGreaterThan(10)
    const before = await settledPicture(page)
    for (const [name, css] of Object.entries(rules)) {
      const takeAway = await addStyles(page, css)
      expect((await changedStyles(page)).slice(0, most), name).toEqual([])
      await expectPicture(page, before, name)
      await takeAway()
    }
  }

  test('the dashboard: each of the sheets, and all of them in every look', async () => {
    const page = await open('carla', 'dashboard')
    const every = await everyProperty(page)
    const all = [...Object.values(resets), ownRules, every].join('\n')
    await pinPlaces(page)
    await page.getByTestId('timeline-view').hover()
    await page.getByTestId('timeline-view').focus()
    await turnTo(page, looks[2])

    await expectUnchanged(page, { ...resets, 'rules of a page': ownRules, 'every property': every })
    for (const look of looks) {
      await turnTo(page, look)
      // Beside a scrollbar, which is the page's.
      await pinPlaces(page, look.width - 20)
      const before = await settledPicture(page)
      const takeAway = await addStyles(page, all)
      await expectPicture(page, before, `${look.width} ${look.colorScheme}`)
      await takeAway()
    }
  })

  test.each([
    ['bruno', 'dashboard', 'connect'],
    ['carla', 'notifications', 'notifications'],
    ['carla', 'account', 'privacy'],
    ['carla', 'support', 'support'],
    ['carla', 'admin', 'health'],
  ] as const)('what %s sees at %s', async (person, screen, ready) => {
    const page = await open(person, screen)
    await page.getByTestId(ready).first().waitFor()
    await expect.poll(() => page.locator('.instagram-skeleton').count()).toBe(0)
    await calm(page)
    // Tall enough for the whole place: the last row of pixels at a scrolled edge is drawn a little differently.
    await page.setViewportSize({ width: 1280, height: 1_200 })
    await expectUnchanged(page, { all: [...Object.values(resets), ownRules, await everyProperty(page)].join('\n') })
  })
})

/** Waits until nothing moves and what is marked read by being shown has gone: the same elements three times in a row. */
async function calm(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((one) => one instanceof CSSAnimation && one.effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(ending.map(({ finished }) => finished))
  })
  const counts: number[] = []
  await expect
    .poll(
      async () => {
        counts.push(await page.locator('.instagram-place *').count())
        return new Set(counts.slice(-3)).size === 1 && counts.length >= 3
      },
      { interval: 400, timeout: 10_000 },
    )
    .toBe(true)
}

/** Of 255: at rounded corners and edges the same shape is not always drawn with exactly the same shades. */
const leastSeen = 2

/** The greatest difference between two pixels of the same place, of 255; of pictures of unlike sizes it is endless. */
async function differenceOf(page: Page, one: Buffer, other: Buffer): Promise<number> {
  if (one.equals(other)) return 0
  const blank = await page.context().newPage()
  try {
    return await blank.evaluate(
      async (pictures) => {
        const [a, b] = await Promise.all(
          pictures.map(async (picture) => {
            const image = new Image()
            image.src = `data:image/png;base64,${picture}`
            await image.decode()
            const drawing = new OffscreenCanvas(image.width, image.height).getContext('2d')
            drawing?.drawImage(image, 0, 0)
            return drawing?.getImageData(0, 0, image.width, image.height)
          }),
        )
        if (!a || !b || a.width !== b.width || a.height !== b.height) return Infinity
        return a.data.reduce((most, shade, index) => Math.max(most, Math.abs(shade - (b.data[index] ?? 0))), 0)
      },
      [one.toString('base64'), other.toString('base64')],
    )
  } finally {
    await blank.close()
  }
}

/** As a user would see it, without what moves by itself. */
function picture(page: Page): Promise<Buffer> {
  return page.locator('main .instagram-place').first().screenshot({ animations: 'disabled', caret: 'hide' })
}

/** What stays, once nothing moves any more. */
async function settledPicture(page: Page): Promise<Buffer> {
  let before = await picture(page)
  await expect
    .poll(async () => {
      const last = before
      before = await picture(page)
      return before.equals(last)
    })
    .toBe(true)
  return before
}

async function expectPicture(page: Page, wanted: Buffer, name: string): Promise<void> {
  await expect
    .poll(async () => differenceOf(page, wanted, await picture(page)), {
      message: `${name} changes the picture`,
      timeout: 5_000,
    })
    .toBeLessThanOrEqual(leastSeen)
}
