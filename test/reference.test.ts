import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { partsReference, silentProps } from '../scripts/reference-parts.ts'
import { reference } from '../scripts/write-reference.ts'

const file = join(import.meta.dirname, '..', 'docs', 'reference.md')

test('the reference of procedures is what `npm run generate` writes', () => {
  expect(readFileSync(file, 'utf8')).toBe(reference())
})

test('every prop, attribute and event says what it is for', () => {
  const parts = partsReference().join('\n')
  expect(silentProps()).toEqual([])
  expect(parts).toContain("| `theme` | `Theme` | `'system'` |")
  expect(parts).toContain('### Part MetricTile')
  expect(parts).toContain('| `connected` | `CustomEvent<ConnectCompleteResult>` |')
})

test('the reference has each procedure once, and every link in it leads to a heading', () => {
  const text = reference()
  const headings = Array.from(text.matchAll(/^#+ (.+)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  )
  const anchors = Array.from(text.matchAll(/\]\(#([\w-]+)\)/g), ([, anchor]) => anchor)

  expect(new Set(headings).size).toBe(headings.length)
  expect(anchors.filter((anchor) => !headings.includes(anchor ?? ''))).toEqual([])
})
