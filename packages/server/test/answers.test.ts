import { dailyMetrics, openDatabase, type Database } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { accountMetrics, addDays, dayOf, profileFields } from '../src/instagram/index.ts'
import type { Fault } from '../src/sandbox/index.ts'
import { startBackend, type Backend } from './start-backend.ts'

// Answers of Instagram for a part of what is asked: each row says what is stored, what the person and what the operator
// is told. Every metric and field is asked about, with the answers by turns; isolate.test.ts crosses all with all.

const day = 86_400_000
const off = { syncCron: 'off', tokenRefreshCron: 'off', syncCooldownMinutes: 0 }

interface Answer {
  name: string
  fault: Extract<Fault, { kind: 'graph_error' }> | Extract<Fault, { kind: 'error_in_200' }>
  /** Instagram says, or its code does, that it passes: asked again by the next run. */
  passes: boolean
}

const answers: readonly Answer[] = [
  {
    name: '100 in unknown words',
    fault: { kind: 'graph_error', code: 100, message: 'Invalid parameter' },
    passes: false,
  },
  { name: '-1/2207086', fault: { kind: 'graph_error', code: -1, subcode: 2_207_086, message: 'Fatal' }, passes: false },
  {
    name: '1 with HTTP 500',
    fault: { kind: 'graph_error', code: 1, status: 500, message: 'An unknown error' },
    passes: true,
  },
  { name: '36104', fault: { kind: 'graph_error', code: 36_104, message: 'x' }, passes: false },
  { name: '10', fault: { kind: 'graph_error', code: 10, message: 'Permission denied' }, passes: false },
  { name: '-1 that passes', fault: { kind: 'graph_error', code: -1, isTransient: true }, passes: true },
  { name: '5555 inside HTTP 200', fault: { kind: 'error_in_200', code: 5_555, message: 'x' }, passes: false },
  { name: '200', fault: { kind: 'graph_error', code: 200, message: 'Permissions error' }, passes: false },
]
const byTurns = <Name extends string>(names: readonly Name[]) =>
  names.flatMap((name, index): [Name, string, Answer][] => {
    const answer = answers[index % answers.length]
    return answer ? [[name, answer.name, answer]] : []
  })

interface Told {
  backend: Backend
  database: Database
  accountId: string
}

/** So few calls that the first sync ends after the days that are looked at, without most days and posts. */
const newestWeek = { instagramCallsPerHour: 40 }

/** Ana connects and has her first sync while Instagram answers so. */
async function connectWhile(fault: Fault | null, limits: { instagramCallsPerHour?: number } = {}): Promise<Told> {
  const backend = await startBackend({ dashboard: { ...off, ...limits } })
  if (fault) backend.sandbox.control.fault({ times: Infinity, ...fault })
  const { account } = await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
  const database = await openDatabase(backend.options.databaseUrl ?? '')
  onTestFinished(() => database.close())
  return { backend, database, accountId: account.id }
}

const columnOf: Record<string, keyof dailyMetrics.DailyMetricsRow> = {
  reach: 'reach',
  views: 'views',
  accounts_engaged: 'accountsEngaged',
  total_interactions: 'totalInteractions',
  likes: 'likes',
  comments: 'comments',
  shares: 'shares',
  saves: 'saves',
  replies: 'replies',
  reposts: 'reposts',
  profile_links_taps: 'profileLinksTaps',
  profile_views: 'profileViews',
  website_clicks: 'websiteClicks',
}

/** A day of which Instagram has said everything. */
const settledDay = (backend: Backend) => addDays(dayOf(backend.clock.now()), -6)

async function storedDay({ database, backend, accountId }: Told, of = settledDay(backend)) {
  const [row] = await dailyMetrics.listDays(database, accountId, { first: of, last: of })
  if (!row) throw new Error('The day was not stored')
  const known = Object.entries(columnOf).filter(([, column]) => row[column] !== null)
  return { row, known: known.map(([metric]) => metric) }
}

/** The person: everything is well, and nobody asks them for anything. */
async function expectPersonUntroubled({ backend }: Pick<Told, 'backend'>): Promise<void> {
  const { instagram } = backend.as('ana')
  expect((await instagram.connect.status()).account).toMatchObject({ status: 'active', lastError: null })
  const kinds = (await instagram.notifications.list({})).items.map(({ kind }) => kind)
  expect(kinds).not.toContain('sync_failed')
  expect(kinds).not.toContain('connection_lost')
}

/** The operator: what is left out, by name. */
async function leftOut({ backend }: Told, type: 'metric.unsupported' | 'field.refused') {
  const { admin } = backend.as('carla', 'admin')
  const { items } = await admin.audit.list({ types: [type] })
  return { health: (await admin.health()).unsupportedMetrics, events: items.map(({ data }) => data) }
}

const dayMetrics = accountMetrics.filter(({ form }) => form === 'day_total').map(({ name }) => name)

test.each(byTurns(dayMetrics))(
  'metric %s answered with %s takes no other number with it',
  async (metric, _name, answer) => {
    const told = await connectWhile({ ...answer.fault, match: { path: /\/me\/insights$/, metric } })
    const { row, known } = await storedDay(told)
    const truth: Record<string, unknown> = told.backend.sandbox.control.truth('loja.da.ana', row.day)
    expect(known.toSorted()).toEqual(
      Object.keys(columnOf)
        .filter((name) => name !== metric)
        .toSorted(),
    )
    for (const name of known) expect([name, row[columnOf[name] ?? 'day']]).toEqual([name, truth[name]])
    expect(row.follows).not.toBeNull()
    const { items } = await told.backend.as('ana').instagram.sync.history({})
    expect(items[0]).toMatchObject({ status: 'succeeded', error: null })
    await expectPersonUntroubled(told)

    const { health, events } = await leftOut(told, 'metric.unsupported')
    expect(health).toEqual(answer.passes ? {} : { [metric]: 1 })
    expect(events).toEqual(answer.passes ? [] : [{ metrics: [metric] }])
  },
)

test.each([
  ['reach', 'series'],
  ['follower_count', 'series'],
  ['follows_and_unfollows', 'followType'],
] as const)('%s, which is asked for alone, takes nothing else with it, whatever the code', async (metric, form) => {
  for (const { fault } of answers) {
    const match = { path: /\/me\/insights$/, metric }
    const told = await connectWhile({ ...fault, match }, { instagramCallsPerHour: 70 })
    const { row, known } = await storedDay(told)
    expect(known).toEqual(expect.arrayContaining(dayMetrics))
    if (form !== 'followType') expect(row.follows).not.toBeNull()
    await expectPersonUntroubled(told)
  }
})

test('who followed and unfollowed is asked for once in a run while Instagram gives nothing readable', async () => {
  const match = { path: /\/me\/insights$/, metric: 'follows_and_unfollows' }
  const told = await connectWhile({ kind: 'status', status: 400, body: '<html>', match })
  const { requests } = told.backend.sandbox.control
  const asked = requests.filter(({ query }) => query['metric'] === 'follows_and_unfollows')
  // Once to tell whether it is about this metric, and then with all its tries.
  expect(asked).toHaveLength(4)
  expect((await storedDay(told)).known).toEqual(expect.arrayContaining(dayMetrics))
})

test('a metric that passes is read by the next run', async () => {
  const told = await connectWhile({
    kind: 'graph_error',
    code: 1,
    status: 500,
    match: { path: /\/me\/insights$/, metric: 'shares' },
  })
  expect((await storedDay(told)).row.shares).toBeNull()
  const { backend } = told
  backend.sandbox.control.clearFaults()
  backend.clock.advance(day)
  await backend.dashboard.syncAccounts()
  const yesterday = addDays(dayOf(backend.clock.now()), -1)
  expect((await storedDay(told, yesterday)).known).toContain('saves')
  expect((await storedDay(told, yesterday)).known).toContain('shares')
  expect((await leftOut(told, 'metric.unsupported')).health).toEqual({})
})

const presented = {
  username: 'username',
  name: 'name',
  account_type: 'accountType',
  profile_picture_url: 'profilePictureUrl',
  followers_count: 'followersCount',
  follows_count: 'followsCount',
  media_count: 'mediaCount',
} as const satisfies Record<(typeof profileFields)[number], string>

test.each(byTurns(profileFields))(
  'field %s of the profile answered with %s is left out',
  async (field, _name, answer) => {
    const told = await connectWhile({ ...answer.fault, match: { path: /\/me$/, field } }, newestWeek)
    const { backend } = told
    const { account } = await backend.as('ana').instagram.connect.status()
    for (const [name, shown] of Object.entries(presented)) {
      if (name !== field) expect([name, account?.[shown]]).toEqual([name, expect.anything()])
    }
    expect(account?.[presented[field]]).toBe(field === 'username' ? account?.instagramUserId : null)
    expect((await storedDay(told)).known).toHaveLength(Object.keys(columnOf).length)
    await expectPersonUntroubled(told)

    const { health, events } = await leftOut(told, 'field.refused')
    expect(health).toEqual(answer.passes ? {} : { [`me.${field}`]: 1 })
    expect(events).toEqual(answer.passes ? [] : [{ fields: [`me.${field}`] }])
  },
)

const mediaFields = [
  'caption',
  'media_type',
  'media_product_type',
  'media_url',
  'thumbnail_url',
  'permalink',
  'like_count',
  'comments_count',
] as const

test.each(byTurns(mediaFields))('field %s of the posts answered with %s is left out', async (field, _name, answer) => {
  const told = await connectWhile({ ...answer.fault, match: { path: /\/me\/media$/, field } })
  const { items } = await told.backend.as('ana').instagram.metrics.media({ limit: 30 })
  expect(items.length).toBeGreaterThan(20)
  for (const item of items) expect(item.publishedAt).toBeInstanceOf(Date)
  expect((await storedDay(told)).known).toHaveLength(Object.keys(columnOf).length)
  await expectPersonUntroubled(told)
  const { health } = await leftOut(told, 'field.refused')
  expect(health).toEqual(answer.passes ? {} : { [`media.${field}`]: 1 })
})

test('a field that is refused is not asked for thirty days, then again, and is told of once', async () => {
  const message = '(#100) Tried accessing nonexisting field (account_type) on node type (InstagramUser)'
  const told = await connectWhile({ kind: 'graph_error', code: 100, message, match: { field: 'account_type' } })
  const { sandbox, clock, dashboard } = told.backend
  const asks = () =>
    sandbox.control.requests.filter(
      ({ path, query }) => path.endsWith('/me') && query['fields']?.split(',').includes('account_type'),
    ).length
  for (const [days, isAsked] of [
    [1, false],
    [27, false],
    [3, true],
  ] as const) {
    clock.advance(days * day)
    sandbox.control.clearRequests()
    await dashboard.syncAccounts()
    expect([days, asks() > 0]).toEqual([days, isAsked])
  }
  expect((await leftOut(told, 'field.refused')).events).toHaveLength(1)

  sandbox.control.clearFaults()
  await dashboard.refreshTokens()
  clock.advance(31 * day)
  await dashboard.syncAccounts()
  expect((await leftOut(told, 'field.refused')).health).toEqual({})
  expect((await told.backend.as('ana').instagram.connect.status()).account?.accountType).toBe('BUSINESS')
})

test.each([
  ['the list of posts', /\/me\/media$/],
  ['the figures of posts', /\/\d{12,}\/insights$/],
])('with %s down the days are read as ever', async (_name, path) => {
  for (const fault of [
    { kind: 'graph_error', code: 2, status: 500 },
    { kind: 'graph_error', code: -1 },
    { kind: 'html_502' },
  ] as const) {
    const told = await connectWhile({ ...fault, match: { path } }, newestWeek)
    expect((await storedDay(told)).known).toHaveLength(Object.keys(columnOf).length)
  }
})

test.each(answers)('an audience answered with $name takes no other with it', async ({ fault }) => {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: off })
  const match = { path: /\/me\/insights$/, metric: 'engaged_audience_demographics' }
  backend.sandbox.control.fault({ ...fault, match, times: Infinity })
  await backend.dashboard.syncAudiences()
  const { followers, engaged } = await backend.as('ana').instagram.metrics.audience({})
  expect(followers.age?.length).toBeGreaterThan(0)
  expect(followers.city?.length).toBeGreaterThan(0)
  expect(engaged.age).toBeNull()
  await expectPersonUntroubled({ backend })
})

test('nothing of a connection, a sync and a renewal uses what v26 and v27 took away', async () => {
  const { backend } = await connectWhile(null)
  const { clock, dashboard, sandbox } = backend
  clock.advance(8 * day)
  await dashboard.syncAccounts()
  await dashboard.refreshTokens()
  await dashboard.syncAudiences()
  await dashboard.syncStories()
  await backend.as('ana').instagram.connect.disconnect({})
  const { requests } = sandbox.control
  expect(requests.length).toBeGreaterThan(60)
  const removed = [
    'pretty',
    'debug',
    'date_format',
    'ids',
    'id',
    'method',
    'callback',
    'batch',
    'suppress_http_code',
    'format',
  ]
  for (const { path, method, query, form, headers } of requests) {
    const names = [...Object.keys(query), ...Object.keys(form)]
    expect(names.filter((name) => removed.includes(name))).toEqual([])
    // Root requests, many ids in a path, renamed fields and nested ones with options.
    expect(path).not.toMatch(/^\/(v\d+\.\d+\/?)?$|,|%2C/)
    expect(query['fields'] ?? '').not.toMatch(/\.as\(|[^\w,]/)
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['if-none-match']))
    expect(Object.keys(headers).filter((name) => /method-override/.test(name))).toEqual([])
    expect(['GET', 'POST', 'DELETE']).toContain(method)
    if (/\/me|\/\d{10,}/.test(path)) expect(path).toMatch(/^\/v27\.0\//)
  }
})
