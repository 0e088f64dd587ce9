import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { allowAs, checkScreen, disconnect, hasChromium, holdNumbersBack, phone, useDemo } from './browser.ts'

/** A part of the server's page at which connections end. */
const part = (page: Page, name: string) => page.locator(`main:not([hidden]) section[data-part="${name}"]`)

describe.skipIf(!hasChromium)('connecting Instagram over the same tab', { timeout: 60_000 }, () => {
  const host = useDemo()

  beforeAll(() => {
    if (hasChromium) holdNumbersBack(host.demo.sandbox)
  })

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
    await part(page, 'working').waitFor()
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
    await page.getByTestId('menu').click()
    await page.getByTestId('go-account').click()
    await page.getByTestId('connect').waitFor()
    await page.getByTestId('menu').click()
    await page.getByTestId('go-dashboard').click()
    await disconnect(page)

    await page.getByTestId('in-app-browser').getByText('Abra esta página no seu navegador').waitFor()
    await checkScreen(page, 'in-app-browser')
  })

  test('saying no on a phone comes back to a calm page, from where connecting goes on', async () => {
    const page = await host.signIn('ana', phone)
    await page.getByTestId('connect').click()
    await page.getByTestId('cancel').click()
    await part(page, 'cancelled').getByText('nada foi conectado').waitFor()
    expect(new URL(page.url()).search).toBe('')
    await checkScreen(page, 'return-cancelled')
    await part(page, 'cancelled').getByRole('link').click()
    await page.getByTestId('connect').click()
    await allowAs(page, 'conta.pessoal')

    await part(page, 'failed').getByText('conta pessoal').waitFor()
    await checkScreen(page, 'return-failed')
    await part(page, 'failed').getByRole('link').click()
    await page.getByTestId('connect').waitFor()
  })
})

describe.skipIf(!hasChromium)('what Instagram sends back', { timeout: 60_000 }, () => {
  const host = useDemo()

  beforeAll(() => {
    if (hasChromium) holdNumbersBack(host.demo.sandbox)
  })
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

    await part(page, 'sign_in').waitFor()
    expect(page.url()).toBe(`${host.demo.url}/instagram/return`)
    const [code = 'none'] = codes
    expect((await storedBy(page)).session).toContain(code)
    expect((await storedBy(page)).local).not.toContain(code)
    await page.reload()
    await part(page, 'sign_in').getByRole('link').click()
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
    const retry = part(page, 'failed').getByRole('button')
    await retry.waitFor()
    expect(page.url()).toBe(`${host.demo.url}/instagram/return`)
    await page.reload()
    await retry.waitFor()

    host.demo.sandbox.control.clearFaults()
    holdNumbersBack(host.demo.sandbox)
    await retry.click()
    await page.getByTestId('account-username').getByText('@numero.gigante').waitFor()
    await disconnect(page)
  })

  test('is out of the address also where nobody is signed in and this tab began nothing', async () => {
    const page = await (await host.openContext(phone)).newPage()
    await page.goto(`${host.demo.url}/instagram/return?lang=pt&code=abc&state=${'x'.repeat(43)}#_`)
    await part(page, 'sign_in').waitFor()
    expect(page.url()).toBe(`${host.demo.url}/instagram/return?lang=pt`)
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
    await page.goto(`${host.demo.url}/instagram/return?code=stolen&state=${state}`)
    await part(page, 'failed').getByText('não é válido').waitFor()
    expect([completions, new URL(page.url()).search]).toEqual([[], ''])
  })

  test('is worth nothing in another browser of the same person', async () => {
    const page = await host.signIn('carla', phone)
    await page.getByTestId('connect').click()
    await page.locator('[data-person="cafe.pequeno"]').waitFor()
    const state = new URL(page.url()).searchParams.get('state') ?? ''
    const code = host.demo.sandbox.control.approve('cafe.pequeno', {
      state,
      redirectUri: `${host.demo.url}/instagram/return`,
    })

    const other = await host.signIn('carla', phone)
    await other.goto(`${host.demo.url}/instagram/return?code=${code}&state=${state}`)
    await part(other, 'failed').getByText('não é válido').waitFor()
    expect(await host.demo.dashboard.caller({ userId: 'carla' }).instagram.connect.status()).toMatchObject({
      accounts: [],
    })
  })

  test('when it is no answer, is a page that says so, and from which connecting begins anew', async () => {
    const page = await host.signIn('bruno', phone)
    await page.getByTestId('connect').click()
    await page.locator('[data-person="criador.leo"]').waitFor()
    await page.goto(`${host.demo.url}/instagram/return`)
    await part(page, 'failed').getByText('sem dizer se a conexão foi autorizada').waitFor()
    await checkScreen(page, 'return-unanswered')
    await part(page, 'failed').getByRole('link').click()
    await page.getByTestId('connect').click()
    await allowAs(page, 'criador.leo')

    await page.getByTestId('account-username').getByText('@criador.leo').waitFor()
  })
})
