import { readFile } from 'node:fs/promises'
import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { nextMilestone } from '../../../packages/client-sdk/src/react/data/milestones.ts'
import { addDays, wholeDays } from '../../../packages/client-sdk/src/react/data/range.ts'
import { allowAs, checkScreen, connectInPopup, hasChromium, openPopup, phone, syncEnded, useDemo } from './browser.ts'

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

describe.skipIf(!hasChromium)('living with the dashboard', { timeout: 60_000 }, () => {
  const host = useDemo({ latencyMs: 0 })

  async function ready(person: 'ana' | 'bruno', username: string, context?: BrowserContext): Promise<Page> {
    const page = await host.signInTo(context ?? (await host.takeContext({})), person)
    const isConnected = page.getByTestId('account-username')
    await page.getByTestId('connect').or(isConnected).first().waitFor()
    if ((await isConnected.count()) === 0) await connectInPopup(page, username)
    await syncEnded(page)
    return page
  }

  test('the first connection is an achievement with credits, told in a notice', async () => {
    const page = await ready('ana', 'loja.da.ana')
    await page.getByTestId('go-achievements').click()
    await page.getByTestId('credits').getByText('50 créditos').waitFor()
    await page.getByTestId('achievement-first_connection').getByText('+50 créditos').waitFor()
    await page.getByTestId('bell').click()
    await page.getByTestId('notifications').getByTestId('notification-achievement_unlocked').first().waitFor()
  })

  /** Support answers, which waits for the user. */
  async function answerOf(message: string): Promise<void> {
    const { id } = await host.demo.dashboard.caller({ userId: 'ana' }).instagram.support.create({ message })
    await host.demo.dashboard.caller({ userId: 'carla', role: 'admin' }).admin.support.answer({ id, answer: 'Sim!' })
  }

  test('what waits for the user is counted until it is marked, here and in another tab, and the rest by being shown', async () => {
    const page = await ready('ana', 'loja.da.ana')
    const other = await page.context().newPage()
    await other.goto(host.demo.url)
    await other.getByTestId('account-username').waitFor()
    expect(await page.getByTestId('unread-count').count()).toBe(0)
    await answerOf('Uma pergunta')
    await answerOf('Outra pergunta')
    await expect.poll(() => unread(page)).toBe(2)

    await page.getByTestId('bell').click()
    await page.getByRole('region', { name: 'Precisa de você' }).waitFor()
    const told = page.getByRole('region', { name: 'Hoje' }).getByTestId('notification-first_connection')
    expect(await told.getByTestId('notification-link').getAttribute('href')).toMatch(/\?instagram-account=/)
    await page.getByTestId('mark-read').first().click()
    await expect.poll(() => unread(page)).toBe(1)
    await other.reload()
    await expect.poll(() => unread(other)).toBe(1)
    await page.getByTestId('mark-all-read').click()
    await page.getByTestId('unread-count').waitFor({ state: 'detached' })

    // It leads to what it is about, on whichever page that is.
    await page.getByTestId('notification-achievement_unlocked').first().getByTestId('notification-link').click()
    await page.getByTestId('achievement-first_connection').waitFor()
    expect(new URL(page.url()).pathname).toBe('/conquistas')
  })

  test('two tabs share one live line, and both hear of what is new', async () => {
    const page = await ready('ana', 'loja.da.ana', await host.openContext())
    const lines: string[] = []
    page.context().on('request', (request) => {
      if (request.url().includes('notifications.onNew')) lines.push(request.url())
    })
    await page.reload()
    await page.getByTestId('account-username').waitFor()
    const other = await page.context().newPage()
    await other.goto(host.demo.url)
    await other.getByTestId('account-username').waitFor()
    await page.getByTestId('go-support').click()
    await page.getByTestId('support-message').fill('Meus números de ontem não apareceram.')
    await page.getByTestId('support-send').click()
    const ticket = page.getByTestId('ticket').filter({ hasText: 'Meus números de ontem' })
    await ticket.waitFor()

    const admin = host.demo.dashboard.caller({ userId: 'carla', role: 'admin' })
    const open = (await admin.admin.support.list({})).items.find(({ status }) => status === 'open')
    await admin.admin.support.answer({ id: open?.id ?? '', answer: 'Eles chegam até amanhã.' })
    for (const tab of [page, other]) {
      await tab.getByTestId('unread-count').getByText('1', { exact: true }).waitFor()
    }
    expect(lines).toHaveLength(1)
    await page.reload()
    await page.getByText('Eles chegam até amanhã.').waitFor()
  })

  test('when the tab that holds the live line is closed, the next one takes it over', async () => {
    const page = await ready('ana', 'loja.da.ana')
    const other = await page.context().newPage()
    await other.goto(host.demo.url)
    await other.getByTestId('account-username').waitFor()
    const opened = other.waitForRequest(/notifications\.onNew/)
    await page.close()
    await opened
    const before = (await other.getByTestId('unread-count').count()) === 0 ? 0 : await unread(other)
    await answerOf('Ainda estão aí?')

    await expect.poll(() => unread(other), { timeout: 15_000 }).toBe(before + 1)
  })

  test('an overview shows all accounts with what is wrong, leads to each, and the last one is there again', async () => {
    const page = await ready('bruno', 'criador.leo')
    const bruno = host.demo.dashboard.caller({ userId: 'bruno' })
    const { state } = await bruno.instagram.connect.start({})
    const code = host.demo.sandbox.control.approve('cafe.pequeno', {
      redirectUri: `${host.demo.url}/instagram/return`,
    })
    await bruno.instagram.connect.complete({ code, state })
    await page.goto(host.demo.url)
    await page.getByTestId('account-username').waitFor()
    const [shown = ''] = await page.getByTestId('account-username').allInnerTexts()
    const other = shown === '@criador.leo' ? 'cafe.pequeno' : 'criador.leo'
    await page.getByTestId('account-switcher').click()
    const overview = page.getByRole('dialog', { name: 'Todas as contas' })
    const row = overview.getByTestId(`overview-${other}`)
    await row.getByText(/^(Atualizado|Ainda sem números)/).waitFor()
    expect(await overview.getByRole('listitem').count()).toBe(2)
    expect(await overview.locator('[aria-current]').getByText(shown).count()).toBe(1)
    await checkScreen(page, 'overview')

    await row.press('Enter')
    await page.getByTestId('account-username').getByText(`@${other}`).waitFor()
    await overview.waitFor({ state: 'detached' })
    // Without an account in the address it is the one that was looked at last.
    await page.goto(host.demo.url)
    await page.getByTestId('account-username').getByText(`@${other}`).waitFor()
  })

  test('a tour of six steps goes by the keyboard, says where it is, and is offered no more', async () => {
    const page = await ready('ana', 'loja.da.ana')
    await page.getByTestId('account-menu').click()
    await page.getByTestId('tour').click()
    const tour = page.getByTestId('tour-dialog')
    const heard: string[] = []
    for (let step = 1; step <= 6; step += 1) {
      await tour.getByText(`Passo ${step} de 6`).waitFor()
      const heading = tour.getByRole('heading')
      heard.push(await heading.innerText())
      // Whoever hears the page is told the step: the focus is on its heading.
      expect(await heading.evaluate((element) => element === document.activeElement)).toBe(true)
      await tour.locator('.instagram-tour-light').waitFor()
      if (step === 2) await checkScreen(page, 'tour')
      if (step < 6) await page.keyboard.press('ArrowRight')
    }
    expect(new Set(heard).size).toBe(6)
    await page.keyboard.press('ArrowLeft')
    await tour.getByText('Passo 5 de 6').waitFor()
    await page.keyboard.press('Escape')
    await tour.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => localStorage.getItem('instagram-dashboard-tour'))).toBe('over')
  })

  test('losing the network in the middle of a sync loses nothing', async () => {
    const page = await ready('ana', 'loja.da.ana')
    await host.demo.dashboardClock.forward(later)
    await page.reload()
    host.demo.sandbox.control.fault({ kind: 'slow', ms: 400, times: 8 })
    await page.getByTestId('sync').click()
    await page.getByTestId('progress').waitFor()
    await page.context().setOffline(true)
    await page.getByTestId('offline').waitFor()
    await page.context().setOffline(false)

    await page.getByTestId('offline').waitFor({ state: 'detached' })
    await page.getByTestId('sync-done').waitFor()
    host.demo.sandbox.control.clearFaults()
  })

  test('pressing again too early, from a page that did not know, is told with the time to wait', async () => {
    const page = await ready('ana', 'loja.da.ana')
    await host.demo.dashboardClock.forward(later)
    await page.reload()
    const other = await page.context().newPage()
    await other.goto(host.demo.url)
    await other.getByTestId('account-username').waitFor()
    // This page is not told of anything any more, as a phone in a pocket.
    await other.route(/connect\.status/, (route) => route.abort())
    await page.getByTestId('sync').click()
    await page.getByTestId('sync-done').waitFor()

    await other.getByTestId('sync').click()
    const panel = other.getByTestId('error-SYNC_COOLDOWN')
    await panel.getByText(/Você pode tentar de novo em \d+ min/).waitFor()
  })

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

  test('a page that is left open over midnight in Los Angeles goes on to the new day by itself', async () => {
    const page = await ready('ana', 'loja.da.ana', await host.openContext())
    await page.clock.install()
    await page.reload()
    const ana = host.demo.dashboard.caller({ userId: 'ana' })
    const { endDate } = wholeDays(30, (await ana.instagram.connect.status()).today)
    const until = (day: string) => page.getByTestId('range-period').getByText(` a ${dayInWords(day)}`)
    await until(endDate).waitFor()
    await host.demo.dashboardClock.forward(24 * 3_600_000)
    await page.clock.fastForward('05:00')

    await until(addDays(endDate, 1)).waitFor()
  })

  test('the numbers can be taken away as CSV, a workbook and JSON, and the chart as a picture', async () => {
    const page = await ready('ana', 'loja.da.ana')
    const save = async (testId: string) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId(testId).click()])
      return { name: download.suggestedFilename(), content: await readFile(await download.path()) }
    }
    const csv = await save('export-csv')
    expect(csv.name).toMatch(/\.csv$/)
    expect(csv.content.toString()).toMatch(/^\uFEFFData;.*\r\n\d{2}\/\d{2}\/\d{4};/)
    const workbook = await save('export-xlsx')
    expect(workbook.name).toMatch(/\.xlsx$/)
    expect(workbook.content.subarray(0, 2).toString()).toBe('PK')
    const json = await save('export-json')
    expect(JSON.parse(json.content.toString())).toBeTypeOf('object')
    const png = await save('timeline-png')
    expect([...png.content.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47])
    expect(png.content.byteLength).toBeGreaterThan(5_000)
  })

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
    const post = (await chart.getByTestId('chart-post').first().boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    await page.touchscreen.tap(post.x + post.width / 2, post.y + post.height / 2)
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

  test('an access that was taken away at Instagram asks for a new one, which heals everything', async () => {
    const page = await ready('ana', 'loja.da.ana')
    await page.getByTestId('sandbox').click()
    await page.getByTestId('sandbox-person-revoke').click()
    await page.getByTestId('sandbox-outcome').getByText('Feito').waitFor()
    await page.getByTestId('sandbox-forward-day').click()

    await page.getByTestId('reconnect-required').waitFor()
    await page.getByTestId('sandbox').click()
    await checkScreen(page, 'reconnect-required')
    await allowAs(await openPopup(page, 'banner-reconnect'), 'loja.da.ana')
    await page.getByTestId('reconnect-required').waitFor({ state: 'detached' })
    await syncEnded(page)
  })

  test('what was asked of Instagram while it is down is told, with the numbers of before still there', async () => {
    const page = await ready('ana', 'loja.da.ana')
    await host.demo.dashboardClock.forward(later)
    await page.reload()
    await page.getByTestId('sandbox').click()
    await page.getByTestId('sandbox-fault-down').click()
    await page.getByTestId('sandbox-outcome').getByText('Feito').waitFor()
    await page.getByTestId('sandbox').click()
    await page.getByTestId('sync').click()

    await page.getByTestId('error-INSTAGRAM_UNAVAILABLE').waitFor()
    expect(await page.getByTestId('tile-reach-value').innerText()).toMatch(/\d/)
    await checkScreen(page, 'error-instagram-unavailable')
    host.demo.sandbox.control.clearFaults()
  })

  test('a login that ended while the numbers were on the screen is asked for again', async () => {
    const page = await ready('ana', 'loja.da.ana')
    await page.context().clearCookies()
    await page.getByTestId('range-7').click()
    await page.getByTestId('error-AUTH_REQUIRED').getByText('Sua sessão terminou').waitFor()
    await checkScreen(page, 'error-signed-out')
    await page.getByRole('button', { name: 'Entrar' }).click()
    await page.getByTestId('login-ana').click()
    await page.getByTestId('account-username').getByText('@loja.da.ana').waitFor()
  })

  test('without an answer from the server the page says so, and one button brings everything', async () => {
    const page = await ready('ana', 'loja.da.ana')
    await page.route(/\/trpc\//, (route) => route.abort())
    await page.reload()
    const panel = page.getByTestId('error-INTERNAL').first()
    await panel.getByText('Sem conexão').waitFor()
    await checkScreen(page, 'error-unreachable')
    await page.unroute(/\/trpc\//)
    await panel.getByTestId('error-retry').click()
    await page.getByTestId('tile-reach-value').filter({ hasText: /\d/ }).waitFor()
  })

  test('the language of the page is the language of everything', async () => {
    const page = await ready('ana', 'loja.da.ana')
    await page.getByTestId('language-en').click()
    await page.getByTestId('section-audience').getByText('Audience').waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.reload()
    await page.getByTestId('section-audience').getByText('Audience').waitFor()
  })

  test('the followers of past days come along from a file of one’s own, and can be taken back', async () => {
    const page = await ready('ana', 'loja.da.ana')
    await page.getByTestId('go-account').click()
    const card = page.getByTestId('followers-file')
    const chosen = page.waitForEvent('filechooser')
    await card.getByTestId('followers-choose').click()
    const content = 'dia;seguidores\n13/03/2024;9.000\n14/03/2024;9.010\n'
    await (await chosen).setFiles({ name: 'seguidores.csv', mimeType: 'text/csv', buffer: Buffer.from(content) })
    await card.getByTestId('followers-preview').getByText('2 dias').waitFor()
    await checkScreen(page, 'followers-file')
    await card.getByTestId('followers-save').click()
    await card.getByRole('status').filter({ hasNotText: '2 dias' }).waitFor()
    const ana = host.demo.dashboard.caller({ userId: 'ana' })
    const brought = await ana.instagram.metrics.growth({ startDate: '2024-03-13', endDate: '2024-03-14' })
    expect(brought.points.map(({ followers }) => followers)).toEqual([9_000, 9_010])

    await card.getByTestId('followers-remove').click()
    await card.getByRole('status').getByText('2').waitFor()
  })

  test('the person’s data can be taken away, and erased for good', async () => {
    const page = await ready('bruno', 'criador.leo')
    await page.getByTestId('go-account').click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('privacy-export').click()])
    expect((await readFile(await download.path())).toString()).toContain('criador.leo')
    await page.getByTestId('erase').click()
    expect(await page.getByTestId('erase-confirm').isDisabled()).toBe(true)
    await page.getByTestId('erase-understood').check()
    await page.getByTestId('erase-confirm').click()

    await page.getByText('Tudo o que guardávamos sobre você foi apagado.').waitFor()
    await page.getByText('Nenhuma conta conectada por enquanto.').waitFor()
    await page.getByTestId('go-dashboard').click()
    await page.getByTestId('connect').waitFor()
  })
})

function dayInWords(date: string): string {
  const day = new Intl.DateTimeFormat('pt-BR', { day: 'numeric', month: 'short', timeZone: 'UTC' })
  return day.format(new Date(`${date}T00:00:00Z`)).replaceAll('.', '')
}

async function unread(page: Page): Promise<number> {
  return Number(await page.getByTestId('unread-count').innerText())
}
