import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { appErrorCodes } from '../src/errors.ts'
import { startSandbox } from '../src/sandbox/index.ts'

const text = readFileSync(join(import.meta.dirname, '../../../docs/testing.md'), 'utf8')
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )
const namesIn = (cell: string) => [...cell.matchAll(/`(\w[\w.]*)`/g)].map(([, name = '']) => name)

test('testing.md lists everybody in the sandbox, and what connecting them ends with', async () => {
  const sandbox = await startSandbox()
  const listed = rows.filter(([name = '']) => /^`\w+\.\w[\w.]*`$|^`instavel`$/.test(name))
  expect(listed.flatMap(([name = '']) => namesIn(name))).toEqual(sandbox.people.map(({ username }) => username))
  const codes = listed.flatMap(([, outcome = '']) => namesIn(outcome)).filter((name) => /^[A-Z]+(_[A-Z]+)+$/.test(name))
  expect(codes.filter((code) => code !== 'MEDIA_CREATOR' && !appErrorCodes.some((known) => known === code))).toEqual([])
  for (const { username, followers } of sandbox.people.slice(0, 3)) {
    const outcome = listed.find(([name]) => name === `\`${username}\``)?.[1]
    expect(outcome).toContain(`${followers.toLocaleString('en')} followers`)
  }
  await sandbox.close()
})

test('testing.md names every control and every fault', async () => {
  const sandbox = await startSandbox()
  const named = new Set(rows.flatMap(([first = '', second = '']) => [...namesIn(first), ...namesIn(second)]))
  expect(Object.keys(sandbox.control).filter((name) => !named.has(name))).toEqual([])
  await sandbox.close()
})

test('what testing.md says of HTTP is there', async () => {
  const sandbox = await startSandbox()
  for (const path of ['people', 'clock', 'requests', 'truth/loja.da.ana/2026-11-10'])
    expect([path, (await fetch(`${sandbox.url}/_sandbox/${path}`)).status]).toEqual([path, 200])
  for (const name of ['fault', 'approve', 'clock', 'metric', 'app']) expect(text).toContain(`/${name}`)
  await sandbox.close()
})
