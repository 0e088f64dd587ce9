import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readVocabulary, sayingsOf, sourceFiles, wordsOf } from './vocabulary.ts'

const root = join(import.meta.dirname, '..')
const vocabulary = readVocabulary()
const mostWords = 70

/** Persons are those whom the sandbox invents; whoever uses the host's app is a user. */
const forbidden = [...vocabulary.flatMap(({ never }) => never), 'person', 'persons']

interface Exception {
  place: RegExp
  words: string[]
  why: string
}

const database = 'packages/db/'
const server = 'packages/server/src/'
const at = (...places: string[]) => new RegExp(`^(${places.join('|')})`)

const exceptions: Exception[] = [
  {
    place: at(`${server}sandbox/`, 'apps/demo/', '.*sandbox'),
    words: ['person', 'persons', 'people'],
    why: 'the persons whom the sandbox invents, and the demo as whom one signs in',
  },
  {
    place: at('(packages|apps)/[\\w-]+/test/', '.*\\.test\\.ts', 'proof/', 'bench/', 'test/', 'scripts/', database),
    words: ['person', 'persons', 'people'],
    why: 'the table `people`, the persons of the sandbox as whom tests act, and the people that Instagram counts',
  },
  {
    place: at(
      `${server}(accounts|achievements|admin|budget|build-deps|cli|connect|events|imports|instagram|jobs|keys|messages|metrics)\\b`,
      `${server}(notifications|privacy|procedures|pseudonyms|receipts|refresh|secret-faults|support)\\b`,
      'packages/client-sdk/src/',
    ),
    words: ['person', 'persons', 'people'],
    why: 'the table `people` and the column `person_ref`, `people` of the funnel, and the people that Instagram counts',
  },
  {
    place: at('proof/run', 'packages/server/test/failpoints'),
    words: ['flow', 'flows'],
    why: 'a scenario of the failpoints',
  },
  {
    place: at(
      `${database}(src|test)/`,
      `${server}(admin|cli|connect|notifications|refresh)/`,
      'packages/(server|client-sdk)/test/',
      'bench/',
      'proof/',
    ),
    words: ['notice', 'notices'],
    why: "the column `expiry_notice_days`, PostgreSQL's NOTIFY, and `notices` of an admin's answer",
  },
  {
    place: at('packages/client-sdk/src/'),
    words: ['notice', 'notices', 'upkeep', 'verdict', 'flow', 'announce'],
    why: "fields of the server's answers, `useConnectFlow`, and what screen readers announce",
  },
  {
    place: at(`${server}connect/`, 'packages/server/test/funnel', 'proof/soak'),
    words: ['verdict'],
    why: "`verdict` of the admin's comparison of texts",
  },
  {
    place: at(`${server}instagram/classify\\.test`, 'packages/server/test/(funnel|rewards|connect-limits)'),
    words: ['flow', 'flows'],
    why: "a word of Instagram's, and `flows` of the admin's funnel",
  },
  {
    place: at('packages/[\\w-]+/tsdown\\.config\\.ts', 'scripts/'),
    words: ['notice', 'notices'],
    why: 'the notices of licences',
  },
]

const isExcepted = (path: string, word: string) =>
  exceptions.some(({ place, words }) => words.includes(word) && place.test(path))

test('the vocabulary has few words, each once and with a meaning', () => {
  expect(vocabulary.length).toBeGreaterThan(40)
  expect(vocabulary.length).toBeLessThanOrEqual(mostWords)
  expect(new Set(vocabulary.map(({ word }) => word)).size).toBe(vocabulary.length)
  expect(vocabulary.filter(({ meaning }) => meaning === '')).toEqual([])
})

test('a word is found in names of every kind', () => {
  expect(wordsOf('listDeadLetters')).toBe(wordsOf('list-dead-letters'))
  expect(wordsOf('DEFAULT_NOTICE')).toContain(' notice ')
})

test('names and comments use its words', { timeout: 120_000 }, () => {
  const found = sourceFiles()
    .filter((path) => !path.startsWith('test/vocabulary'))
    .flatMap(sayingsOf)
    .flatMap(({ path, line, words }) =>
      forbidden
        .filter((word) => words.includes(` ${word} `) && !isExcepted(path, word))
        .map((word) => `${path}:${line}: ${word}, in "${words.trim().slice(0, 80)}"`),
    )
  expect(found).toEqual([])
})

test('no page speaks of what only those who wrote it know', () => {
  const pages = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md'),
  )
  const idioms = ['the seed', 'known tokens', 'foreign request', 'twice is as good as once']
  const found = pages.flatMap((page) => {
    const words = wordsOf(readFileSync(join(root, 'docs', page), 'utf8'))
    return idioms
      .filter((idiom) => words.includes(` ${idiom} `) && page !== 'vocabulary.md')
      .map((idiom) => `${page}: ${idiom}`)
  })
  expect(found).toEqual([])
})
