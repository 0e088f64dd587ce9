import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { frameworkHooks } from '../../../scripts/write-framework-hooks.ts'
import * as react from '../src/react/index.ts'
import * as svelte from '../src/svelte/index.ts'
import * as vue from '../src/vue/index.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const namesOf = (part: object) =>
  Object.keys(part)
    .filter((name) => /^(use|instagram[KQ])/.test(name))
    .toSorted()

test.each([
  { name: 'vue' as const, part: vue },
  { name: 'svelte' as const, part: svelte },
])('$name reads and changes everything that React does', async ({ name, part }) => {
  expect(namesOf(part)).toEqual(namesOf(react))
  for (const [path, code] of Object.entries(await frameworkHooks(name)))
    expect(readFileSync(join(root, path), 'utf8'), 'npm run generate').toBe(code)
})
