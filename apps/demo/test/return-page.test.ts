import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { sharedChromium } from '../../../test/chromium.ts'
import { allowAs, expectAccessible, hasChromium, phone } from './browser.ts'
import { startReturnHost, type ReturnHost } from './return-host.ts'

const minute = 60_000
const pictures = join(import.meta.dirname, '..', '..', '..', 'artifacts', 'screenshots')

describe.skipIf(!hasChromium)('the page at which the server ends connections', { timeout: 60_000 }, () => {
  let host: ReturnHost

  beforeAll(async () => {
    if (hasChromium) host = await startReturnHost()
  })
  afterAll(async () => host?.close())

  /** A browser whose pages must not complain, and speak with nobody but the host and its Instagram. */
  const hints: string[] = []
  async function openBrowser({ user, ...options }: BrowserContextOptions & { user?: string }): Promise<BrowserContext> {
    const context = await (await sharedChromium()).newContext({ locale: 'pt-BR', ...options })
    const complaints: string[] = []
    const origins = [host.url, host.url.replace('localhost', '127.0.0.1'), new URL(host.sandbox.url).origin]
    context.on('request', (request) => {
      if (!origins.some((origin) => request.url().startsWith(origin)) && !request.url().startsWith('data:'))
        complaints.push(`asked ${request.url()}`)
    })
    context.on('page', (page) => {
      page.setDefaultTimeout(15_000)
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        if (message.text().startsWith('[instagram-dashboard]')) hints.push(message.text())
        if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
          complaints.push(message.text())
      })
    })
    if (user !== undefined) await context.addCookies([{ name: 'user', value: user, url: host.url }])
    onTestFinished(async () => {
      await context.close()
      hints.length = 0
      expect(complaints).toEqual([])
    })
    return context
  }

  async function openPage(path: string, options: BrowserContextOptions & { user?: string } = {}): Promise<Page> {
    const page = await (await openBrowser(options)).newPage()
    await page.goto(host.url + path)
    return page
  }

  const accountsOf = async (userId: string) =>
    (await host.dashboard.caller({ userId }).instagram.connect.status()).accounts.map(({ username }) => username)
  /** For the next test, whose user connects the same one. */
  const free = async (userId: string) => {
    await host.dashboard.caller({ userId }).instagram.connect.disconnect({ eraseData: true })
  }
  const part = (page: Page, name: string) => page.locator(`main:not([hidden]) section[data-part="${name}"]`)
  const outcome = (page: Page, text: string) => page.locator('#outcome').getByText(text).waitFor()
  const openWindow = async (page: Page) => {
    const [opened] = await Promise.all([page.waitForEvent('popup'), page.click('#window')])
    await opened.locator('[data-person]').first().waitFor()
    return opened
  }
  /** Instagram's page in this tab, with the state of the attempt. */
  async function leave(page: Page): Promise<string> {
    await page.click('#tab')
    await page.locator('[data-person]').first().waitFor()
    return new URL(page.url()).searchParams.get('state') ?? ''
  }
  const stored = (page: Page) => page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))

  test('with a cookie, over the same tab: it connects, and the person is back where they began', async () => {
    const page = await openPage('/plain?from=here#there', { user: 'ana' })
    await leave(page)
    await allowAs(page, 'loja.da.ana')

    await page.waitForURL(`${host.url}/plain?from=here#there`)
    expect(await accountsOf('ana')).toEqual(['loja.da.ana'])
    // The page of the server is none that one could go back to.
    await page.goBack()
    expect(page.url()).not.toContain('/instagram/return')
  })

  test('with a token, on a phone: the code waits for the page that has the token, out of every address', async () => {
    const page = await openPage('/plain?token=bruno', phone)
    const addresses: string[] = []
    const completions: string[] = []
    page.on('framenavigated', () => addresses.push(page.url()))
    page.on('request', (request) => {
      if (request.url().includes('connect.complete')) completions.push(request.headers()['authorization'] ?? 'nobody')
    })
    await leave(page)
    await allowAs(page, 'criador.leo')

    await outcome(page, '@criador.leo')
    expect(page.url()).toBe(`${host.url}/plain?token=bruno`)
    expect(hints).toEqual([])
    expect(completions).toEqual(['Bearer token-of-bruno'])
    expect(await accountsOf('bruno')).toEqual(['criador.leo'])
    expect(await stored(page)).toBe('{}')
  })

  test('with a token, in a window: the page that opened it ends the connection, and the window closes', async () => {
    const page = await openPage('/plain?token=carla')
    const opened = await openWindow(page)
    await Promise.all([opened.waitForEvent('close'), allowAs(opened, 'cafe.pequeno')])

    await outcome(page, '@cafe.pequeno')
  })

  test.each([
    ['cookie', '/plain', 'dora'],
    ['token', '/plain?token=dora2', undefined],
  ])('when the page that opened the window is gone, a %s is enough to go on', async (login, path, user) => {
    const context = await openBrowser(user === undefined ? {} : { user })
    const page = await context.newPage()
    await page.goto(host.url + path)
    const opened = await openWindow(page)
    await page.close()
    const username = 'numero.gigante'
    await allowAs(opened, username)

    if (login === 'cookie') {
      await part(opened, 'elsewhere').getByText('Pode fechar esta janela').waitFor()
      expect(await part(opened, 'elsewhere').locator('a').getAttribute('href')).toBe(host.url + path)
    } else await outcome(opened, `@${username}`)
    expect(await accountsOf(user ?? 'dora2')).toEqual([username])
    await free(user ?? 'dora2')
  })

  test('saying no is a calm page, from where connecting begins anew', async () => {
    const page = await openPage('/plain', { user: 'edu', ...phone })
    const state = await leave(page)
    await page.getByTestId('cancel').click()

    await part(page, 'cancelled').getByText('nada foi conectado').waitFor()
    expect(page.url()).toBe(`${host.url}/instagram/return`)
    const edu = host.dashboard.caller({ userId: 'edu' })
    expect(await edu.instagram.connect.attempt({ state })).toMatchObject({ status: 'cancelled' })
    await part(page, 'cancelled').getByRole('link').click()
    await page.waitForURL(`${host.url}/plain`)
  })

  test('saying no with a token is said here, and told to the server by the page that has the token', async () => {
    const page = await openPage('/plain?token=eva')
    const state = await leave(page)
    await page.getByTestId('cancel').click()
    await part(page, 'cancelled').getByRole('link').click()

    await outcome(page, 'OAUTH_DENIED')
    const eva = host.dashboard.caller({ userId: 'eva' })
    expect(await eva.instagram.connect.attempt({ state })).toMatchObject({ status: 'cancelled' })
  })

  test('a state that nobody began, a code that is used up and an attempt that is too old are each told', async () => {
    const page = await openPage('/plain', { user: 'fabio' })
    await page.goto(`${host.url}/instagram/return?code=abc&state=${'x'.repeat(43)}#_`)
    await part(page, 'failed').getByText('não é válido').waitFor()
    expect(page.url()).toBe(`${host.url}/instagram/return`)
    expect(await part(page, 'failed').locator('a').getAttribute('href')).toBe('/')

    await page.goto(`${host.url}/plain`)
    const late = await leave(page)
    host.forward(11 * minute)
    await allowAs(page, 'numero.gigante')
    await part(page, 'failed').getByText('O tempo para conectar acabou').waitFor()
    expect(await host.dashboard.caller({ userId: 'fabio' }).instagram.connect.attempt({ state: late })).toMatchObject({
      status: 'expired',
    })

    await part(page, 'failed').getByRole('link').click()
    const state = await leave(page)
    await page.goto(`${host.url}/instagram/return?code=used-before&state=${state}`)
    await part(page, 'failed').getByText('já foi usada').waitFor()
    await page.reload()
    await part(page, 'nothing').waitFor()
  })

  test('a return that another browser began is refused, and what it brought is out of the address', async () => {
    const page = await openPage('/plain', { user: 'gil' })
    const state = await leave(page)
    const redirectUri = `${host.url}/instagram/return`
    const code = host.sandbox.control.approve('numero.gigante', { state, redirectUri })
    const other = await openPage(`/instagram/return?code=${code}&state=${state}`, { user: 'gil' })

    await part(other, 'failed').waitFor()
    expect(await accountsOf('gil')).toEqual([])
    expect(await stored(other)).toBe('{}')
  })

  test('a person whose session is over is asked to sign in, and what Instagram sent waits in this tab', async () => {
    const page = await openPage('/plain', { user: 'hugo' })
    await leave(page)
    await page.context().clearCookies()
    await allowAs(page, 'numero.gigante')
    await part(page, 'sign_in').getByText('Entre de novo').waitFor()
    expect(page.url()).toBe(`${host.url}/instagram/return`)

    await page.context().addCookies([{ name: 'user', value: 'hugo', url: host.url }])
    await part(page, 'sign_in').getByRole('link').click()
    await outcome(page, '@numero.gigante')
    await free('hugo')
  })

  test.each([
    ['a cookie, and what the server has ended is welcomed', '/react', 'jana'],
    ['a token, and the provider ends it', '/react?token=kai', undefined],
  ])('the dashboard that a person left needs no redirect page: with %s', async (_how, path, user) => {
    const page = await openPage(path, { ...phone, ...(user !== undefined && { user }) })
    const completions: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('connect.complete')) completions.push(request.url())
    })
    await page.getByTestId('connect').click()
    await allowAs(page, 'numero.gigante')

    await page.getByTestId('welcome').getByText('@numero.gigante').waitFor()
    expect(page.url()).toBe(host.url + path)
    expect(completions).toHaveLength(1)
    expect(await page.evaluate(() => document.body.dataset['events'])).toBe('connect_returned')
    expect(await page.evaluate(() => document.body.dataset['connected'])).toBe('numero.gigante')
    expect(await stored(page)).toBe('{}')
    await free(user ?? 'kai')
  })

  test('a no is said by the dashboard where the token is, and connecting goes on from there', async () => {
    const page = await openPage('/react?token=lia', phone)
    await page.getByTestId('connect').click()
    await page.getByTestId('cancel').click()
    await part(page, 'cancelled').getByRole('link').click()

    await page.getByTestId('error-OAUTH_DENIED').waitFor()
    await page.getByTestId('connect').click()
    await allowAs(page, 'conta.pessoal')
    await page.getByTestId('error-ACCOUNT_NOT_PROFESSIONAL').waitFor()
    expect(await page.evaluate(() => document.body.dataset['events'])).toBe('connect_failed')
  })

  test.each(['/own/react', '/own/element'])(
    '%s ends a connection when it is the redirect page itself',
    async (path) => {
      const page = await openPage(path, { user: 'mia', ...phone })
      await page.getByTestId('connect').click()
      await allowAs(page, 'numero.gigante')

      await page.getByTestId('welcome').getByText('@numero.gigante').waitFor()
      expect(page.url()).toBe(host.url + path)
      expect(await page.evaluate(() => document.body.dataset['connected'])).toBe('numero.gigante')

      const desk = await openPage(path, { user: 'nino' })
      const [opened] = await Promise.all([desk.waitForEvent('popup'), desk.getByTestId('connect').click()])
      await Promise.all([opened.waitForEvent('close'), allowAs(opened, 'criador.leo')])
      await desk.getByTestId('welcome').getByText('@criador.leo').waitFor()
    },
  )

  test('a redirect page of the host’s own ends what it is brought, and nobody tells it twice', async () => {
    const page = await openPage('/own/home', { user: 'pia', ...phone })
    const heard = async () => page.evaluate(() => [document.body.dataset['connected'], document.body.dataset['events']])
    await page.getByTestId('connect').click()
    await page.getByTestId('cancel').click()
    await page.getByTestId('error-OAUTH_DENIED').getByText('nada foi conectado').waitFor()
    expect([page.url(), await heard()]).toEqual([`${host.url}/own/page`, [undefined, 'connect_failed']])

    await page.getByTestId('connect').click()
    await page.locator('[data-person]').first().waitFor()
    host.sandbox.control.fault({ kind: 'html_502', match: { path: '/oauth/access_token' }, times: Infinity })
    await allowAs(page, 'numero.gigante')
    await page.getByTestId('error-INSTAGRAM_UNAVAILABLE').waitFor()
    await page.reload()
    await page.getByTestId('error-INSTAGRAM_UNAVAILABLE').waitFor()
    host.sandbox.control.clearFaults()
    await page.getByTestId('error-retry').click()
    await expect.poll(heard).toEqual(['numero.gigante', 'connect_failed,connect_returned'])
    expect(await stored(page)).toBe('{}')
  })

  test('after a failure that may pass, one press tries again', async () => {
    const page = await openPage('/plain', { user: 'iris' })
    await leave(page)
    host.sandbox.control.fault({ kind: 'html_502', match: { path: '/oauth/access_token' }, times: Infinity })
    await allowAs(page, 'conta.pessoal')
    await part(page, 'failed').getByRole('button', { name: 'Tentar de novo' }).waitFor()
    host.sandbox.control.clearFaults()
    await part(page, 'failed').getByRole('button').click()

    // Another one, for which there is nothing to try again.
    await part(page, 'failed').getByText('profissional').waitFor()
    expect(await part(page, 'failed').getByRole('button').isVisible()).toBe(false)
  })

  test('inside of another app it says what helps, and without a script how to go on', async () => {
    const userAgent =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 390.0.0.28.85'
    const inApp = await openPage(`/instagram/return?code=abc&state=${'x'.repeat(43)}`, { ...phone, userAgent })
    await part(inApp, 'sign_in').getByText('navegador de outro aplicativo').waitFor()

    const bare = await openPage(`/instagram/return?code=abc&state=${'x'.repeat(43)}`, {
      javaScriptEnabled: false,
      locale: 'en-GB',
    })
    await bare.locator('main:not([hidden])').getByText('allow JavaScript in this browser').waitFor()
  })

  test.each([
    ['/plain?url=/instagram', 'instagram.connect.start answered 404', 'Did you mean "/instagram/trpc"?'],
    ['/plain?url=/plain/trpc', 'answered 404 with text/html', 'such as "/instagram/trpc"'],
    ['/plain', '`authenticate` has named nobody', 'a `userId` that is no text'],
  ])('a developer who opens %s is told what is wrong with it, once', async (path, ...words) => {
    const page = await openPage(path)
    await page.click('#tab')
    await page.click('#tab')
    await expect.poll(() => hints).toHaveLength(1)
    for (const word of words) expect(hints.join()).toContain(word)
  })

  test('a developer is told when nobody ends connections at the redirect address', async () => {
    const nobody = await openPage('/plain?url=/own/nobody/instagram/trpc', { user: 'olga' })
    await nobody.click('#window')
    await expect.poll(() => hints.join()).toContain(`/own/nobody answers 404. Set INSTAGRAM_REDIRECT_URI to /return`)

    hints.length = 0
    const deaf = await openPage('/plain?url=/own/deaf/instagram/trpc', { user: 'olga' })
    await allowAs(await openWindow(deaf), 'numero.gigante')
    await expect.poll(() => hints.join()).toContain(`/own/deaf, and nothing there ends the connection.`)
    expect(hints.join()).not.toMatch(/code=|state=/)

    hints.length = 0
    const elsewhere = await openPage('/plain', { user: 'olga' })
    await elsewhere.goto(`${host.url.replace('localhost', '127.0.0.1')}/plain?token=olga`)
    await elsewhere.click('#tab')
    await expect.poll(() => hints.join()).toContain(`Open your app at ${host.url}.`)
  })

  test('it speaks the language of the app, can be read by everybody and looks right on a phone', async () => {
    const page = await openPage('/instagram/return', { locale: 'en-GB', viewport: { width: 390, height: 844 } })
    await part(page, 'nothing').getByText('There is nothing to finish here').waitFor()
    await mkdir(pictures, { recursive: true })
    for (const name of ['working', 'failed', 'cancelled', 'sign_in', 'connected'])
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        // As the script does it.
        await page.evaluate((shown) => {
          for (const section of document.querySelectorAll('section')) section.hidden = section.dataset['part'] !== shown
        }, name)
        await expectAccessible(page)
        await page.screenshot({ path: join(pictures, `return-page-${name}-${colorScheme}.png`) })
      }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})
