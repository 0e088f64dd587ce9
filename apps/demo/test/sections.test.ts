import { describe, expect, test } from 'vitest'
import { nextMilestone } from '../../../packages/client-sdk/src/react/data/milestones.ts'
import { addDays, wholeDays } from '../../../packages/client-sdk/src/react/data/range.ts'
import { checkScreen, hasChromium, phone, syncEnded, useDemo } from './browser.ts'

/** Past the cooldown, and past the hour in which the calls of the first sync count. */
const later = 2 * 3_600_000

/** The cards of each section from above, by their test ids. */
const cardsOf = {
  summary: ['chart-timeline', 'top-posts', 'followers', 'goals'],
  content: ['media', 'stories', 'breakdown'],
  audience: ['chart-growth', 'audience'],
  hours: ['best-times'],
} as const

/** One answer of a batch, as the server refuses. */
const failedAnswer = {
  error: {
    json: {
      message: 'Algo deu errado.',
      code: -32_603,
      data: {
        code: 'INTERNAL_SERVER_ERROR',
        httpStatus: 500,
        app: { code: 'INTERNAL', action: 'retry', requestId: 'failed-on-purpose' },
      },
    },
  },
}

describe.skipIf(!hasChromium)('the sections of the panel', { timeout: 60_000 }, () => {
  const host = useDemo({ latencyMs: 0 })
  const { ready } = host

  test('the chart shows gaps as gaps, shades the days that may still change, and has the period before behind it', async () => {
    const page = await ready('ana', 'loja.da.ana')
    const ana = host.demo.dashboard.caller({ userId: 'ana' })
    const { startDate } = wholeDays(30, (await ana.instagram.connect.status()).today)
    const before = { startDate: addDays(startDate, -20), endDate: addDays(startDate, -1) }
    // What the background does every minute, once the calls of the syncs before count no more.
    await host.demo.dashboardClock.forward(later)
    await host.demo.dashboard.catchUp()
    expect((await ana.instagram.metrics.list(before)).items.every(({ reach }) => reach !== null)).toBe(true)
    await page.reload()
    const card = page.getByTestId('chart-timeline')
    const drawing = (name: string) => card.locator(`.instagram-chart-svg .instagram-chart-${name}`).getAttribute('d')
    const chart = card.getByRole('slider')
    await chart.waitFor()
    expect(await drawing('previous')).toMatch(/^M/)
    await card.getByTestId('hero-line').getByText('Período anterior').waitFor()

    await chart.press('End')
    expect(await chart.getAttribute('aria-valuetext')).toContain('ainda pode mudar')
    expect(await card.locator('.instagram-chart-open').textContent()).toBe('ainda pode mudar')
    expect(await drawing('tentative')).toMatch(/^M.*L/)
    expect(await card.locator('.instagram-chart-tentative').getAttribute('style')).toContain('stroke-dasharray: 5, 5')

    await page.getByTestId('range-365').click()
    await page.getByTestId('range-period').getByText('comparado com').waitFor()
    await card.getByText('Cada ponto é uma semana.').waitFor()
    await chart.press('Home')
    expect(await chart.getAttribute('aria-valuetext')).toMatch(/; Alcance; \D+$/)
    const [, start = '0'] = /^M([\d.]+)/.exec((await drawing('firm')) ?? '') ?? []
    expect(Number(start)).toBeGreaterThan(100)
    // What catches up pauses between its calls once most of the hour's are counted.
  }, 120_000)

  test('screen readers hear names, days with numbers, and the keyboard reaches everything', async () => {
    const page = await ready('ana', 'loja.da.ana')
    await page.getByRole('heading', { level: 1, name: 'Loja da Ana' }).waitFor()
    await page.getByRole('group', { name: 'Período' }).getByRole('button', { name: '90 dias' }).press('Enter')
    await page.getByTestId('range-period').getByText('dos 90 dias').waitFor()
    const chart = page.getByRole('slider', { name: /^Gráfico de Alcance de/ })
    await chart.focus()
    for (let presses = 0; presses < 6; presses++) await page.keyboard.press('ArrowLeft')
    expect(await chart.getAttribute('aria-valuetext')).toMatch(
      /; Alcance: [\d.]+ pessoas; (confirmado|ainda (pode mudar|não confirmado))/,
    )
    const chosen = page.getByTestId('chart-readout')
    expect(await chosen.innerText()).toContain((await chart.getAttribute('aria-valuetext'))?.split(';')[0] ?? '?')
    await page.keyboard.press('Escape')
    await chosen.getByText('ainda pode mudar').waitFor()

    const tabs = page.getByRole('tablist', { name: 'Número do gráfico' })
    await tabs.getByRole('tab', { name: /^Alcance por dia/, selected: true }).press('ArrowRight')
    const views = tabs.getByRole('tab', { name: /^Visualizações/, selected: true })
    expect(await views.evaluate((tab) => tab === document.activeElement)).toBe(true)
    await page
      .getByRole('tabpanel', { name: /^Visualizações/ })
      .getByRole('slider')
      .waitFor()
    await views.press('End')
    await page.getByRole('slider', { name: /^Gráfico de Taxa/ }).waitFor()
    await page.getByRole('button', { name: /^Avisos/ }).press('Enter')
    await page.getByRole('heading', { name: 'Avisos' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await page.getByTestId('bell').evaluate((bell) => bell === document.activeElement)).toBe(true)
    await page.getByRole('button', { name: 'Opções da conta' }).press('Enter')
    await page.getByRole('button', { name: 'Desconectar' }).press('Enter')
    await page.getByRole('dialog', { name: 'Desconectar @loja.da.ana?' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    // Back to where it was opened from, and not to the top of the page.
    const menu = page.getByTestId('account-menu')
    expect(await menu.evaluate((button) => button === document.activeElement)).toBe(true)
  })

  test('on a phone a swipe brings the other numbers, and a tap or a finger that moves reads a day out above the chart', async () => {
    const page = await ready('ana', 'loja.da.ana', await host.takeContext(phone))
    const chart = page.getByTestId('chart-touch')
    const readout = page.getByTestId('chart-readout')
    await chart.getByTestId('chart-post').first().waitFor()
    await chart.scrollIntoViewIfNeeded()
    const box = (await chart.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    const at = (share: number) => ({ x: box.x + share * box.width, y: box.y + box.height / 3 })
    const words = () => readout.innerText()
    const newest = await words()

    await page.touchscreen.tap(at(0.25).x, at(0.25).y)
    const tapped = await words()
    expect(tapped).not.toBe(newest)
    const { y = 0, height = 0 } = (await readout.boundingBox()) ?? {}
    expect(y + height).toBeLessThanOrEqual(box.y)

    const line = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
      line.send('Input.dispatchTouchEvent', { type, touchPoints })
    await touch('touchStart', at(0.25))
    for (const share of [0.35, 0.45, 0.55]) await touch('touchMove', at(share))
    await touch('touchEnd')
    const dragged = await words()
    expect(dragged).not.toBe(tapped)

    // A post below the axis is read out with its day.
    const readPost = async () => {
      const post = (await chart.getByTestId('chart-post').first().boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
      await page.touchscreen.tap(post.x + post.width / 2, post.y + post.height / 2)
      return readout.getByTestId('readout-post').count()
    }
    await expect.poll(readPost, { timeout: 10_000 }).toBe(1)
    await readout.getByTestId('readout-post').tap()
    await page.getByTestId('post-sheet').waitFor()
    await page.keyboard.press('Escape')
    await page.getByTestId('post-sheet').waitFor({ state: 'detached' })
    const kept = (await words()).split('\n').find((line) => / de /.test(line)) ?? '?'

    const tab = page.getByTestId('metric-engagement')
    await page.getByRole('tablist').evaluate((list) => list.scrollTo({ left: list.scrollWidth }))
    await tab.tap()
    await readout.getByText(/intera/).waitFor()
    expect(await words()).toContain(kept)
    expect(new URL(page.url()).searchParams.get('instagram-metric')).toBe('engagement')
    await page.reload()
    await readout.getByText(/intera/).waitFor()
    const { x = 0, width = 0 } = (await tab.boundingBox()) ?? {}
    expect(x + width).toBeLessThanOrEqual(390)
  })

  test('each card is there once, in its place, and one that fails leaves the others', async () => {
    const page = await ready('ana', 'loja.da.ana')
    const cards = page.locator('.instagram-dashboard section.instagram-card[data-testid]')
    const shown = () => cards.evaluateAll((found) => found.map((card) => card.getAttribute('data-testid') ?? ''))
    for (const [section, always] of Object.entries(cardsOf)) {
      await page.getByTestId(`section-${section}`).click()
      // Some come when they are scrolled near.
      await page.getByTestId(always.at(-1) ?? '').waitFor()
      await page.getByTestId('export-csv').scrollIntoViewIfNeeded()
      await expect.poll(shown).toEqual(expect.arrayContaining([...always]))
      const names = await shown()
      expect(names.filter((name) => (always as readonly string[]).includes(name))).toEqual(always)
      expect(names).toEqual([...new Set(names)])
    }
    await page.getByTestId('section-content').click()
    await page.getByTestId('breakdown-reach').click()
    await page.getByTestId('breakdown').getByText('Média por dia').waitFor()
    await page.getByTestId('section-summary').click()

    const { today } = await host.demo.dashboard.caller({ userId: 'ana' }).instagram.connect.status()
    const goals = page.getByTestId('goals')
    await goals.getByTestId('goal-new').click()
    // A goal that can be reached within a month is there to be taken.
    expect(await goals.getByTestId('goal-amount').inputValue()).toBe('13000')
    await goals.getByTestId('goal-metric').selectOption({ label: 'Alcance por dia' })
    await goals.getByTestId('goal-amount').fill('50000000')
    await goals.getByTestId('goal-by').fill(addDays(today, 30))
    await goals.getByTestId('goal-create').click()
    await goals.getByTestId('goal').getByText('Alcance por dia').waitFor()

    await page.route(/goals\.list/, async (route) => {
      const response = await route.fetch()
      const [, paths = ''] = new URL(route.request().url()).pathname.split('/trpc/')
      const answers: unknown = await response.json()
      if (!Array.isArray(answers)) throw new Error('the answers are no batch')
      const json = paths.split(',').map((path, index) => (path.endsWith('goals.list') ? failedAnswer : answers[index]))
      await route.fulfill({ response, json })
    })
    await page.reload()
    await goals.getByTestId('error-INTERNAL').waitFor()
    await expect.poll(shown).toEqual(expect.arrayContaining([...cardsOf.summary]))

    await page.unroute(/goals\.list/)
    await goals.getByTestId('error-retry').click()
    await goals.getByRole('button', { name: /^Apagar a meta: Alcance por dia até/ }).click()
    await goals.getByTestId('goal').waitFor({ state: 'detached' })
  })

  test('posts of the range are chosen, ordered, opened, compared and given a tag', async () => {
    const page = await ready('ana', 'loja.da.ana')
    await page.getByTestId('top-posts').getByTestId('post-times').first().waitFor()
    await page.getByTestId('top-posts-all').click()
    expect(new URL(page.url()).searchParams.get('instagram-section')).toBe('content')
    const media = page.getByTestId('media')
    await page.getByTestId('range-90').click()
    await page.getByTestId('media-type-carousel').click()
    await media.getByRole('listitem').filter({ hasText: 'Carrossel' }).first().waitFor()
    expect(await media.getByRole('listitem').filter({ hasNotText: 'Carrossel' }).count()).toBe(0)

    await page.getByTestId('media-type-all').click()
    await page.getByTestId('media-view').click()
    const table = page.getByTestId('media-table')
    await table.getByRole('button', { name: 'Salvamentos' }).click()
    await table.getByRole('columnheader', { name: 'Salvamentos' }).and(page.locator('[aria-sort]')).waitFor()
    const columns = await table.getByRole('columnheader').allInnerTexts()
    const column = columns.findIndex((text) => text.startsWith('Salvamentos'))
    const saves = (await table.locator(`td[data-column="${column}"]`).allInnerTexts()).map((text) =>
      Number(text.replace('.', '')),
    )
    expect(saves).toEqual(saves.toSorted((one, other) => other - one))
    expect(saves.length).toBeGreaterThan(5)

    const first = table.getByTestId('post-open').first()
    const name = (await first.innerText()).split(',')[0] ?? ''
    await first.press('Enter')
    const sheet = page.getByRole('dialog', { name })
    await sheet.getByTestId('post-figures').getByText('média').first().waitFor()
    await sheet
      .getByRole('button', { name: /^Comparar com / })
      .first()
      .click()
    await sheet.getByTestId('compare-table').getByRole('rowheader', { name: 'Salvamentos' }).waitFor()
    await checkScreen(page, 'post-sheet')
    await sheet.getByTestId('tag-text').fill('#Sorteio')
    await sheet.getByTestId('tag-add').click()
    await sheet.getByRole('button', { name: 'Tirar a etiqueta sorteio' }).waitFor()
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    expect(await first.evaluate((button) => button === document.activeElement)).toBe(true)
    await page.getByTestId('media-tag').selectOption('sorteio')
    await expect.poll(() => table.getByTestId('post-open').count()).toBe(1)
    await page.getByTestId('tags-table').getByText('sorteio').waitFor()
    await page
      .getByTestId('stories')
      .getByText(/ (saiu|saíram)$/)
      .first()
      .waitFor()
  })

  test('who came, who they are and when they are there is the same wherever it is told', async () => {
    const page = await ready('ana', 'loja.da.ana')
    await host.demo.dashboard.syncAudiences()
    // The page has asked for the hours before that.
    await page.reload()
    await syncEnded(page)
    const { instagram } = host.demo.dashboard.caller({ userId: 'ana' })
    const { today, account } = await instagram.connect.status()
    const growth = await instagram.metrics.growth(wholeDays(30, today))
    const number = (value: number) => new Intl.NumberFormat('pt-BR').format(value)
    const signed = (value: number | null) => (value === null ? '—' : `${value > 0 ? '+' : ''}${number(value)}`)

    const card = page.getByTestId('followers')
    await card.getByText(signed(growth.net), { exact: true }).waitFor()
    expect(await page.getByTestId('followers-now').innerText()).toContain(
      `${number(account?.followersCount ?? 0)} agora`,
    )
    await page.getByTestId('followers-all').click()
    expect(page.url()).toContain('instagram-section=audience')
    await page.getByTestId('growth-net').getByText(signed(growth.net), { exact: true }).waitFor()
    // The next round count is told from the first day on.
    const { points } = await instagram.metrics.forecast({ metric: 'followersCount' })
    const next = nextMilestone(account?.followersCount ?? 0, points ?? [], today)
    if (next !== null) await page.getByTestId('growth-now').getByText(`em cerca de ${next.inDays} dias`).waitFor()
    const gained = growth.points.reduce((sum, point) => sum + (point.gained ?? 0), 0)
    expect(await page.getByTestId('growth-gained').innerText()).toBe(number(gained))

    // The bars are gone through day by day, and what is read stands above them.
    const bars = page.getByRole('slider', { name: /^Seguidores que chegaram e saíram/ })
    const reading = page.getByTestId('gains-reading')
    await bars.focus()
    const [before, newest] = growth.points.slice(-2)
    // A day of which Instagram does not say yet who came and who left is told by what we counted, if anything was.
    const toldOf = (point = growth.points[0]) => {
      if (point && point.gained !== null) return new RegExp(`^${number(point.gained)} cheg`)
      return point && point.change !== null ? /pela contagem/ : /./
    }
    await reading.getByText(toldOf(newest)).first().waitFor()
    await bars.press('ArrowLeft')
    await reading.getByText(toldOf(before)).first().waitFor()
    expect(await bars.getAttribute('aria-valuetext')).toMatch(/^\S+, \d+ de \S+ de \d{4}/)
    await bars.press('Escape')
    await reading.getByText('Toque em uma barra').waitFor()

    // What a finger has chosen stays when it leaves.
    const touch = { pointerType: 'touch', clientX: ((await bars.boundingBox())?.x ?? 0) + 12 }
    for (const event of ['pointerdown', 'pointerup', 'pointerout']) await bars.dispatchEvent(event, touch)
    await reading.getByText(toldOf()).first().waitFor()

    // All ages, and how many of the followers Instagram names.
    const { followers } = await instagram.metrics.audience({})
    const ages = page.getByTestId('audience-age').getByRole('listitem')
    expect(await ages.count()).toBe(followers.age?.length)
    await ages.getByText('65+').waitFor()
    const named = followers.city?.reduce((sum, { people }) => sum + people, 0) ?? 0
    const percent = Math.round((100 * named) / (account?.followersCount ?? 1))
    await page.getByTestId('audience-named').getByText(`cerca de ${percent}%`).waitFor()
    await page.getByTestId('audience-city-more').click()
    expect(await page.getByTestId('audience-city').getByRole('listitem').count()).toBe(followers.city?.length)

    // Each hour of the map has the number of the answer, and the zone its name.
    await page.getByTestId('section-hours').click()
    await page.getByTestId('best-times').getByText('interações por post · horário de Brasília').waitFor()
    const { slots, hours, online } = await instagram.metrics.bestTimes({})
    const cells = page.getByTestId('times-map').locator('td[title]')
    expect(await cells.count()).toBe(slots.length + hours.length)
    const shown = await cells.evaluateAll((all) => all.map((cell) => cell.getAttribute('title') ?? ''))
    const told = [...hours, ...slots].map(
      ({ expected, posts }) => `${number(Math.round(expected))} interações por post, ${posts} post`,
    )
    expect(told.filter((cell) => !shown.some((title) => title.startsWith(cell)))).toEqual([])
    expect(online).not.toBeNull()
    expect(await page.getByTestId('online-map').locator('td[title]').count()).toBe(7 * 8)
  })
})
