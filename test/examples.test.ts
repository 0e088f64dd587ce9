import { globSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { arch } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HostComparison, type HostHabits } from '../packages/server/test/host-answers.ts'
import { hostRequests } from '../packages/server/test/host-requests.ts'
import { expectBrokenBodyBorne, expectLiveStreams } from '../packages/server/test/host-streams.ts'
import { findChromium, sharedChromium } from './chromium.ts'
import { inTheFolder, installExamples } from './examples/install.ts'
import { prepare, type Prepared } from './examples/prepare.ts'
import { runHost } from './examples/run-host.ts'

interface Example extends HostHabits {
  name: string
  /** What its `npm start` runs. */
  start: string[]
  build?: string[]
  /** The front page shows the dashboard. */
  hasPage?: true
}

const isArm = arch() === 'arm64'
const bun = `../../node_modules/@oven/bun-linux-${isArm ? 'aarch64' : 'x64'}/bin/bun`
const deno = `../../node_modules/@deno/linux-${isArm ? 'arm64' : 'x64'}-glibc/deno`

const isPath = (program: string) => program === 'node' || program.includes('/')

/** The first is what all others are compared with. */
const examples: Example[] = [
  { name: 'node-http', start: ['node', 'server.ts'] },
  { name: 'express-5', start: ['node', 'server.ts'], ownsUnknownPaths: true },
  { name: 'express-4', start: ['node', 'server.ts'], ownsUnknownPaths: true },
  { name: 'fastify', start: ['node', 'server.ts'], ownsUnknownPaths: true },
  { name: 'koa', start: ['node', 'server.ts'] },
  { name: 'hono', start: ['node', 'server.ts'] },
  { name: 'bun', start: [bun, 'server.ts'] },
  { name: 'deno', start: [deno, 'run', '--allow-all', 'server.ts'] },
  { name: 'nest', build: ['tsc'], start: ['node', 'dist/main.js'], ownsUnknownPaths: true, parsesBodies: true },
  { name: 'sveltekit', build: ['vite', 'build'], start: ['node', 'build'], hasPage: true },
  {
    name: 'next',
    build: ['next', 'build'],
    start: ['next', 'start', '--hostname', '127.0.0.1'],
    hasPage: true,
    takesSlashesOff: true,
    addsToVary: true,
  },
]

let folder: string
let prepared: Prepared
const builds = new Map<string, Promise<void>>()
/** Ids, when a file was made, and where a host is. */
const changing =
  /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|https?:\/\/127\.0\.0\.1(:\d+)?|"exported_at":"[^"]*"/g
const comparison = new HostComparison(changing)

beforeAll(async () => {
  folder = await installExamples()
  const inExample = (name: string) => join(folder, 'examples', name)
  for (const { name, build } of examples.toReversed()) {
    if (build === undefined) continue
    const [program = '', ...words] = build
    const built = inTheFolder(inExample(name), [join('node_modules', '.bin', program), ...words])
    // Whoever waits for it hears of it.
    built.catch(() => undefined)
    builds.set(name, built)
  }
  prepared = await prepare(folder)
}, 180_000)

afterAll(async () => {
  await Promise.allSettled(builds.values())
  await prepared.sandbox.close()
  rmSync(folder, { recursive: true, force: true })
})

test.each(examples)(
  '$name answers as `node:http` does, streams, shows its page, and ends',
  { timeout: 180_000 },
  async (example) => {
    const { takesSlashesOff, hasPage } = example
    await builds.get(example.name)
    const [program = '', ...words] = example.start
    const command = [isPath(program) ? program : join('node_modules', '.bin', program), ...words]
    const host = await runHost(folder, {
      name: example.name,
      command,
      prepared,
      redirect: takesSlashesOff ? 'follow' : 'manual',
    })
    try {
      const people = await Promise.all(['ana', 'bruno', 'admin', 'dora'].map((name) => host.signIn(name)))
      const [ana = {}, bruno = {}, carla = {}, dora = {}] = people
      const callers = { ana, bruno, carla, dora, stranger: { cookie: 'session=nobody' } }
      const requests = hostRequests(callers, new Date())
      const before = comparison.differences.length
      expect(await comparison.compare(example.name, { host, habits: example, requests })).toBeGreaterThanOrEqual(200)
      expect(comparison.differences.slice(before)).toEqual([])
      if (takesSlashesOff) {
        const { status, headers } = await host.ask('/healthz/', { redirect: 'manual' })
        expect([status, headers.get('location')]).toEqual([308, '/instagram/healthz'])
      }
      await expectLiveStreams(example.name, host, { ana, ids: prepared.notifications })
      await expectBrokenBodyBorne(host, ana)
      if (hasPage && findChromium() !== null) await expectPage(host.url)
    } catch (cause) {
      throw new Error(`${example.name} said: ${(await host.stop()).output}`, { cause })
    }
    const { hasEnded, output } = await host.stop()
    expect(hasEnded, output).toBe(true)
  },
)

test.skipIf(findChromium() === null)(
  'an example runs as it stands: with the sandbox inside of it, from the button to the numbers',
  { timeout: 180_000 },
  async () => {
    await builds.get('sveltekit')
    const host = await runHost(folder, { name: 'sveltekit', command: ['node', 'build'], redirect: 'manual' })
    try {
      await inBrowser(host.url, async (page) => {
        await page.getByRole('button', { name: 'Entrar' }).click()
        const connect = page.getByTestId('connect')
        await connect.waitFor()
        const [popup] = await Promise.all([page.waitForEvent('popup'), connect.click()])
        await popup.locator('[data-person="loja.da.ana"]').click()
        await popup.getByTestId('allow').click()
        await page.getByTestId('tile-reach-value').filter({ hasText: /\d/ }).waitFor()
      })
    } catch (cause) {
      throw new Error(`it said: ${(await host.stop()).output}`, { cause })
    }
    await host.stop()
  },
)

test('each folder of `examples` is asked, says every version exactly, and has the login of its kind', () => {
  const inExamples = (...names: string[]) => join(import.meta.dirname, '..', 'examples', ...names)
  const folders = readdirSync(inExamples()).filter((name) => !name.includes('.'))
  expect(folders.toSorted()).toEqual(examples.map(({ name }) => name).toSorted())
  for (const name of folders) {
    const { scripts, dependencies, devDependencies } = JSON.parse(
      readFileSync(inExamples(name, 'package.json'), 'utf8'),
    ) as Record<string, Record<string, string>>
    const versions = Object.values({ ...dependencies, ...devDependencies })
    expect(
      versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version)),
      name,
    ).toEqual([])
    expect(scripts, name).toHaveProperty('start')
  }
  const logins = globSync('*/**/login.ts', { cwd: inExamples(), exclude: ['**/node_modules/**', 'next/app/**'] })
  expect(logins.length).toBe(folders.length)
  // Where a bundler loads files more than once, the sessions are kept outside of them.
  expect(new Set(logins.map((file) => readFileSync(inExamples(file), 'utf8'))).size).toBe(2)
})

/** The page knows nobody, signs Ana in by the login of the example, and shows her numbers. */
const expectPage = (url: string): Promise<void> =>
  inBrowser(url, async (page) => {
    await page.getByRole('button', { name: 'Entrar' }).click()
    await page.getByText('@loja.da.ana').first().waitFor()
    await page.getByTestId('followers').waitFor()
  })

async function inBrowser(url: string, work: (page: Page) => Promise<void>): Promise<void> {
  const browser = await sharedChromium()
  const context = await browser.newContext({ locale: 'pt-BR' })
  try {
    const page = await context.newPage()
    await page.goto(url)
    await work(page)
  } finally {
    await context.close()
  }
}
