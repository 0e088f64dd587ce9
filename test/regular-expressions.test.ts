import { globSync, readFileSync } from 'node:fs'
import { checkSync } from 'recheck'
import ts from 'typescript-5'
import { expect, test } from 'vitest'

/**
 * What the checker can not decide in the time it has, each read by hand: no part can take what the part before it could
 * have taken, and no start is scanned more than once.
 */
const readByHand: Record<string, string> = {
  // The prefix is fixed, and what follows takes everything up to the next other sign.
  '/\\b(?:IGAA|IGQ|EAA)[\\w-]{8,}/g': 'EAA-',
  '/\\bgAAAA[\\w=-]{20,}/g': 'gAAAA-',
  // It can fail only at the sign after the `=`.
  '/((?:^|[?&\\s"\'])(?:code|state|client_secret|access_token|refresh_token|signed_request)=)[^&\\s"\']+/gi': '&code=',
  // Anchored on both sides, of a text of our own.
  '/^does not open the stored tokens: the key with id (.+) is missing or damaged$/': ' is missing or damaged ',
  // Looks ahead at one sign, which the checker does not know.
  '/^\\/(v\\d+\\.\\d+)(?=[/?]|$)/': '/v1.',
  // Only the signs of one word can repeat, and what stands before them can not be part of it.
  '/metric\\[\\d+\\] must be one of|metrics? (?:is )?no longer supported|does not support the \\w+ metric|should be specified with parameter metric_type|incompatible breakdowns|the following metrics? \\(/i':
    'does not support the w',
  // Of settings: only the words of one name can repeat, three at most.
  '/change[-_ ]?(me|this|it)\\b|replace[-_ ]?(me|this|with|it)\\b|\\byour[-_ ](\\w+[-_ ]){0,3}(secret|key)|<[^>]+>/i':
    'your-a-b-',
  // Anchored at its start; looks for one letter first.
  '/^(?=.*[a-z])[a-z\\d](?:[a-z\\d.-]*[a-z\\d])?$/': '9-',
}

interface Found {
  text: string
  file: string
}

function findExpressions(): Found[] {
  const found = new Map<string, Found>()
  const files = globSync('{packages,apps}/*/src/**/*.{ts,tsx}').filter((file) => !file.includes('.test.'))
  for (const file of files) {
    const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true, kind)
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) found.set(node.text, { text: node.text, file })
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return [...found.values()]
}

/** The two halves of a literal: what it matches, and its flags. */
function parse(text: string): [source: string, flags: string] {
  const end = text.lastIndexOf('/')
  return [text.slice(1, end), text.slice(end + 1)]
}

const expressions = findExpressions()

test('every regular expression is found', () => {
  expect(expressions.length).toBeGreaterThan(100)
  expect(expressions.map(({ text }) => text)).toEqual(expect.arrayContaining(Object.keys(readByHand)))
})

test('none takes longer than its text is long, whatever the text', { timeout: 240_000 }, () => {
  const doubtful = expressions
    .filter(({ text }) => !(text in readByHand))
    .map(({ text, file }) => ({ text, file, ...checkSync(...parse(text), { checker: 'automaton', timeout: 10_000 }) }))
    .filter(({ status }) => status !== 'safe')
    .map(({ text, file, status }) => `${status}: ${text} in ${file}`)
  expect(doubtful).toEqual([])
})

test.each(Object.entries(readByHand))('%s ends on the longest texts', (text, pumped) => {
  const expression = new RegExp(...parse(text))
  for (const end of ['', '\0', '&', ' ']) {
    expect(() => `${pumped.repeat(1_000_000 / pumped.length)}${end}`.replace(expression, '')).not.toThrow()
  }
})
