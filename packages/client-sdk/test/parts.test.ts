import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '..', 'src', 'react')
const files = globSync('**/*.tsx', { cwd: folder }).map((name) => ({
  name,
  text: readFileSync(join(folder, name), 'utf8'),
}))

test('every element of ours is marked, or the style sheet would pass it over', () => {
  expect(files.length).toBeGreaterThan(60)
  expect(
    files.filter(({ text }) => !text.startsWith('/** @jsxImportSource #own */\n')).map(({ name }) => name),
  ).toEqual([])
})

test('every part that a host may replace is replaced in one place', () => {
  const props = readFileSync(join(folder, 'data', 'components.ts'), 'utf8')
  const [, list = ''] = /export interface PartProps \{\n([^}]*)\}/.exec(props) ?? []
  const names = Array.from(list.matchAll(/^ {2}(\w+): /gm), ([, name]) => name)
  const replaced = files.flatMap(({ text }) => Array.from(text.matchAll(/replaceable\('(\w+)'/g), ([, name]) => name))

  expect(names.length).toBeGreaterThan(10)
  expect(replaced.toSorted()).toEqual(names.toSorted())
})
