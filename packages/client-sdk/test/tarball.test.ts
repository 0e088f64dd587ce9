import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { publint } from 'publint'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectedStatus, finishedSync, runningSync } from './samples.ts'
import { refusal, startScriptedServer } from './scripted-server.ts'

const run = promisify(execFile)
const packageRoot = join(import.meta.dirname, '..')
const repositoryRoot = join(packageRoot, '..', '..')
const tsc = join(repositoryRoot, 'node_modules', '.bin', 'tsc')
const pnpm = ['--yes', 'pnpm@12.21.0']

const typescript = (name: string) => join(repositoryRoot, 'node_modules', name, 'bin', 'tsc')
const bundler = { module: 'preserve', moduleResolution: 'bundler' }
const nodenext = { module: 'nodenext', moduleResolution: 'nodenext' }
// Its CommonJS is what a host without `type: module` writes.
const node16 = { module: 'node16', moduleResolution: 'node16' }
const resolutions = [bundler, nodenext]
// How a package is found depends little on the compiler, and the older ones are slow: each has one way to look.
const hosts = [
  { name: 'TypeScript 5.9', bin: typescript('typescript-5'), ...bundler },
  { name: 'TypeScript 6', bin: typescript('typescript-6'), ...nodenext },
  { name: 'TypeScript 7', bin: typescript('typescript'), ...bundler },
  { name: 'TypeScript 7', bin: typescript('typescript'), ...nodenext },
  { name: 'TypeScript 7', bin: typescript('typescript'), ...node16 },
]
const strictHost = {
  target: 'es2022',
  lib: ['es2022', 'dom'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  // Those of the language and of browsers, which are the compiler's own.
  skipDefaultLibCheck: true,
}

let host = ''
const installed = (...path: string[]) => join(host, 'node_modules', '@instagram-dashboard', 'client-sdk', ...path)

beforeAll(async () => {
  if (!existsSync(join(packageRoot, 'dist', 'index.d.ts'))) {
    await run(tsc, ['-b', packageRoot], { cwd: repositoryRoot })
    await run('npx', [...pnpm, 'run', 'build'], { cwd: packageRoot })
  }
  host = await mkdtemp(join(tmpdir(), 'instagram-dashboard-host-'))
  await run('npx', [...pnpm, 'pack', '--pack-destination', host], { cwd: packageRoot })
  const [tarball = ''] = (await readdir(host)).filter((name) => name.endsWith('.tgz'))
  await writeFile(join(host, 'package.json'), JSON.stringify({ name: 'host', private: true, type: 'module' }))
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--offline']
  await run('npm', ['install', `./${tarball}`, ...quiet], { cwd: host })
  for (const name of ['consumer.ts', 'react.tsx'])
    await copyFile(join(import.meta.dirname, 'host', name), join(host, name))
  // What a host with React has of its own.
  await mkdir(join(host, 'node_modules', '@types'))
  for (const name of ['react', '@types/react'])
    await cp(join(packageRoot, 'node_modules', name), join(host, 'node_modules', name), {
      recursive: true,
      dereference: true,
    })
  await cp(
    join(await realpath(join(packageRoot, 'node_modules', '@types', 'react')), '..', '..', 'csstype'),
    join(host, 'node_modules', 'csstype'),
    { recursive: true, dereference: true },
  )
}, 120_000)

afterAll(async () => {
  await rm(host, { recursive: true, force: true })
})

const parts = ['react', 'vue', 'svelte']
const withParts = parts.flatMap((part) => [`./${part}`, `./${part}/tanstack-query`])
const entries = ['.', './admin', './webhooks', './react-native', './element', ...withParts]

test('one package is installed, and it brings no other', async () => {
  const manifest = JSON.parse(await readFile(installed('package.json'), 'utf8')) as Record<string, unknown>

  expect(manifest).not.toHaveProperty('dependencies')
  // TanStack's libraries are no optional peers: npm would look for versions of theirs, and of what they need, all the same.
  expect(manifest['peerDependencies']).toEqual({
    react: '>=18',
    'react-dom': '>=18',
    svelte: '>=4',
    vue: '>=3.4',
  })
  const names = Object.keys(manifest['peerDependencies'] as object)
  expect(manifest['peerDependenciesMeta']).toEqual(Object.fromEntries(names.map((name) => [name, { optional: true }])))
  // A style sheet is imported for nothing but what it does.
  expect(manifest['sideEffects']).toEqual(['**/*.css'])
  const exported = manifest['exports'] as Record<string, unknown>
  expect(Object.keys(exported).toSorted()).toEqual([...entries, './react/styles.css', './package.json'].toSorted())
  expect(JSON.stringify(exported)).not.toContain('/src/')
  expect(await readdir(join(host, 'node_modules', '@instagram-dashboard'))).toEqual(['client-sdk'])
  const top = ['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'package.json']
  expect((await readdir(installed())).toSorted()).toEqual(top)
})

test('its declarations need no other package but the host’s framework, and name nothing of the server’s inside', async () => {
  for (const name of await filesBelow(installed('dist'), '.d.ts')) {
    const declarations = await readFile(name, 'utf8')

    expect(declarations, name).not.toMatch(
      /\bfrom ['"](?!\.\/|(react|vue|svelte(\/store|\/elements)?)['"])|\brequire\b|<reference/,
    )
    expect(declarations, name).not.toMatch(/drizzle|sqlite|sealed|secret|vault|express/i)
    const code = declarations.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    expect(code, name).not.toMatch(/\bany\b|tanstack/)
  }
})

test.each([
  { entry: 'core', files: ['index.js', 'procedures.js'], most: 15_000, imports: /^\.\/procedures\.js$/ },
  {
    entry: 'react',
    files: ['react'],
    most: 175_000,
    imports: /^(react|react\/jsx-runtime|react-dom|\.\/[\w.-]+\.js)$/,
  },
  { entry: 'element', files: ['element'], most: 165_000, imports: /^\.\/[\w.-]+\.js$/ },
  // Instead of the core, in an app.
  { entry: 'react-native', files: ['react-native'], most: 19_500, imports: /^\.\/(client|index)\.js$/ },
  // Beside the core, which they share with the host.
  { entry: 'vue', files: ['vue'], most: 18_000, imports: /^(vue|\.\.\/index\.js)$/ },
  {
    entry: 'vue with the host’s query core',
    files: ['tanstack-query/vue'],
    most: 9_000,
    imports: /^(vue|@tanstack\/vue-query|\.\.\/\.\.\/index\.js)$/,
  },
  {
    entry: 'svelte with the host’s query core',
    files: ['tanstack-query/svelte'],
    most: 9_000,
    imports: /^(svelte|svelte\/store|@tanstack\/svelte-query|\.\.\/\.\.\/index\.js)$/,
  },
  { entry: 'svelte', files: ['svelte'], most: 18_000, imports: /^(svelte|svelte\/store|\.\.\/index\.js)$/ },
])('$entry is at most $most bytes after compression, all parts together', async ({ files, most, imports }) => {
  const names = (
    await Promise.all(
      files.map(async (file) =>
        file.endsWith('.js') ? [installed('dist', file)] : filesBelow(installed('dist', file), '.js'),
      ),
    )
  ).flat()
  const codes = await Promise.all(names.map((name) => readFile(name)))

  expect(codes.reduce((sum, code) => sum + gzipSync(code).byteLength, 0)).toBeLessThanOrEqual(most)
  for (const code of codes) {
    for (const [, from = ''] of code.toString().matchAll(/\b(?:from|import)\s*\(?["'`]([\w@./-]+)["'`]/g))
      expect(from).toMatch(imports)
    expect(code.toString()).not.toMatch(/\bprocess\.env\b|from\s*["'`]node:|\bBuffer\b/)
  }
})

test.each([
  { part: 'react', most: 95_000 },
  { part: 'element', most: 130_000 },
])(
  'before a section of the panel is shown, $part loads at most $most bytes after compression',
  async ({ part, most }) => {
    const seen = new Map<string, Buffer>()
    async function follow(file: string): Promise<void> {
      if (seen.has(file)) return
      const code = await readFile(installed('dist', part, file))
      seen.set(file, code)
      for (const [, next = ''] of code.toString().matchAll(/(?:from|import)["'`]\.\/([\w.-]+\.js)["'`]/g))
        await follow(next)
    }
    await follow('index.js')

    expect(seen.size).toBeGreaterThan(4)
    expect([...seen.values()].reduce((sum, code) => sum + gzipSync(code).byteLength, 0)).toBeLessThanOrEqual(most)
  },
)

test('hints for developers are in what bundlers take for development alone', async () => {
  const codeOf = (...path: string[]) => readFile(installed('dist', ...path), 'utf8')
  for (const file of ['index.js', 'vue/index.js', 'svelte/index.js']) {
    expect(await codeOf(...file.split('/')), file).not.toContain('[instagram-dashboard]')
    await codeOf('development', ...file.split('/'))
  }
  expect(await codeOf('development', 'index.js')).toContain('[instagram-dashboard]')

  const ask = `import.meta.resolve('@instagram-dashboard/client-sdk')`
  const found = async (conditions: string[]) =>
    (await run(process.execPath, [...conditions, '--input-type=module', '-e', `console.log(${ask})`], { cwd: host }))
      .stdout
  expect(await found([])).toMatch(/dist\/index\.js\s*$/)
  expect(await found(['--conditions=development'])).toMatch(/dist\/development\/index\.js\s*$/)
})

test('charts and the administrator’s screens are loaded only when they are shown', async () => {
  const codes = await Promise.all(
    (await filesBelow(installed('dist', 'react'), '.js')).map((name) => readFile(name, 'utf8')),
  )
  const all = codes.join('\n')

  for (const chunk of ['day-chart', 'admin-screens']) {
    expect(all).toMatch(new RegExp(`import\\([\`"']\\./${chunk}\\.js`))
    expect(all).not.toMatch(new RegExp(`from\\s*["'\`]\\./${chunk}`))
  }
})

test('a host that uses nothing but the keys of the cache ships nothing else', async () => {
  const entry = join(host, 'keys.js')
  await writeFile(
    entry,
    `import { instagramKeys } from '@instagram-dashboard/client-sdk/react'\nconsole.log(instagramKeys)`,
  )
  const result = await build({
    root: host,
    configFile: false,
    logLevel: 'silent',
    build: { write: false, rollupOptions: { input: entry, external: [/^react/] } },
  })
  if (Array.isArray(result) || !('output' in result)) return expect.fail('no bundle was made')
  // Chunks that only a part that is not used would load lie beside it, and nobody asks for them.
  const shipped = result.output.filter((file) => file.type === 'chunk' && file.isEntry)
  const [page] = shipped
  if (shipped.length !== 1 || page?.type !== 'chunk') return expect.fail('there is more than one page')

  expect(page.imports).toEqual([])
  expect(page.code).toContain('unreadCount')
  expect(gzipSync(page.code).byteLength).toBeLessThanOrEqual(2_000)
})

test('it carries the notices of what it contains', async () => {
  const notices = await readFile(installed('dist', 'THIRD_PARTY_NOTICES.md'), 'utf8')

  for (const name of ['standardwebhooks', '@trpc/client', '@tanstack/query-core', 'd3-scale', 'preact'])
    expect(notices).toContain(name)
})

test('publint and Are the types wrong find nothing', async () => {
  const { messages } = await publint({ pkgDir: installed(), strict: true })
  expect(messages).toEqual([])

  const [tarball = ''] = (await readdir(host)).filter((name) => name.endsWith('.tgz'))
  const attw = join(repositoryRoot, 'node_modules', '.bin', 'attw')
  const ignored = ['--exclude-entrypoints', './react/styles.css']
  await run(attw, [join(host, tarball), ...ignored]).catch((error: { stdout: string }) => expect.fail(error.stdout))
})

test.each(hosts)(
  'a strict host with React type-checks with $name and $moduleResolution',
  { timeout: 120_000 },
  async ({ bin, module, moduleResolution }) => {
    const file = `tsconfig.react-${moduleResolution}.json`
    const compilerOptions = { ...strictHost, module, moduleResolution, jsx: 'react-jsx', noEmit: true }
    await writeFile(join(host, file), JSON.stringify({ compilerOptions, files: ['consumer.ts', 'react.tsx'] }))

    await run(process.execPath, [bin, '-p', join(host, file)]).catch((error: { stdout: string }) =>
      expect.fail(error.stdout),
    )
  },
)

describe('a host with React 18', () => {
  const inHost = (...path: string[]) => join(host, 'react-18', 'node_modules', ...path)

  beforeAll(async () => {
    await cp(installed(), inHost('@instagram-dashboard', 'client-sdk'), { recursive: true })
    for (const name of ['react', 'react-dom', '@types/react'])
      await cp(join(packageRoot, 'node_modules', `${name}-18`), inHost(name), { recursive: true, dereference: true })
    const types = join(await realpath(join(packageRoot, 'node_modules', '@types', 'react-18')), '..', '..')
    for (const name of ['csstype', '@types/prop-types'])
      await cp(join(types, name), inHost(name), { recursive: true, dereference: true })
    for (const name of ['consumer.ts', 'react.tsx'])
      await copyFile(join(import.meta.dirname, 'host', name), join(host, 'react-18', name))
    await writeFile(join(host, 'react-18', 'package.json'), JSON.stringify({ type: 'module' }))
  })

  test('type-checks', { timeout: 120_000 }, async () => {
    const compilerOptions = { ...strictHost, ...bundler, jsx: 'react-jsx', noEmit: true }
    const config = join(host, 'react-18', 'tsconfig.json')
    await writeFile(config, JSON.stringify({ compilerOptions, files: ['consumer.ts', 'react.tsx'] }))

    await run(tsc, ['-p', config]).catch((error: { stdout: string }) => expect.fail(error.stdout))
  })

  test('shows every component without a word of React’s in the console', async () => {
    const page = `
      import { createElement as element, StrictMode, version } from 'react'
      import { renderToString } from 'react-dom/server'
      import { createInstagramClient } from '@instagram-dashboard/client-sdk'
      import * as parts from '@instagram-dashboard/client-sdk/react'
      const client = createInstagramClient({ url: 'http://127.0.0.1/trpc', locale: 'en' })
      const names = Object.keys(parts).filter((name) => /^[A-Z]/.test(name) && name !== 'InstagramProvider')
      const shown = names.map((name) => {
        const part = element(parts[name], { accountId: 'account-1', onDone() {} })
        return [name, renderToString(element(StrictMode, null, element(parts.InstagramProvider, { client }, part)))]
      })
      console.log(JSON.stringify({ version, shown: Object.fromEntries(shown) }))`
    await writeFile(join(host, 'react-18', 'page.js'), page)

    const { stdout, stderr } = await run(process.execPath, [join(host, 'react-18', 'page.js')])

    const { version, shown } = JSON.parse(stdout) as { version: string; shown: Record<string, string> }
    expect(version).toMatch(/^18\./)
    expect(shown).toMatchObject({
      InstagramDashboard: expect.stringContaining('data-testid="loading"'),
      ConnectInstagramButton: expect.stringContaining('Reconnect Instagram'),
      InstagramAdmin: expect.any(String),
    })
    expect(stderr).toBe('')
  })
})

describe.each([
  { name: 'Vue', file: 'vue.ts', page: 'vue-page.js', packages: { vue: 'vue' } },
  { name: 'Svelte 5', file: 'svelte.ts', page: 'svelte-page.js', packages: { svelte: 'svelte' } },
  { name: 'Svelte 4', file: 'svelte.ts', page: 'svelte-page.js', packages: { svelte: 'svelte-4' } },
])('a host with $name', ({ name, file, page, packages }) => {
  const folder = () => join(host, name.replace(' ', '-'))

  beforeAll(async () => {
    await cp(installed(), join(folder(), 'node_modules', '@instagram-dashboard', 'client-sdk'), { recursive: true })
    await mkdir(join(folder(), 'node_modules', '@tanstack'))
    for (const [as, from] of Object.entries({ ...packages, '@tanstack/query-core': '@tanstack/query-core' }))
      await symlink(await realpath(join(packageRoot, 'node_modules', from)), join(folder(), 'node_modules', as))
    for (const one of [file, page]) await copyFile(join(import.meta.dirname, 'host', one), join(folder(), one))
    await writeFile(join(folder(), 'package.json'), JSON.stringify({ type: 'module' }))
  })

  test('type-checks', { timeout: 120_000 }, async () => {
    const compilerOptions = { ...strictHost, ...bundler, noEmit: true }
    await writeFile(join(folder(), 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }))

    await run(tsc, ['-p', folder()]).catch((error: { stdout: string }) => expect.fail(error.stdout))
  })

  test('renders on its server what was prefetched', async () => {
    const { url, calls } = await startScriptedServer({ queries: { 'instagram.connect.status': () => connectedStatus } })

    const { stdout, stderr } = await run(process.execPath, [join(folder(), page), url])

    expect(stdout.replaceAll(/<!--.*?-->/g, '').trim()).toBe('<p>pending</p><p>padaria.da.ana</p>')
    expect([stderr, calls.length]).toEqual(['', 1])
  })
})

test('a host with Vue and TanStack Query for it renders over that', async () => {
  const { url } = await startScriptedServer({ queries: { 'instagram.connect.status': () => connectedStatus } })
  const library = '@tanstack/vue-query'
  const folder = join(host, 'Vue')
  // It gives the whole query core as its own.
  const queryCore = await realpath(join(packageRoot, 'node_modules', '@tanstack', 'query-core'))
  await symlink(queryCore, join(folder, 'node_modules', library))
  const text = await readFile(join(folder, 'vue-page.js'), 'utf8')
  await writeFile(
    join(folder, 'over-vue-query.js'),
    text.replaceAll("client-sdk/vue'", "client-sdk/vue/tanstack-query'").replace('@tanstack/query-core', library),
  )

  const { stdout } = await run(process.execPath, [join(folder, 'over-vue-query.js'), url])

  expect(stdout.trim()).toBe('<p>pending</p><p>padaria.da.ana</p>')
})

test.each([
  { entry: 'react/tanstack-query', copies: 1 },
  { entry: 'react', copies: 2 },
])('a host with TanStack Query ships it $copies times with $entry', async ({ entry, copies }) => {
  await mkdir(join(host, 'node_modules', '@tanstack'), { recursive: true })
  const library = join(host, 'node_modules', '@tanstack', 'react-query')
  if (!existsSync(library))
    await symlink(await realpath(join(packageRoot, 'node_modules', '@tanstack', 'react-query')), library)
  const page = join(host, 'query-page.js')
  await writeFile(
    page,
    `import { QueryClient, useQuery } from '@tanstack/react-query'
     import { InstagramProvider, useConnectStatus } from '@instagram-dashboard/client-sdk/${entry}'
     console.log(new QueryClient().fetchQuery, useQuery, InstagramProvider, useConnectStatus)`,
  )
  const result = await build({
    root: host,
    configFile: false,
    logLevel: 'silent',
    build: { write: false, rollupOptions: { input: page, external: [/^react/] } },
  })
  if (Array.isArray(result) || !('output' in result)) return expect.fail('no bundle was made')
  const code = result.output.map((file) => (file.type === 'chunk' ? file.code : '')).join('\n')

  expect(code.split('Missing queryFn').length - 1).toBe(copies)
})

describe('an app of React Native', () => {
  const bundle = () => join(host, 'app-bundle.js')
  const hermesc = () => {
    const { platform } = process
    const name = { linux: 'linux64-bin/hermesc', darwin: 'osx-bin/hermesc', win32: 'win64-bin/hermesc.exe' }[
      String(platform)
    ]
    return join(packageRoot, 'node_modules', 'hermes-compiler', 'hermesc', name ?? '')
  }

  beforeAll(async () => {
    await copyFile(join(import.meta.dirname, 'host', 'app.js'), join(host, 'app.js'))
    const result = await build({
      root: host,
      configFile: false,
      logLevel: 'silent',
      resolve: { conditions: ['react-native', 'default'] },
      // As the package has it: nothing is made older than it is.
      build: {
        write: false,
        target: 'esnext',
        minify: false,
        rollupOptions: { input: join(host, 'app.js'), output: { format: 'iife' } },
      },
    })
    if (Array.isArray(result) || !('output' in result)) return expect.fail('no bundle was made')
    await writeFile(bundle(), result.output[0].code)
  })

  // Its compiler is made for these processors alone.
  test.runIf(process.arch === 'x64' || process.platform === 'darwin')('is compiled by Hermes', async () => {
    const { stdout, stderr } = await run(hermesc(), ['-emit-binary', '-out', join(host, 'app.hbc'), bundle()])
    expect(`${stdout}${stderr}`).not.toContain('error:')
    expect((await readFile(join(host, 'app.hbc'))).byteLength).toBeGreaterThan(10_000)
  })

  test('calls, gives up and follows a sync with what a phone has', async () => {
    const runs = [runningSync, finishedSync]
    const { url, calls, requests } = await startScriptedServer({
      mutations: {
        'instagram.sync.start': () => runningSync,
        'instagram.connect.start': () => ({ authorizationUrl: 'https://instagram.example', state: 'state-1' }),
        'instagram.connect.redirected': () => ({ success: true }),
      },
      queries: {
        'instagram.connect.status': () => connectedStatus,
        'instagram.sync.history': () => ({ items: [runs.shift() ?? finishedSync], nextCursor: null }),
        'instagram.metrics.gaps': () => new Promise(() => {}),
      },
    })
    const abortController = await realpath(join(packageRoot, 'node_modules', 'abort-controller'))
    const phone = `
      const { createRequire } = await import('node:module')
      const { AbortController, AbortSignal } = createRequire(import.meta.url)(${JSON.stringify(abortController)})
      const { fetch } = globalThis
      for (const name of ['crypto', 'BroadcastChannel']) Object.defineProperty(globalThis, name, { value: undefined })
      Object.defineProperty(globalThis, 'navigator', { value: { product: 'ReactNative' } })
      // Its fetch is one of its own, which takes these signals.
      Object.assign(globalThis, { AbortController, AbortSignal, fetch: (url, init) => fetch(url, { ...init, signal: null }) })
      const { readFileSync } = await import('node:fs')
      ;(0, eval)(readFileSync(${JSON.stringify(bundle())}, 'utf8'))
      console.log(JSON.stringify(await globalThis.visit(${JSON.stringify(url)})))
      process.exit()`

    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', phone], { cwd: host })

    expect(JSON.parse(stdout)).toEqual({
      username: 'padaria.da.ana',
      told: ['running profile 0/4', 'succeeded finished 4/4'],
      slow: 'INTERNAL retry',
      aborted: 'left the screen',
      stream: 'INTERNAL',
      connect: 'POPUP_CLOSED',
    })
    expect(calls.length).toBeGreaterThan(3)
    expect(requests.filter((request) => /progress|onNew/.test(request))).toEqual([])
  })
})

test.each(resolutions)(
  'a strict host type-checks with $moduleResolution and runs',
  { timeout: 120_000 },
  async ({ module, moduleResolution }) => {
    const outDir = `out-${moduleResolution}`
    const compilerOptions = { ...strictHost, module, moduleResolution, outDir }
    await writeFile(join(host, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }))
    const { url, calls } = await startScriptedServer({
      mutations: { 'instagram.sync.start': () => runningSync },
      queries: {
        'instagram.connect.status': () => connectedStatus,
        'instagram.sync.history': () => ({ items: [finishedSync], nextCursor: null }),
        'instagram.metrics.summary': () => ({}),
        'instagram.metrics.timeline': () => ({
          days: ['2026-01-01'],
          series: { reach: [120], engagementRate: [null] },
          final: [true],
          aggregation: { reach: 'sum', engagementRate: 'ratio' },
        }),
        'admin.health': () => {
          throw refusal('You are not allowed to see this page.', {
            code: 'FORBIDDEN',
            action: 'none',
            requestId: 'request-1',
          })
        },
      },
    })

    await run(tsc, ['-p', host]).catch((error: { stdout: string }) => expect.fail(error.stdout))
    // Node's own globals are closed to the SDK, as in an edge runtime: the second line of a stack names who asks.
    const visit = `for (const name of ['process', 'Buffer', 'global', 'setImmediate']) {
        const own = globalThis[name]
        Object.defineProperty(globalThis, name, {
          get() {
            if (new Error().stack.split('\\n')[2].includes('/client-sdk/')) throw new ReferenceError(name)
            return own
          },
        })
      }
      const { visit } = await import('./${outDir}/consumer.js')
      console.log(JSON.stringify(await visit('${url}')))`
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', visit], { cwd: host })

    expect(JSON.parse(stdout)).toEqual({
      connected: true,
      username: 'padaria.da.ana',
      point: { date: '2026-01-01', final: true, isPartial: false, reach: 120, engagementRate: null },
      told: ['running profile 0/4', 'succeeded finished 4/4'],
      days: 30,
      health: 'FORBIDDEN none: You are not allowed to see this page.',
    })
    expect(calls.map(({ headers }) => headers.authorization)).toContain('Bearer session')
  },
)

async function filesBelow(folder: string, ending: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true })
  return names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name))
}
