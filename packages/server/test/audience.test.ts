import { expect, test } from 'vitest'
import { startBackend, type Backend } from './start-backend.ts'
import { testOnce } from './test-once.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }
const dayMs = 86_400_000

async function connected(
  username: string,
  { isCounted = false, before }: { isCounted?: boolean; before?: (sandbox: Backend['sandbox']) => void } = {},
) {
  // Whose first sync is looked at has it here.
  const isNew = isCounted || before !== undefined
  const backend = await startBackend({ ...(!isNew && { connected: { ana: username } }), dashboard: quiet })
  if (isNew) {
    before?.(backend.sandbox)
    await backend.connect('ana', username)
    await backend.settled('ana')
  }
  return { ...backend, metrics: backend.as('ana').instagram.metrics }
}

test('who follows is known after the first sync, who engages after the week’s question, by age, gender, country and city', async () => {
  const { dashboard, metrics } = await connected('loja.da.ana')
  const first = await metrics.audience({})
  expect(first.engaged).toEqual({ age: null, gender: null, country: null, city: null })

  expect(await dashboard.syncAudiences()).toEqual({ read: 1, failed: 0, skipped: 0 })
  const { followers, engaged, readAt } = await metrics.audience({})
  expect(readAt).not.toBeNull()
  for (const groups of [followers, engaged]) {
    for (const dimension of ['age', 'gender', 'country', 'city'] as const) {
      const found = groups[dimension] ?? []
      expect(found.length).toBeGreaterThan(1)
      expect(found.map(({ people }) => people)).toEqual(found.map(({ people }) => people).toSorted((a, b) => b - a))
      expect(found.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(100)
    }
  }
  expect(followers).toEqual(first.followers)
  expect(followers.country?.[0]?.name).toBe('BR')
  expect(followers.gender?.map(({ name }) => name).toSorted()).toEqual(['F', 'M', 'U'])
})

test('it is asked for once a week, with nine calls, the first time without the four of the first sync', async () => {
  const { dashboard, sandbox, clock } = await connected('loja.da.ana')
  sandbox.control.clearRequests()
  await dashboard.syncAudiences()
  const metrics = sandbox.control.requests.map(({ query }) => query['metric'])
  expect(metrics).toEqual([...Array.from({ length: 4 }, () => 'engaged_audience_demographics'), 'online_followers'])

  clock.advance(6 * dayMs)
  expect(await dashboard.syncAudiences()).toEqual({ read: 0, failed: 0, skipped: 0 })
  clock.advance(2 * dayMs)
  sandbox.control.clearRequests()
  expect(await dashboard.syncAudiences()).toMatchObject({ read: 1 })
  expect(sandbox.control.requests).toHaveLength(9)
})

test('of a new connection who follows is there by the tenth call, the login included, and how many before', async () => {
  const { metrics, sandbox } = await connected('loja.da.ana', { isCounted: true })
  const calls = sandbox.control.requests.filter(({ path }) => path !== '/oauth/authorize')
  const positions = (isOf: (query: Record<string, string>) => boolean) =>
    calls.flatMap(({ query }, index) => (isOf(query) ? [index + 1] : []))
  expect(positions(({ metric }) => metric === 'follower_demographics')).toEqual([5, 6, 7, 8])
  expect(positions(({ fields }) => fields?.includes('followers_count') === true)[0]).toBe(3)
  expect(Object.values((await metrics.audience({})).followers)).not.toContain(null)
})

testOnce(
  'a first sync goes on whatever Instagram answers about who follows, and the job asks for what is missing',
  async () => {
    const answers = [{ code: 10 }, { code: 1, status: 500, times: 3 }, { code: 100 }, { code: 25 }]
    const { as, sandbox, dashboard, metrics } = await connected('loja.da.ana', {
      before: ({ control }) => {
        for (const fault of answers) {
          control.fault({ kind: 'graph_error', ...fault, match: { metric: 'follower_demographics' } })
        }
      },
    })
    expect((await as('ana').instagram.sync.history({})).items[0]).toMatchObject({
      status: 'succeeded',
      daysWritten: 31,
    })
    sandbox.control.clearFaults()
    await dashboard.syncAudiences()
    expect(Object.values((await metrics.audience({})).followers)).not.toContain(null)
  },
)

testOnce('an account with too few followers has an audience that nobody knows, not an empty one', async () => {
  const { clock, dashboard, metrics, sandbox } = await connected('loja.da.ana')
  clock.advance(8 * dayMs)
  sandbox.control.setMetric('loja.da.ana', 'followers', '2026-11-24', 40)
  await dashboard.syncAudiences()
  const { followers, readAt } = await metrics.audience({})
  expect(followers).toEqual({ age: null, gender: null, country: null, city: null })
  expect(readAt).not.toBeNull()
})

testOnce(
  'while Instagram is unwell it is asked again some hours later, and nothing about the account changes',
  async () => {
    const { dashboard, sandbox, clock, as } = await connected('loja.da.ana')
    sandbox.control.fault({ kind: 'status', status: 503, match: { path: '/me/insights' }, times: 100 })
    expect(await dashboard.syncAudiences()).toEqual({ read: 0, failed: 1, skipped: 0 })
    expect(await dashboard.syncAudiences()).toEqual({ read: 0, failed: 0, skipped: 0 })
    expect((await as('ana').instagram.connect.status()).account).toMatchObject({ status: 'active', lastError: null })

    sandbox.control.clearFaults()
    clock.advance(dayMs / 4 + 60_000)
    expect(await dashboard.syncAudiences()).toMatchObject({ read: 1 })
  },
)

const sum = (hours: readonly { people: number }[]) => hours.reduce((total, { people }) => total + people, 0)

test('the best times come from the own posts and the online hours from Instagram, in the zone that is asked for', async () => {
  const { dashboard, metrics } = await connected('loja.da.ana')
  const here = await metrics.bestTimes({})
  expect(here.timeZone).toBe('America/Sao_Paulo')
  expect(here.posts).toBeGreaterThan(0)
  expect(here.slots.reduce((sum, { posts }) => sum + posts, 0)).toBe(here.posts)
  expect(here.best.every(({ posts }) => posts >= 2)).toBe(true)
  expect(here.best.map(({ engagement }) => engagement)).toEqual(
    here.best.map(({ engagement }) => engagement).toSorted((a, b) => b - a),
  )
  const { slots: utc } = await metrics.bestTimes({ timeZone: 'UTC' })
  // São Paulo is three hours behind: every post moves by exactly those.
  const moved = here.slots.map(({ weekday, hour, ...rest }) => {
    const later = (weekday - 1) * 24 + hour + 3
    return { weekday: (Math.floor(later / 24) % 7) + 1, hour: later % 24, ...rest }
  })
  expect(moved.toSorted((a, b) => a.weekday - b.weekday || a.hour - b.hour)).toEqual(utc)
  // When followers are online comes with the week's questions about the audience.
  expect(here.online).toBeNull()
  await dashboard.syncAudiences()
  const { online } = await metrics.bestTimes({})
  expect(online).toHaveLength(168)
  const sums = Map.groupBy(online ?? [], ({ hour }) => hour)
  const busiest = [...sums].toSorted(([, one], [, other]) => sum(other) - sum(one))[0]
  // The sandbox's people are awake around 16 h in Los Angeles, which in November is 21 h in São Paulo.
  expect([20, 21, 22]).toContain(busiest?.[0])
  const { online: inUtc } = await metrics.bestTimes({ timeZone: 'UTC' })
  const at = (hours: typeof online, weekday: number, hour: number) =>
    hours?.find((one) => one.weekday === weekday && one.hour === hour)?.people
  expect(at(online, 7, 22)).toBe(at(inUtc, 1, 1))
  await expect(metrics.bestTimes({ timeZone: 'Mars/Olympus' })).rejects.toMatchObject({ code: 'VALIDATION' })
})

testOnce('the numbers leave as a file that says the same as the list, with blanks where nothing is known', async () => {
  const { metrics } = await connected('loja.da.ana')
  const range = { startDate: '2026-11-01', endDate: '2026-11-16' }
  const { items } = await metrics.list(range)
  const csv = await metrics.export({ format: 'csv', ...range })
  const json = await metrics.export({ format: 'json', ...range })

  expect(csv).toMatchObject({ fileName: 'instagram-loja.da.ana-2026-11-01-2026-11-16.csv' })
  const [head = '', ...lines] = csv.content.replace('\uFEFF', '').trimEnd().split('\r\n')
  const columns = head.split(',')
  expect(lines).toHaveLength(items.length)
  for (const [index, line] of lines.entries()) {
    const cells = Object.fromEntries(columns.map((column, place) => [column, line.split(',')[place]]))
    expect(cells['date']).toBe(items[index]?.date)
    expect(cells['reach']).toBe(items[index]?.reach === null ? '' : String(items[index]?.reach))
  }
  expect(JSON.parse(json.content)).toEqual({ username: 'loja.da.ana', days: items })
})

const dimensions = ['age', 'gender', 'country', 'city'] as const
const questions = (['followers', 'engaged'] as const).flatMap((kind) =>
  dimensions.map((dimension) => ({ kind, dimension })),
)
/** Each of the eight about groups is answered in another way; what is tried again is answered so each time. */
const failures = [
  { kind: 'graph_error', code: 10, isRefusal: true },
  { kind: 'graph_error', code: 2, status: 500, times: 3, isRefusal: false },
  { kind: 'graph_error', code: 100, isRefusal: true },
  { kind: 'truncated_json', times: 3, isRefusal: false },
  { kind: 'graph_error', code: -1, subcode: 2_207_086, isRefusal: true },
  { kind: 'graph_error', code: 25, isRefusal: false },
  { kind: 'graph_error', code: 200, isRefusal: true },
  { kind: 'html_502', times: 3, isRefusal: false },
] as const

testOnce(
  'each question stands alone: whatever Instagram answers to one, the others are read and the known stays',
  async () => {
    const { dashboard, metrics, sandbox, clock, as } = await connected('loja.da.ana')
    await dashboard.syncAudiences()
    for (const [index, { isRefusal, ...fault }] of failures.entries()) {
      const before = await metrics.audience({})
      clock.advance(20 * dayMs)
      await dashboard.refreshTokens()
      // Faults are used in their order: those before the one that fails are let through.
      if (index > 0) sandbox.control.fault({ kind: 'slow', ms: 0, times: index, match: { path: '/me/insights' } })
      sandbox.control.fault({ ...fault, match: { path: '/me/insights' } })
      expect(await dashboard.syncAudiences(), JSON.stringify(fault)).toEqual({ read: 1, failed: 0, skipped: 0 })
      const after = await metrics.audience({})
      for (const [place, { kind, dimension }] of questions.entries()) {
        const [old, now] = [before[kind][dimension], after[kind][dimension]]
        if (place === index) expect(now, JSON.stringify(fault)).toEqual(old)
        else expect(now, `${kind} ${dimension}`).not.toEqual(old)
        expect(now).not.toBeNull()
      }

      // What could not be said is asked for some hours later, and only that.
      clock.advance(dayMs / 4 + 60_000)
      sandbox.control.clearFaults()
      sandbox.control.clearRequests()
      await dashboard.syncAudiences()
      const asked = sandbox.control.requests.map(({ query }) => query['breakdown'])
      expect(asked).toEqual(isRefusal ? [] : [questions[index]?.dimension])
    }
    expect((await as('ana').instagram.connect.status()).account).toMatchObject({ status: 'active', lastError: null })
  },
)

testOnce.each([17, 80_002, 4])(
  'a limit (code %s) ends the questions, and what was read until then is kept',
  async (code) => {
    const { dashboard, metrics, sandbox, clock } = await connected('loja.da.ana')
    sandbox.control.fault({ kind: 'slow', ms: 0, times: 2, match: { path: '/me/insights' } })
    sandbox.control.fault({ kind: 'graph_error', code, match: { path: '/me/insights' } })
    sandbox.control.clearRequests()
    await dashboard.syncAudiences()
    expect(sandbox.control.requests).toHaveLength(3)
    const { engaged } = await metrics.audience({})
    expect(engaged).toMatchObject({ country: null, city: null })
    expect([engaged.age, engaged.gender]).not.toContain(null)

    clock.advance(dayMs / 4 + 60_000)
    sandbox.control.clearRequests()
    await dashboard.syncAudiences()
    expect(sandbox.control.requests).toHaveLength(3)
    expect(Object.values((await metrics.audience({})).engaged)).not.toContain(null)
  },
)

testOnce('a known audience becomes unknown only when Instagram answers that it has none', async () => {
  const { dashboard, metrics, sandbox, clock } = await connected('loja.da.ana')
  await dashboard.syncAudiences()
  const { followers } = await metrics.audience({})
  clock.advance(8 * dayMs)
  sandbox.control.fault({ kind: 'graph_error', code: 10, times: Infinity, match: { path: '/me/insights' } })
  expect(await dashboard.syncAudiences()).toEqual({ read: 0, failed: 1, skipped: 0 })
  expect((await metrics.audience({})).followers).toEqual(followers)

  sandbox.control.clearFaults()
  clock.advance(8 * dayMs)
  sandbox.control.fault({ kind: 'status', status: 200, body: { data: [] }, times: 4, match: { path: '/me/insights' } })
  await dashboard.syncAudiences()
  const after = await metrics.audience({})
  expect(Object.values(after.followers)).toEqual([null, null, null, null])
  expect(Object.values(after.engaged)).not.toContain(null)
})
