import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readVocabulary, sayingsOf, sourceFiles, wordsOf } from './vocabulary.ts'

const root = join(import.meta.dirname, '..')
const vocabulary = readVocabulary()
const mostWords = 60

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
    place: at('(packages|apps)/[\\w-]+/test/', '.*\\.test\\.ts', 'proof/', 'bench/', 'test/', 'scripts/'),
    words: [
      'person',
      'persons',
      'people',
      'notice',
      'notices',
      'flow',
      'doors',
      'news',
      'patiently',
      'standing',
      'firm',
    ],
    why: "tests act as the sandbox's persons and follow the names of what they test; licences have notices",
  },
  {
    place: at('(packages|apps)/[\\w-]+/test/', 'proof/'),
    words: ['verdict', 'announce', 'announcement'],
    why: 'they follow the names of what they test',
  },
  {
    place: at(database),
    words: ['person', 'persons', 'people', 'notice', 'notices', 'flow', 'announce', 'announcement'],
    why: "the table `people`, the columns `person_ref` and `expiry_notice_days`, PostgreSQL's NOTIFY",
  },
  { place: at(`${database}src/`), words: ['patience', 'patiently'], why: 'how SQLite is waited for' },
  {
    place: at(
      `${server}(accounts|achievements|admin|budget|cli|connect|events|instagram|jobs|keys|messages|metrics)/`,
      `${server}(privacy|procedures|pseudonyms|support|notifications|refresh|streams)/`,
      `${server}[\\w-]+\\.ts`,
    ),
    words: ['person', 'people', 'persons'],
    why: 'names of the tables `people` and of `person_ref`, and the people that Instagram counts',
  },
  {
    place: at(`${server}(admin|cli|connect|events|notifications|refresh)/`),
    words: ['notice', 'notices', 'news', 'verdict', 'public address'],
    why: "`notices` and `verdict` of the admin's answers, `expiry_notice_days`",
  },
  {
    place: at(server),
    words: ['announce', 'announcement', 'door', 'news', 'standing', 'public address', 'upkeep', 'flow'],
    why: "the database's `announce`, and names that the log and the metrics have",
  },
  {
    place: at('packages/[\\w-]+/tsdown\\.config\\.ts', 'packages/client-sdk/scripts/', 'packages/server/scripts/'),
    words: ['notice', 'notices'],
    why: 'the notices of licences',
  },
  {
    place: at('packages/client-sdk/src/'),
    words: ['person', 'people', 'persons', 'notice', 'notices', 'upkeep', 'verdict', 'firm', 'flow', 'announce'],
    why: "fields of the server's answers, `useConnectFlow`, and what screen readers announce",
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
