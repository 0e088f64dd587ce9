import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { blocksOf, type Block } from '../apps/demo/test/document-blocks.ts'
import { startSandbox } from '../packages/server/src/sandbox/index.ts'
import { findChromium, sharedChromium } from './chromium.ts'
import { inTheFolder, pack, path } from './examples/install.ts'
import { freePort } from './free-port.ts'

const document = 'docs/quickstart.md'
const root = join(import.meta.dirname, '..')
/** What whoever begins has at most. */
const mostSteps = 5
const mostMinutes = 10

/** Each way through the document: the heading of its server, and that of its page. */
const ways = [
  { server: 'Express', page: 'React' },
  { server: 'Fastify', page: 'Vue' },
  { server: 'Hono', page: 'Svelte' },
  { server: 'Express', page: 'A plain page' },
]

interface Section {
  level: number
  heading: string
  blocks: Block[]
}

/** The headings of the document in their order, each with the blocks that stand directly below it. */
function sections(): Section[] {
  const lines = readFileSync(join(root, document), 'utf8').split('\n')
  const blocks = blocksOf(document)
  const starts = lines.flatMap((line, index) => {
    const [, marks, heading = ''] = /^(#{2,3}) (.+)$/.exec(line) ?? []
    return marks === undefined ? [] : [{ level: marks.length, heading, line: index + 1 }]
  })
  return starts.map(({ level, heading, line }, index) => {
    const end = starts[index + 1]?.line ?? Infinity
    return { level, heading, blocks: blocks.filter((block) => block.line > line && block.line < end) }
  })
}

const isStep = ({ level, heading }: Section) => level === 2 && /^\d\. /.test(heading)

/** What somebody does who follows the document on one way. */
function stepsOf({ server, page }: (typeof ways)[number]): { heading: string; blocks: Block[] }[] {
  const all = sections()
  return all.filter(isStep).map((step) => {
    const from = all.indexOf(step)
    const next = all.findIndex(({ level }, index) => index > from && level === 2)
    const choices = all.slice(from + 1, next).filter(({ level }) => level === 3)
    const chosen = choices.filter(({ heading }) => heading === server || heading === page)
    if (choices.length > 0) expect(chosen, `one choice in ${step.heading}`).toHaveLength(1)
    return { heading: step.heading, blocks: [...step.blocks, ...chosen.flatMap(({ blocks }) => blocks)] }
  })
}

const commandsOf = ({ code }: Block) => code.trim().split('\n')
const isInstall = (command: string) => command.startsWith('npm install ')
const namesIn = (command: string) => command.split(' ').slice(2)

/** What is in the folder of this repository, so that nothing but our own packages has to be fetched. */
function versionHere(name: string): string {
  const places = ['apps/demo', 'packages/server', 'packages/client-sdk'].map((place) => join(root, place))
  const manifest = places.map((place) => join(place, 'node_modules', name, 'package.json')).find(existsSync)
  if (manifest === undefined) throw new Error(`${document} installs ${name}, which no test of ours uses`)
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
}

/** One installation of everything that any way of the document installs, with our own packages as they are packed. */
async function installAll(folder: string): Promise<void> {
  const names = new Set(
    blocksOf(document)
      .filter(({ language }) => language === 'sh')
      .flatMap((block) => commandsOf(block).filter(isInstall).flatMap(namesIn)),
  )
  mkdirSync(join(folder, 'packed'))
  await Promise.all((['server', 'client-sdk'] as const).map((name) => pack(name, folder)))
  const dependencies = [...names].map((name) => {
    const own = /^@instagram-dashboard\/(.+)$/.exec(name)?.[1]
    return [name, own === undefined ? versionHere(name) : `file:packed/${own}.tgz`]
  })
  const manifest = { name: 'installed', private: true, dependencies: Object.fromEntries(dependencies) }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  // As npm lays packages out: what they need themselves lies beside them.
  writeFileSync(join(folder, 'pnpm-workspace.yaml'), 'nodeLinker: hoisted\nallowBuilds:\n  esbuild: false\n')
  await inTheFolder(folder, ['npx', '--yes', 'pnpm@12.21.0', 'install', '--prefer-offline'])
}

describe.skipIf(findChromium() === null)('the quickstart, as it is written', { timeout: 120_000 }, () => {
  let installed = ''

  beforeAll(async () => {
    if (findChromium() === null) return
    // On a disk: what is installed is linked from the store and takes no room.
    installed = mkdtempSync(join(existsSync('/var/tmp') ? '/var/tmp' : tmpdir(), 'instagram-dashboard-quickstart-'))
    await installAll(installed)
  }, 180_000)

  afterAll(() => rmSync(installed, { recursive: true, force: true }))

  test.each(ways)('$server and $page: from an empty folder to true numbers', async (way) => {
    const began = performance.now()
    const folder = mkdtempSync(join(installed, 'empty-'))
    const steps = stepsOf(way)
    expect(steps.length).toBeGreaterThan(2)
    expect(steps.length).toBeLessThanOrEqual(mostSteps)

    const host = await carryOut(steps, folder, way.page)
    const tab = await (await sharedChromium()).newPage()
    onTestFinished(() => tab.close())
    await tab.goto(host)
    const shown = await connectAndRead(tab)

    expect(shown).toEqual(await truthOf(shown.from, shown.to))
    expect(existsSync(join(folder, 'data', 'instagram-dashboard.sandbox.db'))).toBe(true)
    expect((performance.now() - began) / 60_000).toBeLessThanOrEqual(mostMinutes)
  })

  /** Does what the steps say. @returns where the host listens, by its own word */
  async function carryOut(steps: ReturnType<typeof stepsOf>, folder: string, page: string): Promise<string> {
    const blocks = steps.flatMap((step) => step.blocks)
    for (const block of blocks) {
      if (block.language !== 'sh') writeNamed(block, folder)
      for (const command of block.language === 'sh' ? commandsOf(block) : []) {
        if (isInstall(command)) {
          if (!existsSync(join(folder, 'node_modules')))
            symlinkSync(join(installed, 'node_modules'), join(folder, 'node_modules'))
        } else if (command.startsWith('node ')) {
          return start(folder, command.split(' ').slice(1))
        } else if (command !== 'npx vite build' || page !== 'A plain page') {
          await inTheFolder(folder, command.replace(/^npx /, 'node_modules/.bin/').split(' '))
        }
      }
    }
    throw new Error(`${document} starts nothing`)
  }
})

/** The first line of a block names its file in a comment. */
function writeNamed({ code }: Block, folder: string): void {
  const [, name = ''] = /^(?:\/\/|<!--) ([\w./]+)/.exec(code) ?? []
  expect(name, code).not.toBe('')
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), code)
}

async function start(cwd: string, words: string[]): Promise<string> {
  const port = String(await freePort())
  const child = spawn(process.execPath, words, {
    cwd,
    env: { PATH: path, PORT: port, HOME: cwd },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const listening = Promise.withResolvers<string>()
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said += String(text)
      const [address] = /^http:\/\/localhost:\d+$/m.exec(said) ?? []
      if (address !== undefined) listening.resolve(address)
    })
  }
  void ended.then(() => listening.reject(new Error(`The host ended: ${said}`)))
  return listening.promise
}

/** Connects as step 5 says. @returns what the dashboard shows, and of which days */
async function connectAndRead(tab: Page) {
  const [popup] = await Promise.all([
    tab.waitForEvent('popup'),
    tab.getByRole('button', { name: 'Connect Instagram' }).click(),
  ])
  await popup.locator('[data-person="loja.da.ana"]').click()
  await popup.getByTestId('allow').click()
  const tile = (name: string) => tab.getByTestId(`tile-${name}-value`).filter({ hasText: /\d/ })
  await tile('reach').waitFor()
  await tab.getByTestId('progress').waitFor({ state: 'detached' })
  const number = async (name: string) => Number((await tile(name).innerText()).replaceAll(/\D/g, ''))
  const answer = await tab.evaluate(async () => {
    const response = await fetch('/instagram/api/v1/social/instagram/metrics/summary')
    return (await response.json()) as { period: { start_date: string; end_date: string } }
  })
  const { start_date: from, end_date: to } = answer.period
  return { from, to, views: await number('impressions'), followers: await number('followers') }
}

/** The same of an Instagram of the sandbox's that nobody has asked yet. */
async function truthOf(from: string, to: string) {
  const sandbox = await startSandbox()
  onTestFinished(() => sandbox.close())
  let views = 0
  for (let day = new Date(from); day <= new Date(to); day.setUTCDate(day.getUTCDate() + 1))
    views += sandbox.control.truth('loja.da.ana', day.toISOString().slice(0, 10)).views ?? 0
  const { followers } = sandbox.control.finalTruth('loja.da.ana', to)
  return { from, to, views, followers }
}
