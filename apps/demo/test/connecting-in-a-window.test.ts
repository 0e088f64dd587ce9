import { describe, expect, test } from 'vitest'
import { addDays, wholeDays } from '../../../packages/client-sdk/src/react/data/range.ts'
import {
  allowAs,
  checkScreen,
  connectInPopup,
  disconnect,
  hasChromium,
  holdNumbersBack,
  openPopup,
  syncEnded,
  tabsOf,
  useDemo,
} from './browser.ts'

const minute = 60_000

describe.skipIf(!hasChromium)('connecting Instagram in a window', { timeout: 60_000 }, () => {
  const host = useDemo()

  test('Ana connects, sees the progress and then the numbers that Instagram has', async () => {
    const page = await host.signIn('ana')
    const stream = page.waitForResponse(/instagram\.sync\.progress/)
    // So slow that the sync is still running when a busy browser comes to look.
    host.demo.sandbox.control.fault({ kind: 'slow', ms: 60, match: { path: 'insights' }, times: 60 })
    const popup = await connectInPopup(page, 'loja.da.ana')

    await page.getByTestId('progress').getByRole('progressbar').waitFor()
    expect((await stream).headers()['content-type']).toBe('text/event-stream')
    await page.getByTestId('welcome').waitFor()
    await expect.poll(() => popup.isClosed()).toBe(true)
    host.demo.sandbox.control.clearFaults()
    await syncEnded(page)

    for (const tile of ['followers', 'impressions', 'reach', 'engagementRate']) {
      await page.getByTestId(`tile-${tile}-value`).filter({ hasText: /\d/ }).waitFor()
    }
    await page.getByTestId('timeline-view').click()
    const number = new Intl.NumberFormat('pt-BR')
    const { today } = await host.demo.dashboard.caller({ userId: 'ana' }).instagram.connect.status()
    const { endDate } = wholeDays(30, today)
    for (const day of [addDays(endDate, -4), addDays(endDate, -20)]) {
      const { reach, views, total_interactions: engagement } = host.demo.sandbox.control.truth('loja.da.ana', day)
      const table = page.getByTestId('timeline-table')
      const cells = table.locator(`tr[data-day="${day}"] td`)
      await cells.first().waitFor()
      const [, ...names] = await table.locator('thead th').allInnerTexts()
      const shown = new Map((await cells.allInnerTexts()).map((text, index) => [names[index], text]))
      for (const [name, value] of Object.entries({ Alcance: reach, Visualizações: views, Interações: engagement })) {
        expect(shown.get(name)).toBe(number.format(value ?? NaN))
      }
      expect(shown.get('Situação')).toBe('confirmado')
    }
    // The next sync has to wait, and the button says so before anybody presses it.
    expect(await page.getByTestId('sync').isDisabled()).toBe(true)
  })

  test('saying no at Instagram closes the window, and nothing bad has happened', async () => {
    const page = await host.signIn('bruno')
    const popup = await openPopup(page)
    await popup.getByTestId('cancel').click()

    await page.getByTestId('error-OAUTH_DENIED').getByText('Tudo bem, nada foi conectado').waitFor()
    await expect.poll(() => popup.isClosed()).toBe(true)
    await page.getByTestId('connect').waitFor()
  })

  test('a personal account is told how to become a professional one', async () => {
    const page = await host.signIn('bruno')
    await allowAs(await openPopup(page), 'conta.pessoal')

    await page.getByTestId('error-ACCOUNT_NOT_PROFESSIONAL').waitFor()
    const steps = await page.getByTestId('convert-steps').locator('li').allInnerTexts()
    expect(steps.at(-1)).toBe('Escolha “Mudar para conta profissional”')
    await checkScreen(page, 'error-personal-account')
  })

  test('a permission that was not given is missed by name, and can be given at once', async () => {
    const page = await host.signIn('bruno')
    await allowAs(await openPopup(page), 'sem.permissao')

    const panel = page.getByTestId('error-SCOPE_MISSING')
    await panel.getByText('Ver estatísticas da conta').waitFor()
    await panel.getByTestId('error-connect').waitFor()
    await checkScreen(page, 'error-permission')
  })

  test('an account that belongs to Ana is refused to Bruno, with a code for support', async () => {
    const page = await host.signIn('bruno')
    await allowAs(await openPopup(page), 'loja.da.ana')

    const panel = page.getByTestId('error-ACCOUNT_LINKED_ELSEWHERE')
    await panel.waitFor()
    expect(await panel.locator('code').innerText()).toMatch(/^[\w.-]{8,}$/)
    expect(await page.locator('main').innerText()).not.toContain('Ana ')
    await checkScreen(page, 'error-linked-elsewhere')
  })

  test('where windows are blocked, the same tab goes to Instagram and comes back', async () => {
    holdNumbersBack(host.demo.sandbox)
    const page = await host.signIn('bruno')
    await page.evaluate(() => {
      window.open = () => null
    })
    await page.getByTestId('connect').click()
    await allowAs(page, 'cafe.pequeno')

    await page.getByTestId('account-username').getByText('@cafe.pequeno').waitFor()
    expect(new URL(page.url()).search).toBe('')
    await disconnect(page)
  })

  test('closing the window is noticed, and connecting can begin anew', async () => {
    holdNumbersBack(host.demo.sandbox)
    const page = await host.signIn('bruno')
    const popup = await openPopup(page)
    await popup.locator('[data-person="criador.leo"]').waitFor()
    await checkScreen(popup, 'consent-of-the-sandbox')
    await popup.close()

    await page.getByTestId('error-POPUP_CLOSED').waitFor()
    await checkScreen(page, 'error-window-closed')
    await allowAs(await openPopup(page), 'criador.leo')
    await page.getByTestId('account-username').getByText('@criador.leo').waitFor()
  })

  test.each([
    ['a refusal of the app', '?error_code=200&error_message=API+access+blocked.', 'OAUTH_MISCONFIGURED', 'nosso lado'],
    [
      'an error of its own',
      '?error_code=1&error_message=Sorry.',
      'INSTAGRAM_REJECTED',
      'O Instagram recusou o pedido.',
    ],
    ['no answer at all', '', 'INSTAGRAM_REJECTED', 'sem dizer se a conexão foi autorizada'],
  ])('when Instagram sends the window back with %s, the page behind hears of it', async (_what, query, code, words) => {
    const page = await host.signIn('carla')
    const popup = await openPopup(page)
    await popup.locator('[data-person="numero.gigante"]').waitFor()
    const state = new URL(popup.url()).searchParams.get('state') ?? ''
    // The window closes before it is done with loading.
    await popup.goto(`${host.demo.url}/instagram/return${query}`).catch(() => undefined)

    await page.getByTestId(`error-${code}`).getByText(words).waitFor()
    await expect.poll(() => popup.isClosed()).toBe(true)
    const carla = host.demo.dashboard.caller({ userId: 'carla' })
    expect(await carla.instagram.connect.attempt({ state })).toMatchObject({ status: 'failed' })
  })

  test('an attempt that took too long ends, and says so', async () => {
    const page = await host.signIn('carla')
    const popup = await openPopup(page)
    await popup.locator('[data-person="numero.gigante"]').waitFor()
    await host.demo.dashboardClock.forward(11 * minute)

    await page.getByTestId('error-POPUP_TIMEOUT').waitFor()
    await checkScreen(page, 'error-timeout')
    expect(popup.isClosed()).toBe(true)
  })

  test('giving up closes the window', async () => {
    const page = await host.signIn('carla')
    const popup = await openPopup(page)
    await popup.locator('[data-person="numero.gigante"]').waitFor()
    await page.getByTestId('connect-give-up').click()

    await expect.poll(() => popup.isClosed()).toBe(true)
    await expect.poll(() => page.getByTestId('connect').isEnabled()).toBe(true)
  })

  test('a second click brings the same window back instead of opening another', async () => {
    const page = await host.signIn('carla')
    await openPopup(page)
    await page.getByTestId('connect').click()
    await page.getByTestId('connect').click()

    expect(tabsOf(page.context())).toHaveLength(2)
  })

  test('reconnecting with another account is refused, and the old one stays', async () => {
    const page = await host.signIn('ana')
    await page.getByTestId('account-menu').click()
    await allowAs(await openPopup(page, 'reconnect'), 'numero.gigante')

    await page.getByTestId('error-WRONG_ACCOUNT').waitFor()
    expect(await page.getByTestId('account-username').innerText()).toBe('@loja.da.ana')
    await checkScreen(page, 'error-wrong-account')
  })
})
