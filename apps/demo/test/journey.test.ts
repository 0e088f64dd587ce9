import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { findChromium, launchChromium } from '../../../test/chromium.ts'
import { startDemo, type Demo } from '../src/start-demo.ts'
import { addDays, wholeDays } from '../web/src/data/range.ts'

const appDirectory = join(import.meta.dirname, '..')
const hasChromium = findChromium() !== null
if (!hasChromium) console.warn('The journey through the demo is skipped: there is no Chromium on this machine.')

describe.skipIf(!hasChromium)('the way of a person through the demo', { timeout: 60_000 }, () => {
  let demo: Demo
  let browser: Browser
  let dataDirectory: string

  beforeAll(async () => {
    if (!existsSync(join(appDirectory, 'dist-web', 'index.html'))) await buildWeb()
    dataDirectory = await mkdtemp(join(tmpdir(), 'demo-journey-'))
    demo = await startDemo({ port: 0, dataDirectory, latencyMs: 40, logLevel: 'silent' })
    browser = await launchChromium()
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await demo?.close()
    await rm(dataDirectory, { recursive: true, force: true })
  })

  /** A browser of its own, signed in, whose pages must not complain. */
  async function signIn(person: 'ana' | 'bruno' | 'carla'): Promise<Page> {
    const context = await browser.newContext({ locale: 'pt-BR' })
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => {
      // A refused call is an answer that this test asks for; the browser logs it all the same.
      if (message.type() === 'error' && !message.text().includes('Failed to load resource'))
        complaints.push(message.text())
    })
    onTestFinished(async () => {
      await context.close()
      expect(complaints).toEqual([])
    })
    await page.goto(demo.url)
    await page.getByTestId(`login-${person}`).click()
    return page
  }

  async function connectAs(page: Page, username: string): Promise<void> {
    await page.getByTestId('connect').click()
    await page.locator(`[data-person="${username}"]`).click()
    await page.getByTestId('allow').click()
  }

  async function cellsOf(page: Page, day: string): Promise<string[]> {
    return page.getByTestId('timeline-table').locator(`tr[data-day="${day}"] td`).allInnerTexts()
  }

  test('Ana connects, sees the progress and then the numbers that Instagram has', async () => {
    const page = await signIn('ana')
    const stream = page.waitForResponse(/instagram\.sync\.progress/)
    await connectAs(page, 'loja.da.ana')

    await page.getByTestId('progress').getByRole('progressbar').waitFor()
    expect((await stream).headers()['content-type']).toBe('text/event-stream')
    expect(await page.getByTestId('account-username').innerText()).toBe('@loja.da.ana')
    expect(new URL(page.url()).search).toBe('')
    await page.getByTestId('progress').waitFor({ state: 'detached' })

    for (const tile of ['followers', 'impressions', 'reach', 'engagementRate']) {
      await page.getByTestId(`tile-${tile}-value`).filter({ hasText: /\d/ }).waitFor()
    }
    await page.getByTestId('chart-timeline').locator('svg.recharts-surface path.recharts-area-curve').first().waitFor()
    await page.getByTestId('chart-growth').locator('svg.recharts-surface path.recharts-area-curve').first().waitFor()

    await page.getByTestId('timeline-view').click()
    const number = new Intl.NumberFormat('pt-BR')
    const { endDate } = wholeDays(30, new Date())
    for (const day of [addDays(endDate, -4), addDays(endDate, -20)]) {
      const { reach, views, total_interactions: engagement } = demo.sandbox.control.truth('loja.da.ana', day)
      const [shownReach, shownViews, shownEngagement, state] = await cellsOf(page, day)
      expect({ shownReach, shownViews, shownEngagement }).toEqual({
        shownReach: number.format(reach ?? NaN),
        shownViews: number.format(views ?? NaN),
        shownEngagement: number.format(engagement ?? NaN),
      })
      expect(state).toBe('definitivo')
    }
    expect((await cellsOf(page, endDate)).at(-1)).toBe('provisório')
    // The next sync has to wait, and the button says so before anybody presses it.
    expect(await page.getByTestId('sync').isDisabled()).toBe(true)
  })

  test('the account is still there after a reload, in English too', async () => {
    const page = await signIn('ana')
    await page.getByTestId('account-username').waitFor()
    await page.getByTestId('language-en').click()
    await page.getByRole('heading', { name: 'Followers growth' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.reload()
    await page.getByRole('heading', { name: 'Followers growth' }).waitFor()
  })

  test('Bruno says no at Instagram and nothing bad happens', async () => {
    const page = await signIn('bruno')
    await page.getByTestId('connect').click()
    await page.getByTestId('cancel').click()
    await page.getByTestId('error-OAUTH_DENIED').getByText('nada foi conectado').waitFor()
    await page.getByTestId('home').click()
    await page.getByTestId('connect').waitFor()
  })

  test('a personal account is told how to become a professional one', async () => {
    const page = await signIn('bruno')
    await connectAs(page, 'conta.pessoal')
    await page.getByTestId('error-ACCOUNT_NOT_PROFESSIONAL').waitFor()
    const steps = await page.getByTestId('convert-steps').locator('li').allInnerTexts()
    expect(steps.at(-1)).toBe('Escolha “Mudar para conta profissional”')
  })

  test('an account that belongs to Ana is refused to Bruno, with a code for support', async () => {
    const page = await signIn('bruno')
    await connectAs(page, 'loja.da.ana')
    const panel = page.getByTestId('error-ACCOUNT_LINKED_ELSEWHERE')
    await panel.waitFor()
    expect(await panel.locator('code').innerText()).toMatch(/^[\w.-]{8,}$/)
    expect(await page.locator('body').innerText()).not.toContain('Ana ')
  })

  test('Ana disconnects, with her numbers', async () => {
    const page = await signIn('ana')
    await page.getByTestId('account-menu').click()
    await page.getByTestId('disconnect').click()
    await page.getByTestId('erase-data').check()
    await page.getByTestId('disconnect-confirm').click()
    await page.getByTestId('disconnected').or(page.getByTestId('connect')).waitFor()
  })

  test('Carla sees how the system is', async () => {
    const page = await signIn('carla')
    await page.getByTestId('health').getByText('Contas ativas').waitFor()
    const doctor = page.getByTestId('doctor')
    await doctor.getByRole('button', { name: 'Conferir agora' }).click()
    await doctor.getByText('O Instagram conhece o aplicativo: id e segredo estão certos.').waitFor()
    expect(await doctor.getByText('Errado').count()).toBe(0)
    await page.getByTestId('connect').waitFor()
  })
})

async function buildWeb(): Promise<void> {
  const vite = join(appDirectory, 'node_modules', '.bin', 'vite')
  await promisify(execFile)(vite, ['build'], { cwd: appDirectory })
}
