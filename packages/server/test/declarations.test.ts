import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { declarations } from '../scripts/write-declarations.ts'

const run = promisify(execFile)
const packageRoot = join(import.meta.dirname, '..')
const tsc = join(packageRoot, '..', '..', 'node_modules', '.bin', 'tsc')

test('the declarations of hosts say of every type of the contract what its schema says, without zod', async () => {
  const written = declarations()
  const names = Array.from(written.matchAll(/^export (?:type|interface) (\w+)/gm), ([, name]) => name)
  expect(names).toContain('Account')
  expect(written.replaceAll(/\/\*[\s\S]*?\*\//g, '')).not.toMatch(/zod|\bany\b|\bimport\b(?!\.)/)
  // The packed SDK is held to the same, with its comments.
  expect(written).not.toMatch(/drizzle|sqlite|sealed|secret|vault|express/i)

  const folder = await mkdtemp(join(packageRoot, 'src', 'declarations-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'written.ts'), written.replaceAll(" from './", " from '../"))
  await writeFile(
    join(folder, 'same.ts'),
    [
      "import type * as made from '../api/contract.ts'",
      "import type * as written from './written.ts'",
      'type Same<One, Other> = [One, Other] extends [Other, One] ? true : false',
      ...names.map((name) => `export const same${name}: Same<made.${name}, written.${name}> = true`),
    ].join('\n'),
  )
  const config = { extends: '../../../../tsconfig.base.json', files: ['same.ts'] }
  const compilerOptions = { noEmit: true, composite: false, allowImportingTsExtensions: true }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ ...config, compilerOptions }))
  await run(tsc, ['-p', folder]).catch((error: { stdout: string }) => expect.fail(error.stdout))
}, 60_000)

test('every type that the SDK takes from the contract is written out', () => {
  const written = declarations()
  const sources = globSync('client-sdk/src/domains/*.ts', { cwd: join(packageRoot, '..') })
  const used = sources.flatMap((path) =>
    Array.from(
      readFileSync(join(packageRoot, '..', path), 'utf8').matchAll(/\bcontract\.(\w+)/g),
      ([, name = '']) => name,
    ),
  )
  expect(used.length).toBeGreaterThan(50)
  expect(
    used.filter((name) => !new RegExp(`^export (type|interface|type \\{.*) ?${name}\\b`, 'm').test(written)),
  ).toEqual([])
})

test('a type that is described is documented, and so are its fields', () => {
  const written = declarations()
  expect(written).toContain(`/** A connected Instagram professional account. Never carries a token. */
export interface Account {`)
  expect(written).toContain(`  /** Can change at any time; never a key. */
  username: string`)
  expect(written).toContain('  startDate?: string | undefined')
  expect(written).toContain('  missing: Partial<Record<MetricName, MissingReason>>')
})
