import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { appErrorCodes, failureReasons } from '../src/errors.ts'
import { classifyAnswer, failureTable, readError } from '../src/instagram/classify.ts'
import { callsByPermission, graphVersionAt, requiredScopes } from '../src/instagram/index.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const documents = ['docs/setup.md', 'docs/setup.pt-BR.md']

/** The cells of every row of a table. */
const rowsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )

interface SaidByInstagram {
  codes: number[]
  /** `undefined` where the row says that none comes along. */
  subcodes: (number | undefined)[]
  /** Parts of the sentence between what is left out. */
  parts: string[]
  text: string
}

/** What the table of the API's answers names. */
function answersIn(document: string): SaidByInstagram[] {
  const numbers = (cell: string) => cell.split(/,\s*/).map((part) => (part === '–' ? undefined : Number(part)))
  return rowsOf(read(document)).flatMap(([codes = '', subcodes = '', words = '', ...rest]) => {
    if (rest.length !== 3 || !/^-?\d/.test(codes)) return []
    const text = /^"(.*)"$/.exec(words)?.[1] ?? words
    const parts = text.split('…').map((part) => part.trim())
    return { codes: numbers(codes).map(Number), subcodes: numbers(subcodes), parts: parts.filter(Boolean), text }
  })
}

/** What Instagram really said, as others published it. */
const published = readdirSync(join(root, 'fixtures/instagram'))
  .filter((name) => /error/.test(name) && name !== 'error_doc_sample_190_460.json')
  .map((name) => {
    const { response } = JSON.parse(read(`fixtures/instagram/${name}`)) as { response: unknown }
    const { error, error_message: flat } = response as {
      error?: { message: string; error_user_title?: string }
      error_message?: string
    }
    const { code, subcode } = readError(response) ?? {}
    return {
      name,
      code,
      subcode,
      texts: [error?.message, error?.error_user_title, flat].filter((text) => text !== undefined),
    }
  })

describe.each(documents)('%s', (document) => {
  const text = read(document)
  const answers = answersIn(document)

  test('has a row for each of our error codes and reasons', () => {
    const named = new Set(rowsOf(text).map(([first = '']) => first))
    expect([...appErrorCodes, ...failureReasons].filter((code) => !named.has(`\`${code}\``))).toEqual([])
  })

  test('has a row for each kind of answer that the product tells apart', () => {
    const missing = failureTable.filter(({ code, subcodes = [undefined], message, isCheckpoint }) => {
      const [first, last] = typeof code === 'number' ? [code, code] : code
      const about = answers.filter(
        ({ codes, text: said }) =>
          codes.some((known) => known >= first && known <= last) &&
          (!message || message.test(said)) &&
          (!isCheckpoint || said.includes('checkpoint')),
      )
      return !subcodes.every((subcode) =>
        about.some((answer) => subcode === undefined || answer.subcodes.includes(subcode)),
      )
    })
    expect(missing).toEqual([])
  })

  test.each(published)('has what Instagram was seen to say: $name', ({ code, subcode, texts }) => {
    const says = (parts: readonly string[]) => texts.some((said) => parts.every((part) => said.includes(part)))
    const rows =
      code === undefined
        ? rowsOf(text).filter(([words = '']) => /^".*"$/.test(words) && says(words.slice(1, -1).split('…')))
        : answers.filter(
            ({ codes, subcodes, parts }) => codes.includes(code) && subcodes.includes(subcode) && says(parts),
          )
    expect(rows).not.toEqual([])
  })

  test('says of the token endpoint’s sentences which of our codes they become', () => {
    const rows = rowsOf(text).filter(([, , code = '']) => code.startsWith('`OAUTH_'))
    expect(rows.length).toBeGreaterThan(6)
    for (const [words = '', , code = ''] of rows) {
      const body = { error_type: 'OAuthException', code: 400, error_message: words.slice(1, -1) }
      const failure = classifyAnswer({ endpoint: 'POST oauth/access_token', status: 400, headers: new Headers(), body })
      const ours = failure?.details.loginFault === 'code_invalid' ? 'OAUTH_CODE_INVALID' : 'OAUTH_MISCONFIGURED'
      expect([words, failure?.details.loginFault === undefined, code]).toEqual([words, false, `\`${ours}\``])
    }
  })

  test('has the ends of versions that the doctor knows', () => {
    const ends = rowsOf(text).filter(([version = '', end = '']) => /^v\d+\.\d+$/.test(version) && /^\d{4}-/.test(end))
    expect(ends.length).toBeGreaterThanOrEqual(5)
    for (const [version = '', end] of ends)
      expect([version, graphVersionAt(version, new Date('2026-01-01'))]).toMatchObject([version, { endsOn: end }])
  })

  test('names the permissions that are asked for and the calls that need them', () => {
    for (const scope of requiredScopes) {
      const rows = rowsOf(text).filter(([first]) => first === `\`${scope}\``)
      const calls = rows.find(([, second = '']) => second.startsWith('`GET'))?.[1]
      for (const { endpoint } of callsByPermission[scope])
        expect(calls).toContain(endpoint.replace('GET media/', 'GET <media id>/').replace('GET ', 'GET /'))
    }
  })

  test('leads to Meta’s pages for what is Meta’s, with a source for each number', () => {
    const used = new Set([...text.matchAll(/\[\[(\d+)\]\]/g)].map(([, number]) => Number(number)))
    const listed = [...text.matchAll(/^(\d+)\. \[[^\]]+\]\(https:\/\/developers\.facebook\.com\//gm)].map(
      ([, number]) => Number(number),
    )
    expect([...used].toSorted((one, other) => one - other)).toEqual(listed)
  })

  test('shows pictures that are there, have a text, and can be read on dark and on light', () => {
    const pictures = [...text.matchAll(/!\[([^\]]*)\]\((pictures\/[\w-]+\.svg)\)/g)]
    expect(pictures).toHaveLength(5)
    for (const [, words = '', path = ''] of pictures) {
      expect(words.length).toBeGreaterThan(20)
      const picture = read(`docs/${path}`)
      expect(picture).toMatch(/<title id="title">[^<]+<\/title>\n<desc id="desc">[^<]{40,}<\/desc>/)
      expect(picture).toContain('prefers-color-scheme:dark')
    }
  })
})

test('both languages tell the same of what Instagram says', () => {
  const [english, portuguese] = documents.map(answersIn)
  expect(portuguese).toEqual(english)
})
