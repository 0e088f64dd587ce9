import { execFile, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, posix } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { findPostgres } from '../../../packages/db/test/start-postgres.ts'
import type { CommandLine, RanCommand } from '../../../packages/server/test/run-commands.ts'
import { makeClock, startBackend, type Backend } from '../../../packages/server/test/start-backend.ts'
import { startCluster } from '../../../packages/server/test/start-cluster.ts'
import { blocksOf, documents, nameOf, repositoryRoot, type Block } from './document-blocks.ts'

const run = promisify(execFile)
const demoRoot = join(import.meta.dirname, '..')
const blocks = documents.flatMap(blocksOf)
const inLanguage = (...languages: string[]) => blocks.filter(({ language }) => languages.includes(language))
const isRunHere = ({ notRun, runBy }: Block) => notRun === undefined && runBy === undefined
const program = ['--conditions=source', '--no-warnings']

/** What the examples take for granted: a host's own things, and the client of the example before. */
const around = `
declare const instagram: import('@instagram-dashboard/client-sdk').InstagramClient
declare const app: import('express').Express
declare const dashboard: import('@instagram-dashboard/server').Dashboard
declare const session: { jwt: string }
declare const button: HTMLButtonElement
declare const bar: { set(share: number): void }
declare const signal: AbortSignal
declare const crm: { note(userId: string | null, words: string): Promise<void> }
declare const subject: string, message: string, webhookKey: string
declare function whoIs(headers: Headers): Promise<{ id: string; isAdmin: boolean } | null>
declare function whoIsSignedIn(request: unknown): Promise<{ userId: string } | null>
declare function greet(username: string, isFirst: boolean): void
declare function askToReconnect(sentence: string): void
declare function disableFor(seconds: number): void
declare function remember(id: string, type: string): void
declare module 'expo-web-browser' {
  export function openAuthSessionAsync(
    url: string,
    redirectUrl?: string | null,
  ): Promise<{ type: 'success'; url: string } | { type: 'cancel' | 'dismiss' | 'opened' | 'locked' }>
}
declare module 'react-native' {
  interface Emitter {
    remove(): void
  }
  export const Linking: {
    openURL(url: string): Promise<void>
    getInitialURL(): Promise<string | null>
    addEventListener(type: 'url', handler: (event: { url: string }) => void): Emitter
  }
}
declare module '@react-native-async-storage/async-storage' {
  const storage: {
    getItem(key: string): Promise<string | null>
    setItem(key: string, value: string): Promise<void>
    removeItem(key: string): Promise<void>
  }
  export default storage
}
declare module '*.vue' {
  const component: import('vue').Component
  export default component
}
`

test('a block that is not run says why, or which test runs it', () => {
  const known = new Set([
    'ts',
    'tsx',
    'js',
    'sh',
    'json',
    'css',
    'html',
    'svelte',
    'vue',
    'text',
    'nginx',
    'yaml',
    'python',
    'sql',
    'ini',
  ])
  expect(blocks.filter(({ language }) => !known.has(language)).map(nameOf)).toEqual([])
  for (const block of blocks) {
    if (block.notRun !== undefined)
      expect([nameOf(block), block.notRun.split(' ').length > 2]).toEqual([nameOf(block), true])
    if (block.runBy === undefined) continue
    expect([nameOf(block), existsSync(join(repositoryRoot, block.runBy))]).toEqual([nameOf(block), true])
    const reader = readFileSync(join(repositoryRoot, block.runBy), 'utf8')
    expect([nameOf(block), reader.includes(block.document.replace('docs/', ''))]).toEqual([nameOf(block), true])
  }
  // A component is shown by a browser alone.
  expect(inLanguage('tsx').filter(isRunHere).map(nameOf)).toEqual([])
})

test.each([...documents, 'CONTRIBUTING.md', 'CHANGELOG.md'])('every link of %s leads somewhere', (document) => {
  const textOf = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8')
  const links = [...textOf(document).matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)/g)]
  const lost = links.filter(([, path = '', anchor]) => {
    const target = path === '' ? document : posix.join(posix.dirname(document), path)
    if (!existsSync(join(repositoryRoot, target))) return true
    return anchor !== undefined && !anchorsOf(textOf(target)).has(decodeURIComponent(anchor))
  })
  expect(lost.map(([link]) => link)).toEqual([])
})

test.each(inLanguage('json'))('$document:$line is JSON', ({ code }) => {
  expect(() => JSON.parse(code) as unknown).not.toThrow()
})

describe('TypeScript', () => {
  const folder = mkdtempSync(join(tmpdir(), 'examples-'))
  const examples = inLanguage('ts', 'tsx', 'js').map((block, index) => ({
    block,
    file: join(folder, `${block.document.replaceAll(/\W/g, '-')}-${block.line}-${index}.${block.language}`),
  }))

  beforeAll(() => {
    // Where a file of a host app finds what the host app has, and frameworks that only tests have.
    linkPackages(join(folder, 'node_modules'), [demoRoot, join(repositoryRoot, 'packages/server')])
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    writeFileSync(join(folder, 'around.d.ts'), around)
    for (const { block, file } of examples) writeFileSync(file, `${block.code}\nexport {}\n`)
    const compilerOptions = {
      target: 'es2024',
      lib: ['es2024', 'esnext.disposable', 'dom', 'dom.iterable'],
      module: 'preserve',
      moduleResolution: 'bundler',
      jsx: 'react-jsx',
      strict: true,
      allowJs: true,
      checkJs: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: true,
      noEmit: true,
      types: ['node'],
      typeRoots: [join(repositoryRoot, 'node_modules', '@types')],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*'] }))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('type-checks', { timeout: 120_000 }, async () => {
    expect(examples.length).toBeGreaterThan(20)
    const compiler = join(repositoryRoot, 'node_modules', '.bin', 'tsc')
    await run(compiler, ['-p', folder]).catch((error: { stdout: string }) => expect.fail(error.stdout))
  })

  test('runs where it needs no page', { timeout: 120_000 }, async () => {
    const here = examples.filter(({ block }) => isRunHere(block))
    expect(here.length).toBeGreaterThan(6)
    const isTest = ({ block }: (typeof examples)[number]) => block.code.includes("'node:test'")
    const files = here.filter((example) => !isTest(example)).map(({ file }) => file)
    const harness = join(import.meta.dirname, 'run-examples.ts')
    const [ran, ...tests] = await Promise.all([
      runFiles([harness, ...files]),
      // A test ends its program with what came of it.
      ...here.filter(isTest).map(({ file }) => runFiles(['--test-force-exit', file])),
    ])
    expect(JSON.parse(ran.output.slice(ran.output.lastIndexOf('\n') + 1))).toEqual({})
    expect(tests.length).toBeGreaterThan(0)
    for (const { code, output } of tests) expect(code, output).toBe(0)
  })

  async function runFiles(files: readonly string[]): Promise<RanCommand> {
    return run(process.execPath, [...program, ...files]).then(
      ({ stdout }) => ({ code: 0, output: stdout }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
        code,
        output: stdout + stderr,
      }),
    )
  }
})

describe('commands', () => {
  const ours =
    /^(?:npm run cli --|(?:npx )?instagram-dashboard|node (?:packages\/)?server\/dist\/standalone\.js)(?= |$)/
  const tools = /^(?:openssl|echo|pg_dump|pg_restore) /
  const onPostgres = /postgres:\/\/|^pg_/
  const postgres = findPostgres()
  const lines = inLanguage('sh').filter(isRunHere).flatMap(commandsOf)

  /** The commands that a block shows, without what is said about them. */
  function commandsOf({ document, code }: Block): { document: string; command: string }[] {
    return code
      .replaceAll(/\\\n\s*/g, ' ')
      .split('\n')
      .map((line) => line.replace(/(^| +)# .*$/, '').trim())
      .filter((command) => command !== '')
      .map((command) => ({ document, command }))
  }

  test('are ours or of known tools, or their block says why it is not run', () => {
    expect(lines.filter(({ command }) => !ours.test(command) && !tools.test(command))).toEqual([])
    expect(lines.filter(({ command }) => ours.test(command)).length).toBeGreaterThan(20)
  })

  test('do what they are shown for', { timeout: 240_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'documents-'))
    // The last thing of all: what comes later is undone first.
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const databaseUrl = `file:${join(folder, 'data', 'instagram-dashboard.db')}`
    const backend = await startBackend({
      folder,
      // The doctor compares this machine's clock with Instagram's.
      clock: { ...makeClock(), now: () => new Date() },
      dashboard: { databaseUrl, syncCron: 'off' },
    })
    const { account } = await backend.connect('ana', 'loja.da.ana')
    await backend.settled('ana')
    await backend.dashboard.close()
    const cluster = startCluster()
    onTestFinished(() => cluster?.stop())
    const moved = (await cluster?.createDatabase()) ?? ''
    const another = (await cluster?.createDatabase()) ?? ''
    const environment = {
      ...environmentOf(backend),
      PATH: [postgres, process.env['PATH']].join(delimiter),
      DATABASE_URL: 'file:./data/instagram-dashboard.db',
    }
    // What several documents show does the same each time.
    const commands = [...new Map(lines.map((line) => [line.command, line])).values()].filter(
      ({ command }) => postgres !== undefined || !onPostgres.test(command),
    )
    const placed = commands.map(({ document, command }) => {
      // Where an operator stands: the folder around the data.
      const cwd = join(folder, document.replaceAll('/', '-'))
      if (!existsSync(cwd)) {
        mkdirSync(cwd)
        symlinkSync(join(folder, 'data'), join(cwd, 'data'))
      }
      const line = command.replaceAll(/<id>|\bID\b/g, account.id).replace('postgres://user@host/database', moved)
      const databases = command.startsWith('pg_') ? { DATABASE_URL: moved, ANOTHER_DATABASE_URL: another } : {}
      return { document, line, cwd, env: { ...environment, ...databases } }
    })

    const ran = await runOurs(
      placed
        .filter(({ line }) => ours.test(line))
        .map(({ line, cwd, env }) => ({ cwd, env, argv: wordsOf(line.replace(ours, '')) })),
    )
    const failed: object[] = placed
      .filter(({ line }) => ours.test(line))
      .map(({ document, line }, index) => ({ document, line, ...ran[index] }))
      .filter(({ code }) => code !== 0)
    for (const { document, line, cwd, env } of placed.filter(({ line: command }) => tools.test(command))) {
      const { code, output } = await runInShell(line, { cwd, env })
      if (code !== 0) failed.push({ document, line, code, output })
    }
    expect(failed).toEqual([])
  })

  async function runOurs(commands: CommandLine[]): Promise<RanCommand[]> {
    const runner = join(repositoryRoot, 'packages/server/test/run-commands.ts')
    const child = spawn(process.execPath, [...program, runner], { stdio: ['pipe', 'pipe', 'inherit'] })
    child.stdin.end(JSON.stringify({ lines: commands }))
    const printed = await text(child.stdout)
    return JSON.parse(printed.slice(printed.lastIndexOf('\n') + 1)) as RanCommand[]
  }

  async function runInShell(line: string, options: { cwd: string; env: Record<string, string> }): Promise<RanCommand> {
    return run('sh', ['-c', line], options).then(
      ({ stdout }) => ({ code: 0, output: stdout }),
      ({ code, stderr }: { code: number; stderr: string }) => ({ code, output: stderr }),
    )
  }
})

/** What the headings of a document are linked by, as GitHub makes it of their words. */
function anchorsOf(text: string): Set<string> {
  const headings = [...text.replaceAll(/^```[^]*?^```/gm, '').matchAll(/^#{1,6} (.*)$/gm)].map(
    ([, words = '']) => words,
  )
  return new Set(
    headings.map((words) =>
      words
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(/\s/g, '-'),
    ),
  )
}

/** Makes the packages of several places those of one; the first place that has one gives it. */
function linkPackages(target: string, places: readonly string[]): void {
  for (const place of places) {
    const modules = join(place, 'node_modules')
    const names = readdirSync(modules).flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((inner) => `${name}/${inner}`) : [name],
    )
    for (const name of names.filter((known) => !known.startsWith('.') && !existsSync(join(target, known)))) {
      mkdirSync(dirname(join(target, name)), { recursive: true })
      symlinkSync(join(modules, name), join(target, name))
    }
  }
}

/** A line without any shell, so nothing in it may need one. */
function wordsOf(line: string): string[] {
  expect(line).not.toMatch(/[|<>$`&;*]/)
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  )
}

function environmentOf({ options }: Backend): Record<string, string> {
  return {
    INSTAGRAM_APP_ID: options.instagramAppId,
    INSTAGRAM_APP_SECRET: options.instagramAppSecret,
    INSTAGRAM_REDIRECT_URI: options.instagramRedirectUri,
    INSTAGRAM_TOKEN_ENCRYPTION_KEY: options.instagramTokenEncryptionKey,
    INSTAGRAM_AUTHORIZE_URL: options.instagramAuthorizeUrl ?? '',
    INSTAGRAM_OAUTH_BASE_URL: options.instagramOauthBaseUrl ?? '',
    INSTAGRAM_GRAPH_BASE_URL: options.instagramGraphBaseUrl ?? '',
    INSTAGRAM_CALLS_PER_HOUR: '100000',
    AUTH_JWT_SECRET: options.authJwtSecret ?? '',
    PUBLIC_URL: 'https://app.example/instagram',
    PORT: '0',
  }
}
