import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { floors } from './floors.ts'

const root = join(import.meta.dirname, '..')
const decisions = readdirSync(join(root, 'docs/decisions')).filter((name) => /^\d/.test(name))
const pages = [
  'CONTRIBUTING.md',
  'AGENTS.md',
  'docs/architecture.md',
  ...decisions.map((name) => `docs/decisions/${name}`),
]
const read = (path: string) => readFileSync(join(root, path), 'utf8')

test.each(pages)('what %s names is there', (page) => {
  const places = [
    ...read(page).matchAll(/`((?:packages|apps|test|proof|bench|scripts|fixtures|docs|deploy)\/[\w./-]+)`/g),
  ]
  expect(places.map(([, place = '']) => place).filter((place) => !existsSync(join(root, place)))).toEqual([])
})

test.each(Object.entries(floors))('CONTRIBUTING says what belongs into each room of %s', (_folder, rooms) => {
  const folders = rooms.filter((room) => !room.includes('.'))
  expect(folders.filter((room) => !read('CONTRIBUTING.md').includes(`\`${room}\``))).toEqual([])
})

test('each script that CONTRIBUTING names is one', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const named = [...read('CONTRIBUTING.md').matchAll(/\bnpm (?:run ([\w:]+)|(test)\b)/g)].map(
    ([, run, test]) => run ?? test,
  )
  expect(named.filter((name) => name === undefined || !(name in scripts))).toEqual([])
})

test.each(decisions)('%s says why, what, what it costs and when to think again, on one page', (name) => {
  const text = read(`docs/decisions/${name}`)
  expect(text.match(/^## .*/gm)).toEqual(['## Why', '## Decision', '## What it costs', '## When to think again'])
  expect(text.split('\n').length).toBeLessThanOrEqual(41)
  expect(read('docs/decisions/README.md')).toContain(`(${name})`)
})
