import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const isTest = (path: string) => /\.test\.ts$|\/test\/|^test\//.test(path)

const files = ['packages', 'apps', 'test'].flatMap((top) =>
  readdirSync(`${root}${top}`, { recursive: true, encoding: 'utf8' })
    .map((path) => `${top}/${path}`)
    .filter((path) => /\.tsx?$/.test(path) && !/node_modules|\/dist|\/types\/|\/\.types\//.test(path)),
)
const sources = files
  .filter((path) => !isTest(path) && /\/(src|web)\//.test(path))
  .map((path) => ({ path, lines: readFileSync(`${root}${path}`, 'utf8').split('\n') }))

const isComment = (line: string) => /^\s*(\/\/|\*|\/\*)/.test(line)

/** `file:line: text` of every line with these words outside the rooms where they belong. */
function strays(words: RegExp, rooms: RegExp, within: RegExp = /^(packages|apps)\//): string[] {
  return sources
    .filter(({ path }) => within.test(path) && !rooms.test(path))
    .flatMap(({ path, lines }) =>
      lines.flatMap((line, index) =>
        words.test(line) && !isComment(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
      ),
    )
}

const server = 'packages/server/src'
const doors: [what: string, words: RegExp, rooms: RegExp, within?: RegExp][] = [
  [
    'the environment is read in one place',
    /process\.env\b/,
    new RegExp(`^(${server}/(config|cli)\\.ts|apps/demo/src/main\\.ts)`),
  ],
  ['SQL lives in packages/db', /drizzle-orm|better-sqlite3|from 'pg'/, /^packages\/db\//],
  [
    'tRPC errors and builders stay at the doors',
    /TRPCError|initTRPC/,
    new RegExp(`^(${server}/(api|http)/|packages/client-sdk/)`),
  ],
  [
    'only one room knows how Instagram talks',
    /fbtrace_id|error_subcode|ig_exchange_token|follow_type|me\/insights/,
    new RegExp(`^${server}/(instagram|sandbox)/`),
  ],
  [
    'the clock is handed in',
    /new Date\(\)|Date\.now\(\)/,
    new RegExp(`^(${server}/dashboard\\.ts|${server}/sandbox/|apps/demo/|packages/client-sdk/)`),
  ],
  [
    'timers live in jobs',
    /\bset(Interval|Timeout)\(/,
    new RegExp(`^(${server}/(jobs|sandbox)/|packages/client-sdk/|apps/demo/)`),
  ],
  ['no guessable randomness makes anything', /Math\.random\(/, /^$/, /^packages\//],
  ['nothing prints except the command line', /console\./, new RegExp('^apps/demo/'), /^(packages|apps)\//],
  [
    'the sandbox is used by the command line alone',
    /from '.*sandbox\//,
    new RegExp(`^(${server}/cli/sandbox\\.ts|${server}/sandbox/|apps/demo/)`),
  ],
  ['instagram imports nothing of ours', /from '\.\.\//, /^$/, new RegExp(`^${server}/instagram/`)],
  ['the vault imports nothing of ours', /from '\.\.\//, /^$/, new RegExp(`^${server}/vault/`)],
  ['the sandbox imports nothing of ours', /from '(\.\.\/|@instagram)/, /^$/, new RegExp(`^${server}/sandbox/`)],
  ['the database knows nobody above it', /@instagram-dashboard\//, /^$/, /^packages\/db\//],
  ['the server does not know its users', /@instagram-dashboard\/(client-sdk|demo)/, /^$/, /^packages\/server\//],
  [
    'the SDK takes types alone from the server',
    /^import (?!type).*@instagram-dashboard\/server/,
    /^$/,
    /^packages\/client-sdk\//,
  ],
  ['nothing is left for later', /\b(TODO|FIXME|XXX|HACK)\b/, /^$/],
]

test.each(doors)('%s', (_what, words, rooms, within) => {
  expect(strays(words, rooms, within)).toEqual([])
})

test('no folder is called by what it is not', () => {
  expect(files.filter((path) => /\/(utils?|helpers?|common|misc|shared)\//.test(path))).toEqual([])
})

test('no file is longer than 300 lines', () => {
  expect(
    sources.filter(({ lines }) => lines.length > 301).map(({ path, lines }) => `${path}: ${lines.length}`),
  ).toEqual([])
})

test('no test replaces a module', () => {
  const pattern = new RegExp(['vi', '(mock|doMock)\\('].join('\\.'))
  expect(files.filter((path) => isTest(path) && pattern.test(readFileSync(`${root}${path}`, 'utf8')))).toEqual([])
})
