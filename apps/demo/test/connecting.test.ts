import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { addDays, wholeDays } from '../../../packages/client-sdk/src/react/data/range.ts'
import { allowAs, checkScreen, connectInPopup, hasChromium, openPopup, phone, syncEnded, useDemo } from './browser.ts'

const minute = 60_000

describe.skipIf(!hasChromium)('connecting Instagram in a window', { timeout: 60_000 }, () => {
  const host = useDemo()

  test('Ana connects, sees the progress and then the numbers that Instagram has', async () => {
    const page = await host.signIn('ana')
    const stream = page.waitForResponse(/instagram\.sync\.progress/)
    // So slow that the sync is still running when a busy browser comes to look.
    host.demo.sandbox.control.fault({ kind: 'slow', ms: 60, match: { path: 'insights' }, times: 60 })
    await connectInPopup(page, 'loja.da.ana')

    await page.getByTestId('progress').getByRole('progressbar').waitFor()
    expect((await stream).headers()['content-type']).toBe('text/event-stream')
    await page.getByTestId('welcome').waitFor()
    await expect.poll(() => page.context().pages()).toHaveLength(1)
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
      const cells = page.getByTestId('timeline-table').locator(`tr[data-day="${day}"] td`)
      await cells.first().waitFor()
      const shown = await cells.allInnerTexts()
      expect(shown.slice(0, 3)).toEqual([reach, views, engagement].map((value) => number.format(value ?? NaN)))
      expect(shown.at(-1)).toBe('definitivo')
    }
    // The next sync has to wait, and the button says so before anybody presses it.
    expect(await page.getByTestId('sync').isDisabled()).toBe(true)
  })

  test('saying no at Instagram closes the window, and nothing bad has happened', async () => {
    const page = await host.signIn('bruno')
    const popup = await openPopup(page)
    await popup.getByTestId('cancel').click()

    await page.getByTestId('error-OAUTH_DENIED').getByText('Tudo bem, nada foi conectado').waitFor()
    await expect.poll(() => page.context().pages()).toHaveLength(1)
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
    await popup.goto(`${host.demo.url}/conectar/retorno${query}`).catch(() => undefined)

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

    expect(page.context().pages()).toHaveLength(2)
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

describe.skipIf(!hasChromium)('connecting Instagram over the same tab', { timeout: 60_000 }, () => {
  const host = useDemo()

  test('on a phone the tab itself goes and comes back, with a clean address', async () => {
    const page = await host.signIn('ana', phone)
    await page.getByTestId('connect').click()
    await allowAs(page, 'loja.da.ana')

    await page.getByTestId('welcome').waitFor()
    expect(await page.getByTestId('account-username').innerText()).toBe('@loja.da.ana')
    expect(page.url()).toBe(`${host.demo.url}/`)
  })

  test('a reload while it comes back connects once, and a second reload asks nothing', async () => {
    const page = await host.signIn('bruno', phone)
    // Holds the exchange up for as long as it takes to press reload.
    host.demo.sandbox.control.fault({ kind: 'slow', ms: 1_500, match: { path: '/oauth/access_token' } })
    await page.getByTestId('connect').click()
    await allowAs(page, 'criador.leo')
    await page.getByTestId('connecting').waitFor()
    await page.reload()

    await page.getByTestId('account-username').getByText('@criador.leo').waitFor()
    const completions: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('connect.complete')) completions.push(request.url())
    })
    await page.reload()
    await page.getByTestId('account-username').getByText('@criador.leo').waitFor()
    expect(completions).toEqual([])
  })

  test('the back button at Instagram brings a page that works, and after connecting nothing is doubled', async () => {
    const page = await host.signIn('carla', phone)
    await page.getByTestId('connect').click()
    await page.locator('[data-person="cafe.pequeno"]').waitFor()
    await page.goBack()
    await page.getByTestId('connect').click()
    await allowAs(page, 'cafe.pequeno')
    await page.getByTestId('account-username').getByText('@cafe.pequeno').waitFor()

    await page.goBack()
    await page.goForward()
    await page.getByTestId('account-username').getByText('@cafe.pequeno').waitFor()
    expect(await page.getByTestId('account-switcher').count()).toBe(0)
  })

  test('inside the browser of another app, the person is asked to open a real one', async () => {
    const userAgent =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 390.0.0.28.85'
    const page = await host.signIn('ana', { ...phone, userAgent })
    await page.getByTestId('go-account').click()
    await page.getByTestId('connect').waitFor()
    await page.getByTestId('go-dashboard').click()
    await disconnect(page)

    await page.getByTestId('in-app-browser').getByText('Abra esta página no seu navegador').waitFor()
    await checkScreen(page, 'in-app-browser')
  })

  test('saying no on a phone comes back to a calm page, from where connecting goes on', async () => {
    const page = await host.signIn('ana', phone)
    await page.getByTestId('connect').click()
    await page.getByTestId('cancel').click()
    await page.getByTestId('error-OAUTH_DENIED').waitFor()
    expect(new URL(page.url()).search).toBe('')
    await checkScreen(page, 'return-cancelled')
    await page.getByTestId('connect').click()
    await allowAs(page, 'conta.pessoal')

    await page.getByTestId('error-ACCOUNT_NOT_PROFESSIONAL').waitFor()
    await checkScreen(page, 'return-failed')
    await page.getByTestId('home').click()
    await page.getByTestId('connect').waitFor()
  })
})

describe.skipIf(!hasChromium)('what Instagram sends back', { timeout: 60_000 }, () => {
  const host = useDemo()
  const storedBy = (page: Page) =>
    page.evaluate(() => ({ session: JSON.stringify(sessionStorage), local: JSON.stringify(localStorage) }))

  test('is out of the address while a person whose session ended signs in, and connects them after that', async () => {
    const page = await host.signIn('ana', phone)
    const codes: string[] = []
    page.on('request', (request) => {
      const code = new URL(request.url()).searchParams.get('code')
      if (request.isNavigationRequest() && code !== null) codes.push(code)
    })
    await page.getByTestId('connect').click()
    await page.locator('[data-person="loja.da.ana"]').waitFor()
    await page.context().clearCookies()
    await allowAs(page, 'loja.da.ana')

    await page.getByTestId('login-ana').waitFor()
    expect(page.url()).toBe(`${host.demo.url}/conectar/retorno`)
    const [code = 'none'] = codes
    expect((await storedBy(page)).session).toContain(code)
    expect((await storedBy(page)).local).not.toContain(code)
    await page.reload()
    await page.getByTestId('login-ana').click()
    await page.getByTestId('account-username').getByText('@loja.da.ana').waitFor()
    expect((await storedBy(page)).session).toBe('{}')
  })

  test('is kept after a failure that may pass: after a reload one press goes on from there', async () => {
    const page = await host.signIn('bruno', phone)
    await page.getByTestId('connect').click()
    await page.locator('[data-person="numero.gigante"]').waitFor()
    host.demo.sandbox.control.fault({ kind: 'html_502', match: { path: '/oauth/access_token' }, times: Infinity })
    await allowAs(page, 'numero.gigante')
    await page.getByTestId('error-INSTAGRAM_UNAVAILABLE').waitFor()
    expect(page.url()).toBe(`${host.demo.url}/conectar/retorno`)
    await page.reload()
    await page.getByTestId('error-INSTAGRAM_UNAVAILABLE').waitFor()

    host.demo.sandbox.control.clearFaults()
    await page.getByTestId('error-retry').click()
    await page.getByTestId('account-username').getByText('@numero.gigante').waitFor()
    await disconnect(page)
  })

  test('is out of the address also where nobody is signed in and this tab began nothing', async () => {
    const page = await (await host.openContext(phone)).newPage()
    await page.goto(`${host.demo.url}/conectar/retorno?lang=pt&code=abc&state=${'x'.repeat(43)}#_`)
    await page.getByTestId('login-ana').waitFor()
    expect(page.url()).toBe(`${host.demo.url}/conectar/retorno?lang=pt`)
  })

  test('is not taken when this tab has begun another attempt, and the server is not asked', async () => {
    const page = await host.signIn('bruno', phone)
    await page.getByTestId('connect').click()
    await page.locator('[data-person="criador.leo"]').waitFor()
    const completions: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('connect.complete')) completions.push(request.url())
    })
    // Bruno's own state, but of an attempt that another browser of his has begun.
    const elsewhere = host.demo.dashboard.caller({ userId: 'bruno' }).instagram.connect
    const { state } = await elsewhere.start({})
    await page.goto(`${host.demo.url}/conectar/retorno?code=stolen&state=${state}`)
    await page.getByTestId('error-STATE_INVALID').waitFor()
    expect([completions, new URL(page.url()).search]).toEqual([[], ''])
  })

  test('is worth nothing in another browser of the same person', async () => {
    const page = await host.signIn('carla', phone)
    await page.getByTestId('connect').click()
    await page.locator('[data-person="cafe.pequeno"]').waitFor()
    const state = new URL(page.url()).searchParams.get('state') ?? ''
    const code = host.demo.sandbox.control.approve('cafe.pequeno', {
      state,
      redirectUri: `${host.demo.url}/conectar/retorno`,
    })

    const other = await host.signIn('carla', phone)
    await other.goto(`${host.demo.url}/conectar/retorno?code=${code}&state=${state}`)
    await other.getByTestId('error-STATE_INVALID').waitFor()
    expect(await host.demo.dashboard.caller({ userId: 'carla' }).instagram.connect.status()).toMatchObject({
      accounts: [],
    })
  })
})

describe.skipIf(!hasChromium)('connecting where little is there to go on', { timeout: 60_000 }, () => {
  const host = useDemo()

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
    await page.getByTestId('go-dashboard').waitFor()
    return page
  }

  test.each<[string, BrowserContextOptions, (page: Page) => Promise<void>]>([
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
    await popup.getByTestId('account-username').getByText('@criador.leo').waitFor()
    expect(new URL(popup.url()).search).toBe('')
  })
})

describe.skipIf(!hasChromium)('coming back over the same tab without an answer', { timeout: 60_000 }, () => {
  const host = useDemo()

  test('is a page that says so, and from which connecting begins anew', async () => {
    const page = await host.signIn('bruno', phone)
    await page.getByTestId('connect').click()
    await page.locator('[data-person="criador.leo"]').waitFor()
    await page.goto(`${host.demo.url}/conectar/retorno`)
    await page.getByTestId('error-INSTAGRAM_REJECTED').getByText('sem dizer se a conexão foi autorizada').waitFor()
    await checkScreen(page, 'return-unanswered')
    await page.getByTestId('error-retry').click()
    await allowAs(page, 'criador.leo')

    await page.getByTestId('account-username').getByText('@criador.leo').waitFor()
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
    await page.getByTestId('mark-all-read').click()
    await page.getByTestId('unread-count').waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.getByTestId('range-7').click()
    await page.getByRole('heading', { name: 'Últimos 7 dias' }).waitFor()
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

/** Leaves with all numbers, so that the next test begins anew. */
async function disconnect(page: Page): Promise<void> {
  await page.getByTestId('account-menu').click()
  await page.getByTestId('disconnect').click()
  await page.getByTestId('erase-data').check()
  await page.getByTestId('disconnect-confirm').click()
  await page.getByTestId('connect').waitFor()
}
