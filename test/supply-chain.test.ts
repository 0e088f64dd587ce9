import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join, sep } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..')
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8')

interface Manifest {
  name: string
  version: string
  scripts?: Record<string, string>
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

/** Every package of the lockfile as it is installed here; what an earlier lockfile left behind does not count. */
function installedPackages(): Manifest[] {
  const store = join(root, 'node_modules', '.pnpm')
  const locked = new Set(
    Array.from(read('pnpm-lock.yaml').matchAll(/^ {2}'?([^\s']+@[^\s':(]+)'?:$/gm), ([, name]) => name),
  )
  return readdirSync(store).flatMap((entry) => {
    const modules = join(store, entry, 'node_modules')
    if (entry === 'node_modules' || !existsSync(modules)) return []
    return readdirSync(modules)
      .flatMap((name) =>
        name.startsWith('@') ? readdirSync(join(modules, name)).map((part) => `${name}/${part}`) : [name],
      )
      .map((name) => join(modules, name, 'package.json'))
      .filter((file) => existsSync(file))
      .map((file) => JSON.parse(readFileSync(file, 'utf8')) as Manifest)
      .filter(({ name, version }) => locked.has(`${name}@${version}`))
  })
}

const isRunWhileInstalled = ({ scripts = {} }: Manifest) =>
  ['preinstall', 'install', 'postinstall'].some((name) => scripts[name] !== undefined)

test('of all packages those alone have a script of their own for the installation, and it is not run', () => {
  const packages = installedPackages()
  const names = packages.filter(isRunWhileInstalled).map(({ name }) => name)

  expect(packages.length).toBeGreaterThan(400)
  expect([...new Set(names)].toSorted()).toEqual(['esbuild'])
  expect(read('pnpm-workspace.yaml')).toMatch(/^allowBuilds:\n {2}esbuild: false\n(?! )/m)
})

/** The packages that come with one of ours, down to the last; optional ones where they are for this machine. */
function comesWith(folder: string, found = new Map<string, Manifest>()): Map<string, Manifest> {
  const place = realpathSync(folder)
  const manifest = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as Manifest
  if (found.has(place)) return found
  found.set(place, manifest)
  const inStore = place.lastIndexOf(`${sep}node_modules${sep}`)
  const modules = inStore < 0 ? join(place, 'node_modules') : join(place.slice(0, inStore), 'node_modules')
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })) {
    if (existsSync(join(modules, name))) comesWith(join(modules, name), found)
  }
  return found
}

test.each(['server', 'db', 'client-sdk'])('nothing that hosts install with %s has such a script', (name) => {
  const packages = [...comesWith(join(root, 'packages', name)).values()]

  expect(packages.length).toBeGreaterThan(name === 'client-sdk' ? 0 : 10)
  expect(packages.filter(isRunWhileInstalled).map((manifest) => manifest.name)).toEqual([])
})

test('nothing in the lockfile reports to anybody', () => {
  expect(read('pnpm-lock.yaml')).not.toMatch(/scarf|swagger-ui/)
})

/** The bootstrap beside programs of our own in the place of npx and of the build. */
async function bootstrap(environment: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'instagram-dashboard-bootstrap-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'scripts'))
  mkdirSync(join(folder, 'bin'))
  copyFileSync(join(root, 'scripts', 'bootstrap.mjs'), join(folder, 'scripts', 'bootstrap.mjs'))
  const dump = `import { writeFileSync } from 'node:fs'
    writeFileSync(${JSON.stringify(join(folder, 'build'))}, JSON.stringify(process.env).replaceAll('":"', '='))`
  writeFileSync(join(folder, 'scripts', 'build.mjs'), dump)
  const npx = join(folder, 'bin', 'npx')
  writeFileSync(npx, `#!/bin/sh\nenv > "${folder}/$3"\n`)
  chmodSync(npx, 0o755)
  const env = { ...process.env, ...environment, PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}` }
  const words = [join(folder, 'scripts', 'bootstrap.mjs'), '--quiet', 'sh', '-c', `env > "${folder}/command"`]
  await run(process.execPath, words, { env })
  return {
    install: readFileSync(join(folder, 'install'), 'utf8'),
    build: readFileSync(join(folder, 'build'), 'utf8'),
    command: readFileSync(join(folder, 'command'), 'utf8'),
  }
}

test('what installs and builds a checkout is given no setting of the server, and nothing else that may be secret', async () => {
  const secrets = {
    INSTAGRAM_APP_SECRET: 'canary-1',
    INSTAGRAM_TOKEN_ENCRYPTION_KEY: 'canary-2',
    AUTH_JWT_SECRET: 'canary-3',
    HOST_WEBHOOK_SECRET: 'canary-4',
    META_APP_SECRET: 'canary-5',
    METRICS_TOKEN: 'canary-6',
    DATABASE_URL: 'postgres://user:canary-7@db.example/app',
    INSTAGRAM_DATABASE_URL: 'postgres://user:canary-8@db.example/app',
    AWS_SECRET_ACCESS_KEY: 'canary-9',
  }
  const { install, build, command } = await bootstrap({ ...secrets, https_proxy: 'http://proxy.example' })

  for (const text of [install, build]) {
    expect(text).not.toContain('canary')
    expect(text).toContain('PATH=')
    expect(text).toContain('https_proxy=http://proxy.example')
  }
  for (const [name, value] of Object.entries(secrets)) expect(command).toContain(`${name}=${value}`)
})

const advisory = (name: string, severity: string, id: number) => ({
  [name]: [
    {
      id,
      url: `https://github.com/advisories/GHSA-aaaa-bbbb-000${id}`,
      title: 'Something that can be abused',
      severity,
      vulnerable_versions: '>=0.0.0',
    },
  ],
})

/** A registry that answers audits so. */
async function auditAt(status: number, answer: unknown): Promise<{ code: number | null; output: string }> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    })
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const env = { ...process.env, pnpm_config_registry: registry }
  const child = spawn(process.execPath, ['--no-warnings', 'scripts/audit-dependencies.ts'], { cwd: root, env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}

const tools = { ...advisory('vitest', 'critical', 1), ...advisory('autocannon', 'critical', 2) }

test('an audit prints what is known, and stops for what hosts would install', async () => {
  const { code, output } = await auditAt(200, {
    ...tools,
    ...advisory('express', 'high', 3),
    ...advisory('pg-protocol', 'critical', 4),
  })
  expect(code).toBe(1)
  expect(output.split('\n').toSorted()).toEqual([
    '',
    '  critical: autocannon >=0.0.0: Something that can be abused https://github.com/advisories/GHSA-aaaa-bbbb-0002',
    '  critical: pg-protocol >=0.0.0: Something that can be abused https://github.com/advisories/GHSA-aaaa-bbbb-0004',
    '  critical: vitest >=0.0.0: Something that can be abused https://github.com/advisories/GHSA-aaaa-bbbb-0001',
    '  high: express >=0.0.0: Something that can be abused https://github.com/advisories/GHSA-aaaa-bbbb-0003',
    '!! hosts would install express',
    '!! hosts would install pg-protocol',
    'advisories known: 4',
  ])
})

test('an audit does not stop for a tool, or for what is moderate', async () => {
  const { code, output } = await auditAt(200, { ...tools, ...advisory('express', 'moderate', 3) })
  expect(code).toBe(0)
  expect(output).toMatch(/^advisories known: 3\n/)
  expect(output).not.toContain('!!')
})

test('an audit of a registry that does not answer it is not available, and no failure', async () => {
  const output = expect.stringMatching(/^not available/)
  expect(await auditAt(405, { error: 'method not allowed' })).toEqual({ code: 0, output })
})

test('the whole check asks for advisories', () => {
  expect(read('.ci', 'run')).toContain('scripts/audit-dependencies.ts')
})
