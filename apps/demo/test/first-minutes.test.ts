import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { allowAs, checkScreen, hasChromium, phone, syncEnded, useDemo } from './browser.ts'

/** Adds up what moves on the page without the user, as browsers report it. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const sums = Object.assign(globalThis, { shifts: 0 })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean }
        if (!hadRecentInput) sums.shifts += value
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return () => page.evaluate(() => (globalThis as unknown as { shifts: number }).shifts)
}

/**
 * What a thumb can not hit: buttons and lists that are on the screen and lower or narrower than 44. The name of a post above
 * the chart is a line of text, and its picture below opens the same.
 */
const tooSmall = (page: Page) =>
  page.locator('.instagram-dashboard, .top-bar').evaluateAll((places) =>
    places.flatMap((place) =>
      [...place.querySelectorAll('button:not([data-testid="readout-post"]), select, summary')]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }))
        // What lies over a whole card is as large as the card.
        .filter((one) => getComputedStyle(one, '::after').position !== 'absolute')
        .map((one) => ({ one, box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && (box.height < 44 || box.width < 44))
        .map(({ one, box }) => `${one.outerHTML.slice(0, 120)} ${box.width}×${box.height}`),
    ),
  )

describe.skipIf(!hasChromium)('the first minutes on a phone', { timeout: 60_000 }, () => {
  const host = useDemo({ latencyMs: 10 })

  test('from an example over a history that fills in place to a picture to share, and on without a network', async () => {
    const context = await host.openContext({ ...phone, serviceWorkers: 'allow' })
    const page = await host.signInTo(context, 'ana')
    const sample = page.getByTestId('sample')
    await page.getByTestId('invitation-reward').getByText('Ganhe 50 créditos').waitFor()
    await sample.getByText('3.280').first().waitFor()
    const asked: string[] = []
    const listen = (request: { url: () => string }) => void asked.push(request.url())
    page.on('request', listen)
    await sample.getByTestId('sample-followersCount').tap()
    await sample.getByText('12.643').first().waitFor()
    await sample.getByRole('slider').press('ArrowLeft')
    await sample.getByText('12.526 seguidores').waitFor()
    page.off('request', listen)
    expect(asked).toEqual([])
    await checkScreen(page, 'invitation-phone')

    const shifts = await watchShifts(page)
    await page.getByTestId('connect').tap()
    await allowAs(page, 'loja.da.ana')
    const story = page.getByTestId('welcome')
    await story.getByText('Pronto, @loja.da.ana conectado!').waitFor()
    await story.getByText(/Já chegaram \d+ de 30 dias/).waitFor()
    await syncEnded(page)
    await page.getByTestId('share-open').waitFor()
    for (const step of ['followers', 'week', 'posts', 'audience', 'month'])
      await page.getByTestId(`story-${step}`).getByText('(chegou)').waitFor({ state: 'attached' })
    expect(await shifts()).toBeLessThanOrEqual(0.05)
    const header = await page.locator('.instagram-account').boundingBox()
    expect(header?.height).toBe(56)
    expect(await tooSmall(page)).toEqual([])
    await checkScreen(page, 'first-days-phone')

    await page.getByTestId('share-open').tap()
    const dialog = page.getByRole('dialog', { name: 'Seu Instagram em 30 dias' })
    await dialog.getByRole('img', { name: /^Cartão de Loja da Ana, de / }).waitFor()
    const save = dialog.getByTestId('share-save')
    const [box, outer] = await Promise.all([save.boundingBox(), dialog.boundingBox()])
    expect(box?.width).toBeGreaterThan((outer?.width ?? 0) - 40)
    await checkScreen(page, 'share-card-phone')
    const [download] = await Promise.all([page.waitForEvent('download'), save.tap()])
    expect(download.suggestedFilename()).toBe('loja.da.ana-30-dias.png')
    const png = await readFile(await download.path())
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1080, 1920])
    await dialog.getByTestId('share-close').tap()
    await page.getByTestId('welcome-close').tap()
    await story.waitFor({ state: 'detached' })

    // The first visit is kept from its end on, and the next one as it goes.
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await page.reload()
    const reach = page.getByTestId('tile-reach-value')
    await reach.filter({ hasText: /\d/ }).waitFor()
    const before = await reach.innerText()
    await context.setOffline(true)
    await page.reload()
    await page
      .getByTestId('offline')
      .getByText(/Números atualizados (agora|há)/)
      .waitFor()
    expect(await reach.innerText()).toBe(before)

    await context.setOffline(false)
    await page.getByTestId('menu').tap()
    await page.getByTestId('sign-out').tap()
    await page.getByTestId('login-ana').waitFor()
    // The page of the app may be kept anew, for whoever signs in; of the numbers nothing is.
    const keptOfNumbers = () =>
      page.evaluate(async () => {
        const names = (await caches.keys()).filter((name) => name.includes('own'))
        const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
        return kept.flat().flatMap(({ url }) => (new URL(url).pathname === '/' ? [] : [url]))
      })
    await expect.poll(keptOfNumbers).toEqual([])
  })
})
