import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateEncryptionKey } from '../src/index.ts'

const run = promisify(execFile)
const packageRoot = join(import.meta.dirname, '..')
const databaseRoot = join(packageRoot, '..', 'db')

let host = ''
let manifest: { bin: Record<string, string>; scripts?: Record<string, string>; dependencies: Record<string, string> }
const installed = (...path: string[]) => join(host, 'node_modules', ...path)
const command = () => installed('.bin', 'instagram-dashboard')

/** As npm would lay it out from the two packages that are published, beside what they have from others. */
beforeAll(async () => {
  host = await mkdtemp(join(tmpdir(), 'instagram-dashboard-install-'))
  await mkdir(installed('.bin'), { recursive: true })
  for (const [name, root] of [
    ['server', packageRoot],
    ['db', databaseRoot],
  ] as const) {
    const target = installed('@instagram-dashboard', name)
    await mkdir(target, { recursive: true })
    await run('npx', ['--yes', 'pnpm@12.21.0', 'pack', '--pack-destination', target], { cwd: root })
    const [tarball = ''] = (await readdir(target)).filter((file) => file.endsWith('.tgz'))
    await run('tar', ['-xzf', join(target, tarball), '-C', target, '--strip-components=1'])
  }
  for (const name of ['better-sqlite3', 'pg', 'pg-boss']) {
    await symlink(join(packageRoot, 'node_modules', name), installed(name))
  }
  manifest = JSON.parse(await readFile(installed('@instagram-dashboard', 'server', 'package.json'), 'utf8')) as never
  const [file = ''] = Object.values(manifest.bin)
  await chmod(installed('@instagram-dashboard', 'server', file), 0o755)
  await symlink(installed('@instagram-dashboard', 'server', file), command())
}, 120_000)

afterAll(() => rm(host, { recursive: true, force: true }))

/** Of the environment of these tests it is given only where programs are. */
async function ask(words: string[], environment: Record<string, string> = {}) {
  const env = { PATH: process.env['PATH'], ...environment }
  const { stdout } = await run(command(), words, { cwd: host, env })
  return stdout.trim()
}

test('the published server has one command, and nothing of it runs while it is installed', () => {
  expect(Object.keys(manifest.bin)).toEqual(['instagram-dashboard'])
  expect(Object.keys(manifest.scripts ?? {}).filter((name) => /install|prepare/.test(name))).toEqual([])
  expect(JSON.stringify(manifest.dependencies)).not.toMatch(/workspace:|catalog:|swagger|scarf/)
})

test('the command runs as it was installed, without a build and without sources', async () => {
  expect(await ask(['--version'])).toMatch(/^\d+\.\d+\.\d+$/)
  expect(await ask(['keys', 'generate'])).toMatch(/^[\w-]{43}=$/)
  const databaseUrl = `file:${join(host, 'data.db')}`
  expect(JSON.parse(await ask(['migrate', '--json'], { DATABASE_URL: databaseUrl }))).toMatchObject({
    applied: expect.arrayContaining([expect.any(String)]),
  })
  const audit = await ask(['audit', 'verify'], {
    DATABASE_URL: databaseUrl,
    INSTAGRAM_APP_ID: '1',
    INSTAGRAM_APP_SECRET: '9f86d081884c7d659a2feaa0c55ad015',
    INSTAGRAM_REDIRECT_URI: 'https://app.example/return',
    INSTAGRAM_TOKEN_ENCRYPTION_KEY: generateEncryptionKey(),
  })
  expect(audit).toContain('There are no events yet.')
  expect(await readdir(installed('@instagram-dashboard', 'server'))).not.toContain('src')
})
