import { expect, test } from 'vitest'
import { addDays, dayOf } from '../src/instagram/index.ts'
import { startBackend } from './start-backend.ts'
import { testOnce } from './test-once.ts'

const failure = (code: string) => ({ cause: { code } })

test('the first sync runs by itself and stores, for each of the last thirty days, what Instagram said for that day', async () => {
  const { as, clock, connect, sandbox, settled } = await startBackend()
  await connect('ana', 'loja.da.ana')
  await settled('ana')
  const today = dayOf(clock.now())
  const { items } = await as('ana').instagram.metrics.list({ startDate: addDays(today, -30), endDate: today })

  expect(items.map(({ date }) => date)).toEqual(Array.from({ length: 31 }, (_, index) => addDays(today, index - 30)))
  for (const item of items) {
    const truth = sandbox.control.truth('loja.da.ana', item.date)
    expect({
      date: item.date,
      reach: item.reach,
      views: item.impressions,
      interactions: item.engagement,
      likes: item.likes,
      saves: item.saves,
    }).toEqual({
      date: item.date,
      reach: truth['reach'],
      views: truth['views'],
      interactions: truth['total_interactions'],
      likes: truth['likes'],
      saves: truth['saves'],
    })
  }
  const [run] = (await as('ana').instagram.sync.history({})).items
  expect(run).toMatchObject({ trigger: 'first_connection', status: 'succeeded', daysWritten: 31, error: null })
  expect(run?.apiCalls).toBe(
    sandbox.control.requests.filter(({ path }) => /insights|\/me$|\/media$|\/stories$/.test(path)).length - 1,
  )
})

test('a day is final only 72 hours after its end', async () => {
  const { as, clock } = await startBackend({ connected: { ana: 'loja.da.ana' } })
  const today = dayOf(clock.now())
  const { items } = await as('ana').instagram.metrics.list({ startDate: addDays(today, -5), endDate: today })

  expect(items.map(({ isFinal }) => isFinal)).toEqual([true, true, false, false, false, false])
})

test('numbers that Instagram has not published yet are null with a reason, and appear when it has', async () => {
  const { as, connect, clock, sandbox, settled } = await startBackend()
  sandbox.control.setLateHours(48)
  await connect('ana', 'loja.da.ana')
  await settled('ana')
  const yesterday = addDays(dayOf(clock.now()), -1)
  const read = async () =>
    (await as('ana').instagram.metrics.list({ startDate: yesterday, endDate: yesterday })).items[0]

  expect(await read()).toMatchObject({ impressions: null, missing: { impressions: 'not_yet_available' } })
  clock.advance(3 * 86_400_000)
  await as('ana').instagram.sync.run({})
  expect(await read()).toMatchObject({
    impressions: sandbox.control.truth('loja.da.ana', yesterday)['views'],
    isFinal: true,
  })
})

test('of twenty presses at once one syncs, the others are told how long to wait', async () => {
  const { as, clock } = await startBackend({ connected: { ana: 'loja.da.ana' } })
  clock.advance(15 * 60_000)
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => as('ana').instagram.sync.run({})))

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') {
      expect(outcome.reason).toMatchObject({ cause: { code: 'SYNC_COOLDOWN', retryAfterSeconds: 900 } })
    }
  }
})

test('pressing the button while the first sync runs joins it', async () => {
  const { as, connect } = await startBackend()
  await connect('ana', 'loja.da.ana')
  const run = await as('ana').instagram.sync.run({})

  expect(run).toMatchObject({ trigger: 'first_connection', status: 'succeeded' })
  expect((await as('ana').instagram.sync.history({})).items).toHaveLength(1)
})

testOnce(
  'an Instagram that is down fails the run, touches nothing, and lets the person try again after a minute',
  async () => {
    const { as, clock, sandbox } = await startBackend({ connected: { ana: 'loja.da.ana' } })
    clock.advance(15 * 60_000)
    sandbox.control.fault({ kind: 'html_502', times: Infinity })

    await expect(as('ana').instagram.sync.run({})).rejects.toMatchObject(failure('INSTAGRAM_UNAVAILABLE'))
    const { account } = await as('ana').instagram.connect.status()
    expect(account).toMatchObject({ status: 'active', lastError: { code: 'INSTAGRAM_UNAVAILABLE', action: 'retry' } })
    sandbox.control.clearFaults()
    // The first syncs took their share of the hour; a night later there is room for all that is missing.
    clock.advance(2 * 3_600_000)
    expect(await as('ana').instagram.sync.run({})).toMatchObject({ status: 'succeeded' })
    expect((await as('ana').instagram.connect.status()).account).toMatchObject({ lastError: null })
  },
)

testOnce('only a refusal that Instagram confirms ends a connection', async () => {
  const { as, clock, sandbox } = await startBackend({ connected: { ana: 'loja.da.ana' } })
  clock.advance(15 * 60_000)
  sandbox.control.fault({ kind: 'graph_error', code: 190, status: 401, times: 1 })

  await expect(as('ana').instagram.sync.run({})).rejects.toMatchObject(failure('INSTAGRAM_UNAVAILABLE'))
  expect((await as('ana').instagram.connect.status()).connected).toBe(true)
  sandbox.control.revoke('loja.da.ana')
  // The first syncs took their share of the hour; a night later there is room for all that is missing.
  clock.advance(2 * 3_600_000)
  await expect(as('ana').instagram.sync.run({})).rejects.toMatchObject(failure('RECONNECT_REQUIRED'))
  expect(await as('ana').instagram.connect.status()).toMatchObject({
    connected: false,
    account: { status: 'reconnect_required', lastError: { action: 'reconnect' } },
  })
})

testOnce('a new username follows the account', async () => {
  const { as, clock, sandbox } = await startBackend({ connected: { ana: 'loja.da.ana' } })
  sandbox.control.rename('loja.da.ana', 'ateliê.da.ana')
  clock.advance(15 * 60_000)
  await as('ana').instagram.sync.run({})

  expect((await as('ana').instagram.connect.status()).account?.username).toBe('ateliê.da.ana')
})

test('growth: counted days are counted, earlier days are worked backwards and say so', async () => {
  const { as, clock, sandbox } = await startBackend({ connected: { ana: 'loja.da.ana' } })
  const today = dayOf(clock.now())
  const growth = await as('ana').instagram.metrics.growth({ startDate: addDays(today, -9), endDate: today })

  const followersToday = (await as('ana').instagram.connect.status()).account?.followersCount ?? 0
  expect(growth.points.at(-1)).toMatchObject({ date: today, followers: followersToday, isDerived: false })
  let expected = followersToday
  for (const item of growth.points.toReversed().slice(1)) {
    const { gained, lost } = sandbox.control.truth('loja.da.ana', addDays(item.date, 1))
    expected -= (gained ?? 0) - (lost ?? 0)
    expect(item).toMatchObject({ followers: expected, isDerived: true })
  }
})

testOnce(
  'a small account lacks what Instagram withholds under a hundred followers, and nothing is invented',
  async () => {
    const { as, clock } = await startBackend({ connected: { ana: 'cafe.pequeno' } })
    const today = dayOf(clock.now())
    const growth = await as('ana').instagram.metrics.growth({ startDate: addDays(today, -3), endDate: today })

    expect(growth.points.map(({ followers }) => followers === null)).toEqual([true, true, true, false])
    expect((await as('ana').instagram.sync.history({})).items[0]).toMatchObject({ status: 'succeeded' })
  },
)

test('a sync that is cut short keeps the followers it counted', async () => {
  const { as, clock } = await startBackend({ connected: { ana: 'limite.atingido' } })
  const { account } = await as('ana').instagram.connect.status()
  const summary = await as('ana').instagram.metrics.summary({ endDate: dayOf(clock.now()) })

  expect((await as('ana').instagram.sync.history({})).items[0]).toMatchObject({
    status: 'partial',
    error: { code: 'INSTAGRAM_RATE_LIMITED', action: 'wait' },
  })
  expect(summary.followersCount.value).toBe(account?.followersCount)
  expect(summary.reach).toMatchObject({ value: null, change: null, knownDays: 0 })
})

test('the nightly sync reads every active account, minds no cooldown, and lets no failure stop the others', async () => {
  const { as, clock, connect, dashboard, sandbox, settled } = await startBackend({ dashboard: { syncCron: 'off' } })
  await connect('ana', 'loja.da.ana')
  await connect('bruno', 'criador.leo')
  await connect('carla', 'numero.gigante')
  for (const user of ['ana', 'bruno', 'carla']) await settled(user)
  // The first syncs took their share of the hour; a night later there is room for all that is missing.
  clock.advance(2 * 3_600_000)
  sandbox.control.fault({ match: { person: 'criador.leo' }, kind: 'html_502', times: Infinity })
  await as('carla').instagram.connect.disconnect({})

  expect(await dashboard.syncAccounts()).toEqual({ succeeded: 1, partial: 0, failed: 1, skipped: 0 })
  expect((await as('ana').instagram.sync.history({})).items[0]).toMatchObject({
    trigger: 'scheduled',
    status: 'succeeded',
    // What is older than the first thirty days, and three days that each night reads anew.
    daysWritten: 63,
  })
})
