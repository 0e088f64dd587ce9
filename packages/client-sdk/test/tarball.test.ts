import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectedStatus, finishedSync, runningSync } from './samples.ts'
import { refusal, startScriptedServer } from './scripted-server.ts'

const run = promisify(execFile)
const packageRoot = join(import.meta.dirname, '..')
const repositoryRoot = join(packageRoot, '..', '..')
const tsc = join(repositoryRoot, 'node_modules', '.bin', 'tsc')
const pnpm = ['--yes', 'pnpm@12.21.0']

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
  await copyFile(join(import.meta.dirname, 'host', 'consumer.ts'), join(host, 'consumer.ts'))
}, 120_000)

afterAll(async () => {
  await rm(host, { recursive: true, force: true })
})

test('one package is installed, and it brings no other', async () => {
  const manifest: unknown = JSON.parse(await readFile(installed('package.json'), 'utf8'))

  expect(manifest).not.toHaveProperty('dependencies')
  expect(manifest).not.toHaveProperty('peerDependencies')
  expect(manifest).toHaveProperty('exports', {
    '.': { types: './dist/index.d.ts', default: './dist/index.js' },
    './webhooks': { types: './dist/webhooks.d.ts', default: './dist/webhooks.js' },
  })
  expect(await readdir(join(host, 'node_modules', '@instagram-dashboard'))).toEqual(['client-sdk'])
  expect((await readdir(installed('dist'))).toSorted()).toEqual([
    'host-events.d.ts',
    'index.d.ts',
    'index.js',
    'webhooks.d.ts',
    'webhooks.js',
  ])
})

test('its declarations need no other package and name nothing of the server’s inside', async () => {
  const files = ['index.d.ts', 'host-events.d.ts'].map((name) => readFile(installed('dist', name), 'utf8'))
  const declarations = (await Promise.all(files)).join('\n')

  expect(declarations).not.toMatch(/\bfrom ['"](?!\.\/)|\brequire\b|<reference/)
  expect(declarations).not.toMatch(/drizzle|sqlite|sealed|secret|vault|express/i)
})

test('its code is at most 15 kB after compression and imports nothing', async () => {
  const code = await readFile(installed('dist', 'index.js'))

  expect(gzipSync(code).byteLength).toBeLessThanOrEqual(15_000)
  expect(code.toString()).not.toMatch(/\bimport\s*[("'{*]|\bfrom\s*["']/)
})

test('it carries the notices of what it contains', async () => {
  const notices = await readFile(installed('THIRD_PARTY_NOTICES.md'), 'utf8')

  for (const name of ['standardwebhooks', '@trpc/client', '@trpc/server', 'superjson', 'copy-anything'])
    expect(notices).toContain(name)
})

test.each([
  { module: 'preserve', moduleResolution: 'bundler' },
  { module: 'nodenext', moduleResolution: 'nodenext' },
])('a strict host type-checks with $moduleResolution and runs', async ({ module, moduleResolution }) => {
  const outDir = `out-${moduleResolution}`
  const compilerOptions = {
    module,
    moduleResolution,
    outDir,
    target: 'es2022',
    lib: ['es2022', 'dom'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
  }
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
  const visit = `import { visit } from './${outDir}/consumer.js'; console.log(JSON.stringify(await visit('${url}')))`
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', visit], { cwd: host })

  expect(JSON.parse(stdout)).toEqual({
    connected: true,
    username: 'padaria.da.ana',
    point: { date: '2026-01-01', final: true, reach: 120, engagementRate: null },
    told: ['running profile 0/4', 'succeeded finished 4/4'],
    days: 30,
    health: 'FORBIDDEN none: You are not allowed to see this page.',
  })
  expect(calls.map(({ headers }) => headers.authorization)).toContain('Bearer session')
})
