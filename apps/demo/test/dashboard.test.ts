import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { addDays, wholeDays } from '../../../packages/client-sdk/src/react/data/range.ts'
import { allowAs, checkScreen, hasChromium, openPopup, syncEnded, useDemo } from './browser.ts'

/** Past the cooldown, and past the hour in which the calls of the first sync count. */
const later = 2 * 3_600_000

describe.skipIf(!hasChromium)('living with the dashboard', { timeout: 60_000 }, () => {
  const host = useDemo({ latencyMs: 0 })

  const { ready } = host

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
