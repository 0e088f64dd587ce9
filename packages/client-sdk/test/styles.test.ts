import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stylesheet } from '../src/react/styles/stylesheet.ts'

const directory = join(import.meta.dirname, '../src/react/styles')
const files = readdirSync(directory).filter((name) => name.endsWith('.css') && name !== 'index.css')
const read = (name: string) => readFileSync(join(directory, name), 'utf8')

interface Parser {
  transform: (options: { filename: string; code: Uint8Array; visitor: unknown }) => { warnings: unknown[] }
}
// The parser that Vite and Vitest build style sheets with.
const requireLikeVite = createRequire(createRequire(import.meta.url).resolve('vitest/config'))
const { transform } = createRequire(requireLikeVite.resolve('vite'))('lightningcss') as Parser

type Selector = { type: string; name?: string; selectors?: Selector[][] }[]

/** The classes that a selector names, also inside `:where()` and the like. */
function classesOf(selector: Selector): string[] {
  return selector.flatMap(({ type, name = '', selectors = [] }) => [
    ...(type === 'class' ? [name] : []),
    ...selectors.flat().flatMap((inner) => classesOf([inner].flat() as Selector)),
  ])
}

/** Whether a selector is about an element that our components have made, or about a place of theirs. */
function isOurs(selector: Selector): boolean {
  const subject = selector.slice(selector.findLastIndex(({ type }) => type === 'combinator') + 1)
  const isMarked = subject.some(({ type, name }) => type === 'nesting' || name === 'data-instagram')
  const classes = classesOf(selector)
  return (isMarked || classesOf(subject).length > 0) && classes.every((found) => found.startsWith('instagram-'))
}

test.each(files)('%s is valid, and about our own elements alone', (name) => {
  const strays: string[] = []
  const { warnings } = transform({
    filename: name,
    code: new TextEncoder().encode(read(name)),
    visitor: {
      Selector(selector: Selector) {
        if (!isOurs(selector)) strays.push(JSON.stringify(selector))
      },
    },
  })
  expect(warnings).toEqual([])
  expect(strays).toEqual([])
})

test('the sheet of pages that are built from the source has the same files in the same order', () => {
  const imported = [...read('index.css').matchAll(/^@import '\.\/(\w+\.css)';$/gm)].map(([, name = '']) => name)
  expect(imported.toSorted()).toEqual(files.toSorted())
  expect(imported.map(read).join('\n')).toBe(stylesheet)
})

test('every rule stands once', () => {
  // Whether a selector has rules inside an at-rule is seen by the indentation, which the formatter checks.
  const heads = files.flatMap((name) =>
    [
      ...read(name)
        .replaceAll(/\/\*.*?\*\//gs, '')
        .matchAll(/^ {2}([^\s{}@][^{};@]*) \{$/gm),
    ].map(([, selector = '']) => selector.replaceAll(/\s+/g, ' ')),
  )
  const rules = heads.filter((head) => head !== 'from' && head !== 'to')
  expect(rules.filter((head, index) => rules.indexOf(head) !== index)).toEqual([])
})

/** `file: property: value` of every declaration of these properties whose value is none of those allowed. */
function declarationsOutside(properties: RegExp, isAllowed: (value: string) => boolean): string[] {
  return files.flatMap((name) =>
    read(name)
      .replaceAll(/\/\*.*?\*\//gs, '')
      .split(/[;{}]/)
      .map((text) => /^\s*([a-z-]+):\s*(.+)$/s.exec(text))
      .filter((found) => found !== null)
      .filter(([, property = '', value = '']) => properties.test(property) && !isAllowed(value.trim()))
      .map(([, property, value]) => `${name}: ${property}: ${value}`),
  )
}

test('type has six sizes', () => {
  const sizes = /^(inherit|var\(--instagram-use-text-(12|14|16|20|28|40)\))$/
  expect(declarationsOutside(/^font-size$/, (value) => sizes.test(value))).toEqual([])
})

test('corners have four radii', () => {
  const radii = /^(0|inherit|var\(--instagram-use-radius-(8|12|16|round)\))$/
  expect(
    declarationsOutside(/^border(-[a-z]+)*-radius$/, (value) => value.split(' ').every((one) => radii.test(one))),
  ).toEqual([])
})

test('what stands between and around parts is on the grid', () => {
  const grid = [0, 4, 8, 12, 16, 24, 32, 48, 64]
  const lengths = (value: string) =>
    Array.from(value.matchAll(/(?<![\w.-])-?(\d+(?:\.\d+)?)px/g), ([, length]) => Number(length))
  expect(
    declarationsOutside(/^(padding|margin|gap|row-gap|column-gap)(-[a-z]+)*$/, (value) =>
      lengths(value).every((length) => grid.includes(length)),
    ),
  ).toEqual([])
})
