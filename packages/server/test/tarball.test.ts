import { execFile } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { publint } from 'publint'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateEncryptionKey } from '../src/index.ts'
import { startCluster } from './start-cluster.ts'

const run = promisify(execFile)
const packageRoot = join(import.meta.dirname, '..')
const repositoryRoot = join(packageRoot, '..', '..')
const megabyte = 1_000_000

interface Manifest {
  [field: string]: unknown
  bin: Record<string, string>
  dependencies: Record<string, string>
}

let host = ''
let manifest: Manifest
const inHost = (...path: string[]) => join(host, ...path)
const installed = (...path: string[]) => inHost('node_modules', '@instagram-dashboard', 'server', ...path)

/** As npm would lay it out from the one package that is installed, beside the only one that it needs. */
beforeAll(async () => {
  host = mkdtempSync(join(tmpdir(), 'instagram-dashboard-install-'))
  mkdirSync(installed(), { recursive: true })
  mkdirSync(inHost('node_modules', '.bin'))
  await run('npx', ['--yes', 'pnpm@12.21.0', 'pack', '--pack-destination', host], { cwd: packageRoot })
  const [tarball = ''] = readdirSync(host).filter((file) => file.endsWith('.tgz'))
  await run('tar', ['-xzf', inHost(tarball), '-C', installed(), '--strip-components=1'])
  symlinkSync(join(packageRoot, 'node_modules', 'better-sqlite3'), inHost('node_modules', 'better-sqlite3'))
  writeFileSync(inHost('package.json'), JSON.stringify({ name: 'host', private: true, type: 'module' }))
  manifest = JSON.parse(readFileSync(installed('package.json'), 'utf8')) as Manifest
  const [file = ''] = Object.values(manifest.bin)
  chmodSync(installed(file), 0o755)
  symlinkSync(installed(file), inHost('node_modules', '.bin', 'instagram-dashboard'))
}, 120_000)

afterAll(() => rmSync(host, { recursive: true, force: true }))

const settings = {
  INSTAGRAM_APP_ID: '1',
  INSTAGRAM_APP_SECRET: '9f86d081884c7d659a2feaa0c55ad015',
  INSTAGRAM_REDIRECT_URI: 'https://app.example/return',
  INSTAGRAM_TOKEN_ENCRYPTION_KEY: generateEncryptionKey(),
}

/** Of the environment of these tests it is given only where programs are. */
async function ask(words: string[], environment: Record<string, string> = {}) {
  const env = { PATH: process.env['PATH'], ...environment }
  const { stdout } = await run(inHost('node_modules', '.bin', 'instagram-dashboard'), words, { cwd: host, env })
  return stdout.trim()
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

test('one package is installed, which needs the driver of SQLite alone and runs nothing while it is installed', () => {
  expect(Object.keys(manifest.dependencies)).toEqual(['better-sqlite3'])
  expect(manifest.dependencies['better-sqlite3']).toMatch(/^\d/)
  expect(Object.keys(manifest.bin)).toEqual(['instagram-dashboard'])
  expect(manifest).not.toHaveProperty('scripts')
  expect(manifest).not.toHaveProperty('devDependencies')
  expect(JSON.stringify(manifest)).not.toMatch(/workspace:|catalog:|\/src\//)
  const driver = realpathSync(inHost('node_modules', 'better-sqlite3'))
  const besideDriver = dirname(driver)
  const all = [installed(), ...readdirSync(besideDriver).map((name) => realpathSync(join(besideDriver, name)))]
  expect(all.reduce((sum, folder) => sum + sizeOf(folder), 0)).toBeLessThan(70 * megabyte)
})

test('it says what it is, and holds nothing that only its makers need', () => {
  for (const field of [
    'description',
    'keywords',
    'license',
    'repository',
    'homepage',
    'bugs',
    'engines',
    'main',
    'types',
  ]) {
    expect(manifest, field).toHaveProperty(field)
  }
  expect(manifest['engines']).toEqual({ node: '>=22.14' })
  const top = ['CHANGELOG.md', 'LICENSE', 'README.md', 'lib', 'package.json']
  expect(readdirSync(installed()).toSorted()).toEqual(top)
  const files = readdirSync(installed('lib'))
  expect(files.filter((name) => !/\.(js|cjs|d\.ts|d\.cts|md)$/.test(name))).toEqual([])
})

test('publint and Are the types wrong find nothing', async () => {
  expect((await publint({ pkgDir: installed(), strict: true })).messages).toEqual([])
  const [tarball = ''] = readdirSync(host).filter((file) => file.endsWith('.tgz'))
  const attw = join(repositoryRoot, 'node_modules', '.bin', 'attw')
  await run(attw, [inHost(tarball)]).catch((error: { stdout: string }) => expect.fail(error.stdout))
})

test('the command runs as it was installed, without a build and without sources', async () => {
  expect(await ask(['--version'])).toMatch(/^\d+\.\d+\.\d+$/)
  expect(await ask(['keys', 'generate'])).toMatch(/^[\w-]{43}=$/)
  const databaseUrl = `file:${inHost('data.db')}`
  expect(JSON.parse(await ask(['migrate', '--json'], { DATABASE_URL: databaseUrl }))).toMatchObject({
    applied: expect.arrayContaining([expect.any(String)]),
  })
  const audit = await ask(['audit', 'verify'], { ...settings, INSTAGRAM_DATABASE_URL: databaseUrl })
  expect(audit).toContain('There are no events yet.')
})

test('on an older Node it says so in one sentence', async () => {
  const older =
    'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.20.2"}})'
  const asked = ask(['doctor'], { NODE_OPTIONS: `--import=${encodeURI(older)}` })
  await expect(asked).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: 'Instagram Dashboard needs Node 22.14 or newer, and this is 20.20.2.\n',
  })
})

const compiler = (name: string) => join(repositoryRoot, 'node_modules', name, 'bin', 'tsc')
// A host's files are modules (`.ts`) or CommonJS (`.cts`).
const both = ['consumer.ts', 'consumer.cts']

test.each([
  { name: 'TypeScript 5.9', bin: compiler('typescript-5'), module: 'node16', moduleResolution: 'node16', files: both },
  {
    name: 'TypeScript 6',
    bin: compiler('typescript-6'),
    module: 'nodenext',
    moduleResolution: 'nodenext',
    files: both,
  },
  { name: 'TypeScript 7', bin: compiler('typescript'), module: 'node16', moduleResolution: 'node16', files: both },
  { name: 'TypeScript 7', bin: compiler('typescript'), module: 'preserve', moduleResolution: 'bundler', files: both },
])('a strict host type-checks with $name and $moduleResolution, and has the types of Node alone', async (host) => {
  const { bin, module, moduleResolution, files } = host
  const types = inHost('node_modules', '@types')
  mkdirSync(types, { recursive: true })
  const ofNode = realpathSync(join(repositoryRoot, 'node_modules', '@types', 'node'))
  cpSync(ofNode, join(types, 'node'), { recursive: true })
  cpSync(join(ofNode, '..', '..', 'undici-types'), inHost('node_modules', 'undici-types'), {
    recursive: true,
    dereference: true,
  })
  for (const file of files) copyFileSync(join(import.meta.dirname, 'host', 'consumer.ts'), inHost(file))
  const strict = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true }
  const lib = { skipLibCheck: false, skipDefaultLibCheck: true, types: ['node'], lib: ['es2022'] }
  const compilerOptions = { target: 'es2022', module, moduleResolution, noEmit: true, ...strict, ...lib }
  writeFileSync(inHost('tsconfig.json'), JSON.stringify({ compilerOptions, files }))
  await run(process.execPath, [bin, '-p', inHost('tsconfig.json')]).catch((error: { stdout: string }) =>
    expect.fail(error.stdout),
  )
})

test('no file of it imports what it names while it runs, for which bundlers pack all that lies beside it', () => {
  const made = readdirSync(installed('lib'))
    .filter((name) => /\.c?js$/.test(name))
    .flatMap((name) => {
      const code = readFileSync(installed('lib', name), 'utf8')
      return [...code.matchAll(/\bimport\(\s*(?:\/\*[^*]*\*\/\s*)?[\w`$[][^)]*\)/g)].map(([call]) => `${name}: ${call}`)
    })
  expect(made).toEqual([])
})

/** A host that starts, says what the database is, and ends. */
const program = `
  const { createInstagramDashboard, readConfiguration } = await import('@instagram-dashboard/server')
  const dashboard = await createInstagramDashboard({
    ...readConfiguration(process.env),
    authenticate: () => null,
    writeLog: () => undefined,
  })
  const { checks } = await dashboard.examine({ locale: 'en' })
  await dashboard.close()
  console.log(JSON.stringify(checks.find(({ id }) => id === 'database')))
`
const offline = {
  INSTAGRAM_GRAPH_BASE_URL: 'http://127.0.0.1:9',
  INSTAGRAM_OAUTH_BASE_URL: 'http://127.0.0.1:9',
  INSTAGRAM_AUTHORIZE_URL: 'http://127.0.0.1:9',
}

async function runHost(file: string, databaseUrl: string): Promise<unknown> {
  const env = { PATH: process.env['PATH'], ...settings, ...offline, INSTAGRAM_DATABASE_URL: databaseUrl }
  const { stdout } = await run(process.execPath, [file], { cwd: host, env })
  return JSON.parse(stdout)
}

test.each(['esm', 'cjs'] as const)('it works inside of a bundle of esbuild, written as %s', async (format) => {
  const outfile = inHost(`bundle.${format === 'esm' ? 'mjs' : 'cjs'}`)
  const contents = `const start = async () => {${program}}\nvoid start()`
  await build({
    stdin: { contents, resolveDir: host, sourcefile: 'host.js' },
    outfile,
    bundle: true,
    platform: 'node',
    format,
    external: ['better-sqlite3'],
    logLevel: 'silent',
  })
  expect(await runHost(outfile, 'file::memory:')).toMatchObject({ id: 'database', status: 'ok' })
})

test('with the driver inside of the bundle it says what to do', async () => {
  const outfile = inHost('whole.cjs')
  await build({
    stdin: { contents: `const start = async () => {${program}}\nvoid start()`, resolveDir: host },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    loader: { '.node': 'file' },
    logLevel: 'silent',
  })
  await expect(runHost(outfile, 'file::memory:')).rejects.toMatchObject({
    stderr: expect.stringMatching(
      /leave better-sqlite3 out of the bundle.*--external:better-sqlite3.*serverExternalPackages/,
    ),
  })
})

const cluster = startCluster()
afterAll(() => cluster?.stop())

test.skipIf(cluster === undefined)('with PostgreSQL it needs nothing besides', async () => {
  writeFileSync(inHost('host.mjs'), program)
  expect(await runHost('host.mjs', (await cluster?.createDatabase()) ?? '')).toMatchObject({
    status: 'ok',
    message: expect.stringContaining('instagram_dashboard'),
  })
})
