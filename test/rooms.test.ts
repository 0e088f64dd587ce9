import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { cyclesOf, filesIn, floors, importsIn } from './floors.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const isTest = (path: string) => /\.test\.tsx?$|\/test\/|^test\//.test(path)

const files = ['packages', 'apps', 'bench', 'proof', 'scripts', 'test']
  .filter((top) => existsSync(`${root}${top}`))
  .flatMap((top) =>
    readdirSync(`${root}${top}`, { recursive: true, encoding: 'utf8' })
      .map((path) => `${top}/${path.replaceAll('\\', '/')}`)
      .filter((path) => /\.(tsx?|mjs)$/.test(path) && !/node_modules|\/dist|\/types\/|\/\.types\//.test(path)),
  )
const everything = files.map((path) => ({ path, lines: readFileSync(`${root}${path}`, 'utf8').split('\n') }))
const sources = everything.filter(({ path }) => !isTest(path) && /\/(src|web)\//.test(path))

const isComment = (line: string) => /^\s*(\/\/|\*|\/\*)/.test(line)

/** Words that belong to some rooms, whether they stand in an import or in the code. */
interface RoomRule {
  rule: string
  words: RegExp
  /** Where the words belong; nowhere when left out. */
  rooms?: RegExp
  /** Where they are looked for; in every source when left out. */
  within?: RegExp
  /** Whether tests, proofs, benchmarks and scripts are held to it as well. */
  everywhere?: true
  /** Whether comments count as well. */
  comments?: true
}

/** `file:line: text` of every line with these words outside the rooms where they belong. */
function strays({ words, rooms, within, comments, everywhere }: RoomRule): string[] {
  return (everywhere ? everything : sources)
    .filter(({ path }) => (within?.test(path) ?? true) && !rooms?.test(path))
    .flatMap(({ path, lines }) =>
      lines.flatMap((line, index) =>
        words.test(line) && (comments || !isComment(line)) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
      ),
    )
}

const server = 'packages/server/src'
const at = (...places: string[]) => new RegExp(`^(${places.join('|')})`)
const tests = ['(packages|apps)/[\\w-]+/test/', '.*\\.test\\.ts$']
/** The module named by a static, a bare or a dynamic import, or by an export from it. */
const imports = (module: string) => new RegExp(`(from |import |import\\()['"](${module})`)

const rules: RoomRule[] = [
  {
    // What is written into hosts is read there.
    rule: 'the environment is read in one place',
    words: /process\.env\b|\benv\b.*from 'node:process'/,
    rooms: at(`${server}/config\\.ts`, `${server}/cli\\.ts`, `${server}/init/`, 'apps/demo/src/main\\.ts'),
  },
  {
    rule: 'SQL lives in packages/db',
    words: /drizzle-orm|better-sqlite3|['"]pg['"]|\bsql`|\b(SELECT|INSERT INTO|DELETE FROM|PRAGMA) /,
    rooms: at('packages/db/'),
  },
  {
    // The baselines of the benchmarks are bare programs, which speak SQL and HTTP themselves and know none of the rooms.
    rule: 'what speaks to databases is loaded by packages/db alone',
    words: imports('(drizzle-orm(/|[\'"])|better-sqlite3[\'"]|pg[\'"]|pg/)'),
    rooms: at('packages/db/', 'bench/'),
    everywhere: true,
  },
  {
    rule: 'errors and builders of tRPC stay with the procedures and what serves them',
    words: /\bTRPCError\b|\binitTRPC\b/,
    rooms: at(`${server}/(api|procedures)/`, `${server}/http/trpc-`, `${server}/[\\w-]+/router\\.ts`),
  },
  {
    rule: 'calls to our API live in the SDK',
    words: imports('@trpc/client'),
    rooms: at('packages/client-sdk/', 'bench/', ...tests),
    everywhere: true,
  },
  {
    rule: 'express is known where HTTP is served',
    words: imports('express[\'"]'),
    everywhere: true,
    rooms: at(
      `${server}/(http|sandbox)/`,
      `${server}/(api/rest(-failure)?|procedures/context)\\.ts`,
      `${server}/(cli/serve|dashboard)\\.ts`,
      'apps/demo/src/',
      'bench/',
      ...tests,
    ),
  },
  {
    rule: "callers' tokens are checked in one room",
    words: imports('jose'),
    rooms: at(`${server}/procedures/jwt\\.ts`, 'apps/demo/', 'bench/', ...tests),
    everywhere: true,
  },
  {
    rule: 'only one room knows how Instagram talks',
    words: /graph\.instagram\.com|fbtrace_id|error_subcode|ig_exchange_token|follow_type|me\/insights/,
    rooms: at(`${server}/(instagram|sandbox)/`, `${server}/config-schema\\.ts`),
  },
  {
    rule: 'the clock is handed in',
    words: /new Date\(\)|\bDate\.now\b|\bperformance\.now\b|DateTime\.(now|utc|local)\(\)/,
    // A page counts down on the machine's own clock; how long a turn of the event loop lasts is no time of the product.
    rooms: at(
      `${server}/(dashboard|cli|monitoring/event-loop-delay)\\.ts`,
      `${server}/sandbox/`,
      'packages/db/src/sqlite/fair-turns\\.ts',
      'packages/client-sdk/src/(client\\.ts|react/|react-native/|vue/|svelte/|queries/|connect/(attempt-memory|ended-return|held-return|tab-storage)\\.ts)',
      'apps/demo/',
      'bench/',
    ),
  },
  {
    // The clock's own pause is made with the clock; a server that ends waits for its connections; how late timers come is
    // seen by a timer; SQLite waits for a busy file and for company, a long read for everybody else, and a broken line to
    // PostgreSQL for a while; a page and a host app have their own, also where `init` writes it.
    rule: 'timers live in jobs',
    words: /\bset(Interval|Timeout|Immediate)\b|timers\/promises/,
    rooms: at(
      `${server}/(jobs|concurrency|sandbox)/`,
      `${server}/(dashboard|cli/stop-serving|init/mount-file|monitoring/event-loop-delay)\\.ts`,
      'packages/db/src/(sqlite/(busy-retry|group-commit|fair-turns)|postgres/listen-connection|statements/batches)\\.ts',
      'packages/client-sdk/',
      'apps/demo/',
    ),
  },
  {
    rule: 'schedules and queues live in jobs',
    words: imports('(croner|pg-boss)[\'"]'),
    // A test does at once what pg-boss does of its own accord after a while.
    rooms: at(`${server}/jobs/`, `${server}/config-schema\\.ts`, 'packages/server/test/job-queue', 'bench/'),
    everywhere: true,
  },
  {
    // The pause between two tries is spread by it, in the only place that hands parts in.
    rule: 'no guessable randomness makes anything',
    words: /Math\.random/,
    rooms: at(`${server}/dashboard\\.ts`),
    within: /^packages\//,
  },
  {
    rule: 'nothing prints except the command line, hints for developers, and the file that `init` writes',
    words: /\bconsole\./,
    rooms: at(`${server}/(cli|init/mount-file)\\.ts`, 'packages/client-sdk/src/hints/say\\.ts'),
    within: /^packages\//,
  },
  {
    rule: 'the sandbox is used by the command line, and where an option puts it in the place of Instagram',
    words: imports('[^\'"]*/sandbox(/|[\'"])'),
    rooms: at(`${server}/(cli/sandbox|open-sandbox|config-sandbox)\\.ts`, `${server}/sandbox/`, 'apps/demo/'),
  },
  {
    rule: 'instagram, vault and sandbox import nothing of ours',
    words: imports('\\.\\./|@instagram-dashboard/'),
    within: at(`${server}/(instagram|vault|sandbox)/`),
  },
  {
    rule: 'the database knows nobody above it',
    words: imports('@instagram-dashboard/|(\\.\\./)+(server|client-sdk|apps)/'),
    within: at('packages/db/'),
  },
  {
    rule: 'packages do not know their users',
    words: imports('@instagram-dashboard/demo|[^\'"]*/apps/'),
    within: at('packages/'),
  },
  {
    rule: 'the server does not know the SDK',
    words: imports('@instagram-dashboard/client-sdk|[^\'"]*/client-sdk/'),
    within: at('packages/server/'),
  },
  {
    rule: 'the SDK takes from the server what its faces for types give',
    words: imports('@instagram-dashboard/(?!server/(router|contract)[\'"])|[^\'"]*/(server|db)/src/'),
    within: at('packages/client-sdk/'),
  },
  { rule: 'nothing is of any type', words: /\bas any\b|:\s*any\b|<any\b|\bany>|\bany\[\]/ },
  {
    rule: 'no check is turned off',
    words: /@ts-(ignore|nocheck|expect-error)|(oxlint|eslint)-disable/,
    comments: true,
  },
  { rule: 'nothing is left for later', words: /\b(TODO|FIXME|XXX|HACK)\b/, comments: true },
]

test.each(rules)('$rule', (rule) => {
  expect(strays(rule)).toEqual([])
})

test('the SDK takes types alone from the server', () => {
  // Over the whole text: most of its imports are longer than a line.
  const values =
    /^(import|export) (?!type\b)([\w*{][^'"]*? from )?['"]@instagram-dashboard\/|import\(['"]@instagram-dashboard\//gm
  expect(
    sources
      .filter(({ path }) => path.startsWith('packages/client-sdk/'))
      .flatMap(({ path, lines }) => {
        const text = lines.join('\n')
        return [...text.matchAll(values)].map(
          ({ index }) => `${path}:${text.slice(0, index).split('\n').length}: a value from the server`,
        )
      }),
  ).toEqual([])
})

test('the rooms are where the table looks for them', () => {
  const rooms = ['api', 'http', 'instagram', 'jobs', 'sandbox', 'vault'].map((room) => `${server}/${room}/`)
  const places = [...rooms, 'packages/db/src/queries/', 'packages/client-sdk/src/', 'apps/demo/src/', 'apps/demo/web/']
  expect(places.filter((place) => !sources.some(({ path }) => path.startsWith(place)))).toEqual([])
})

test('no folder is called by what it is not', () => {
  expect(files.filter((path) => /\/(utils?|helpers?|common|misc|shared)\//.test(path))).toEqual([])
})

test('no file is longer than 250 lines', () => {
  expect(
    sources.filter(({ lines }) => lines.length > 251).map(({ path, lines }) => `${path}: ${lines.length - 1}`),
  ).toEqual([])
})

test('no test replaces a module', () => {
  // Put together, so that this line is not one of them.
  const words = new RegExp(['vi', '(mock|doMock)\\('].join('\\.'))
  expect(
    files.filter(isTest).flatMap((path) =>
      readFileSync(`${root}${path}`, 'utf8')
        .split('\n')
        .flatMap((line, index) => (words.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
    ),
  ).toEqual([])
})

describe.each(Object.entries(floors))('%s', (folder, rooms) => {
  const imports = importsIn(folder)
  const roomOf = (file: string) => file.split('/')[0] ?? file

  test('each room has its floor', () => {
    const present = new Set(filesIn(folder).map(roomOf))
    expect([...present].filter((room) => !rooms.includes(room))).toEqual([])
    expect(rooms.filter((room) => !present.has(room))).toEqual([])
  })

  test('what runs is imported from below', () => {
    const upwards = imports
      .filter(({ isType }) => !isType)
      .filter(({ from, to }) => rooms.indexOf(roomOf(from)) > rooms.indexOf(roomOf(to)))
      .map(({ from, to }) => `${from} imports ${to}`)
    expect(upwards).toEqual([])
  })

  test('no files need each other, not even for a type', () => {
    expect(cyclesOf(imports)).toEqual([])
  })
})
