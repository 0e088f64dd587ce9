import { accounts, openDatabase } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import type { HostEvent } from '../src/index.ts'
import { addDays, dayOf } from '../src/instagram/index.ts'
import { startBackend } from './start-backend.ts'

const hour = 3_600_000
const day = 24 * hour

async function connected() {
  const told: HostEvent[] = []
  const backend = await startBackend({
    connected: { ana: 'loja.da.ana' },
    dashboard: { syncCron: 'off', tokenRefreshCron: 'off', onEvent: (event) => void told.push(event) },
  })
  const account = await backend.accountOf('ana')
  const db = await openDatabase(String(backend.options.databaseUrl))
  onTestFinished(() => db.close())
  const row = async () => {
    const found = await accounts.findById(db, account.id)
    if (!found) throw new Error('Ana is connected')
    return found
  }
  const ended = () =>
    backend.logLines.filter((line) => line.includes('"sync.ended"')).map((line) => JSON.parse(line) as object)
  /** What the host is told of the last sync. */
  const lastTold = async () => {
    await backend.dashboard.deliverEvents()
    return told.filter(({ type }) => type.startsWith('sync.')).at(-1)
  }
  const yesterday = async () => {
    const date = addDays(dayOf(backend.clock.now()), -1)
    return (await backend.as('ana').instagram.metrics.list({ startDate: date, endDate: date })).items[0]
  }
  return { ...backend, account, row, ended, lastTold, yesterday, ana: backend.as('ana').instagram }
}

test('a full run says when numbers came, and that nothing is missing', async () => {
  const { clock, dashboard, ended, lastTold, row } = await connected()
  clock.advance(day)
  await dashboard.syncAccounts()
  expect(await row()).toMatchObject({ numbersReadAt: clock.now(), failingSince: null, lastSyncedAt: clock.now() })
  expect(await lastTold()).toMatchObject({ data: { status: 'succeeded', code: null, reason: null } })
  expect(ended().at(-1)).toMatchObject({
    status: 'succeeded',
    code: null,
    daysWritten: expect.any(Number),
    apiCalls: expect.any(Number),
  })
})

// Kinds of refusal, each with a code of its own: restricted, permission taken, unknown to us, Instagram unwell.
test.each([
  { code: 25, subcode: 2_207_050, said: 'INSTAGRAM_REJECTED', reason: 'lift_restriction' },
  { code: 10, subcode: undefined, said: 'SCOPE_MISSING', reason: null },
  { code: 4_711, subcode: undefined, said: 'INSTAGRAM_REJECTED', reason: null },
  { code: 2, subcode: undefined, said: 'INSTAGRAM_UNAVAILABLE', reason: null },
])(
  'while Instagram refuses all numbers ($code), posts are read, and nobody is told that all is well',
  async (refusal) => {
    const { ana, clock, dashboard, ended, lastTold, row, sandbox } = await connected()
    const before = await row()
    const { code, subcode } = refusal
    sandbox.control.fault({
      kind: 'graph_error',
      code,
      ...(subcode === undefined ? {} : { subcode }),
      match: { path: '/me/insights' },
      times: Infinity,
    })
    clock.advance(day)
    const firstNight = clock.now()
    sandbox.control.clearRequests()
    await dashboard.syncAccounts()
    expect(sandbox.control.requests.some(({ path }) => path.endsWith('/me/media'))).toBe(true)
    expect(await row()).toMatchObject({ numbersReadAt: before.numbersReadAt, failingSince: firstNight })
    expect(await lastTold()).toMatchObject({
      type: 'sync.completed',
      data: { status: 'partial', daysWritten: 0, code: refusal.said, reason: refusal.reason },
    })
    expect(ended().at(-1)).toMatchObject({
      status: 'partial',
      code: refusal.said,
      instagramCode: code,
      endpoint: 'GET me/insights',
      traceId: expect.any(String),
    })

    clock.advance(day)
    await dashboard.syncAccounts()
    expect((await row()).failingSince).toEqual(firstNight)
    sandbox.control.clearFaults()
    clock.advance(day)
    await dashboard.syncAccounts()
    expect(await row()).toMatchObject({ numbersReadAt: clock.now(), failingSince: null })
    expect((await ana.sync.history({})).items[0]).toMatchObject({ status: 'succeeded' })
  },
)

test('posts that are refused cost no day', async () => {
  const { clock, dashboard, row, sandbox, yesterday } = await connected()
  sandbox.control.fault({ kind: 'graph_error', code: 2, match: { path: /\/me\/(media|stories)/ }, times: Infinity })
  clock.advance(day)
  await dashboard.syncAccounts()
  expect(await yesterday()).toMatchObject({ impressions: expect.any(Number) })
  expect(await row()).toMatchObject({ numbersReadAt: clock.now(), failingSince: null })
})

test('a question that fails alone takes no other day with it, and is asked again', async () => {
  const { clock, dashboard, row, sandbox, yesterday } = await connected()
  // A history without gaps: then the first question of a night is the newest day's.
  for (let step = 0; step < 3; step += 1) {
    clock.advance(hour + 60_000)
    await dashboard.catchUp()
  }
  clock.advance(day)
  // Three tries of it, and two questions for less.
  sandbox.control.fault({ kind: 'graph_error', code: 2, status: 500, match: { path: '/me/insights' }, times: 5 })
  expect(await dashboard.syncAccounts()).toMatchObject({ partial: 1 })
  expect(await row()).toMatchObject({ numbersReadAt: clock.now(), failingSince: null })
  const truth = sandbox.control.truth('loja.da.ana', addDays(dayOf(clock.now()), -1))
  expect((await yesterday())?.impressions).not.toBe(truth['views'])
  clock.advance(hour)
  await dashboard.catchUp()
  expect(await yesterday()).toMatchObject({ impressions: truth['views'], reach: truth['reach'] })
  expect((await row()).lastErrorCode).toBeNull()
})

const me = { user_id: '17841477965412212', id: '38281000000004703', username: 'loja.da.ana' }

test.each([
  ['left out', {}],
  ['null', { name: null, profile_picture_url: null, followers_count: null, follows_count: null, media_count: null }],
  ['empty', { name: '', profile_picture_url: '', account_type: '' }],
])('fields of the profile that are %s take back nothing that is known', async (_name, blank) => {
  const { clock, dashboard, row, sandbox } = await connected()
  const { name, accountType, profilePictureUrl, followersCount, followsCount, mediaCount, appScopedId } = await row()
  clock.advance(day)
  sandbox.control.fault({
    kind: 'status',
    status: 200,
    body: { ...me, ...blank },
    match: { path: /\/me$/ },
    times: Infinity,
  })
  expect(await dashboard.syncAccounts()).toMatchObject({ succeeded: 1 })
  expect(followersCount).toEqual(expect.any(Number))
  expect(await row()).toMatchObject({
    name,
    accountType,
    profilePictureUrl,
    followersCount,
    followsCount,
    mediaCount,
    appScopedId,
  })
})

test('a token that answers for somebody else saves nothing, ends nothing, and an operator is told', async () => {
  const { account, as, clock, dashboard, logLines, row, sandbox, yesterday } = await connected()
  const before = await row()
  clock.advance(day)
  const foreign = {
    ...me,
    user_id: '17841401980438718',
    id: '28978671838402975',
    username: 'criador.leo',
    followers_count: 9,
  }
  sandbox.control.fault({ kind: 'status', status: 200, body: foreign, match: { path: /\/me$/ }, times: Infinity })
  expect(await dashboard.syncAccounts()).toMatchObject({ failed: 1 })
  expect(await row()).toMatchObject({
    status: 'active',
    username: before.username,
    followersCount: before.followersCount,
    appScopedId: before.appScopedId,
    lastSyncedAt: before.lastSyncedAt,
    lastErrorCode: 'INSTAGRAM_REJECTED',
  })
  expect(await yesterday()).toMatchObject({ isFinal: false, impressions: expect.any(Number) })
  const { items } = await as('carla', 'admin').admin.audit.list({ types: ['identity.mismatch'] })
  expect(items).toMatchObject([{ accountId: account.id, data: { seenIn: 'sync' } }])
  expect(logLines.some((line) => line.includes('"sync.foreign_identity"'))).toBe(true)

  sandbox.control.clearFaults()
  clock.advance(day)
  expect(await dashboard.syncAccounts()).toMatchObject({ succeeded: 1 })
  expect(await row()).toMatchObject({ lastErrorCode: null, numbersReadAt: clock.now() })
})
