import { expect, test } from 'vitest'
import { testEngine } from '../../db/test/fresh-database.ts'
import { addDays, dayOf } from '../src/instagram/index.ts'
import { serveRouter, startBackend, type Backend } from './start-backend.ts'
import { signIn } from './trpc-over-http.ts'

const hour = 3_600_000
const username = 'loja.da.ana'
const off = { syncCron: 'off', tokenRefreshCron: 'off' }
const metrics = ['followersCount', 'reach', 'impressions', 'engagementRate', 'follows'] as const

const startLate = () =>
  startBackend({
    connected: { ana: username },
    before: async ({ clock, dashboard }) => {
      clock.advance(hour + 60_000)
      await dashboard.catchUp()
    },
    dashboard: off,
  })

/** What a user is answered, each as the text that is sent; without what was corrected since, which is told with `asOf` alone. */
async function answersOf({ as, clock }: Backend, asOf?: Date): Promise<Record<string, string>> {
  const { list, summary, timeline, growth } = as('ana').instagram.metrics
  const at = asOf === undefined ? {} : { asOf }
  const today = dayOf(asOf ?? clock.now())
  const lastWeek = { startDate: addDays(today, -7), endDate: addDays(today, -1) }
  const answers = {
    list: await list(at),
    week: await summary({ ...at, ...lastWeek }),
    summary: await summary(at),
    timeline: await timeline({ ...at, metrics: [...metrics], interval: 'day' }),
    weeks: await timeline({ ...at, metrics: [...metrics], interval: 'week' }),
    // The post behind the best day is told of what is known now alone.
    growth: { ...(await growth(at)), bestPost: undefined },
  }
  return Object.fromEntries(
    Object.entries(answers).map(([name, { correctedSince: _since, ...answer }]) => [name, JSON.stringify(answer)]),
  )
}

test('an answer as of an instant says which days Instagram has corrected since', async () => {
  const backend = await startLate()
  const { as, clock, dashboard, sandbox } = backend
  const { metrics: asked } = as('ana').instagram
  clock.advance(new Date('2026-11-18T08:00:00Z').getTime() - clock.now().getTime())
  await dashboard.syncAccounts()
  const monday = clock.now()
  const days = [-3, -2, -1].map((back) => addDays(dayOf(monday), back))
  const before = await asked.list({})
  for (const day of days) sandbox.control.setMetric(username, 'profile_views', day, 12_345)
  clock.advance(24 * hour)
  await dashboard.syncAccounts()

  const report = await asked.list({ asOf: monday })
  expect(report.items).toEqual(before.items)
  expect(report.correctedSince).toEqual({ days: 3, dates: days })
  expect(await asked.timeline({ asOf: monday, metrics: ['profileViews'] })).toMatchObject({
    correctedSince: { days: 3, dates: days },
  })
  expect(await asked.timeline({ asOf: monday, metrics: ['followersCount'] })).toMatchObject({
    correctedSince: { days: 0, dates: [] },
  })
  expect((await asked.summary({ asOf: monday })).correctedSince?.days).toBe(3)
  expect((await asked.list({})).correctedSince).toBeUndefined()
  // Over HTTP an instant is a text.
  const url = await serveRouter(backend.dashboard.router)
  const query = new URLSearchParams({ as_of: monday.toISOString() })
  const answer = await fetch(`${url}/api/v1/social/instagram/metrics/?${query}`, {
    headers: { authorization: `Bearer ${await signIn('ana')}` },
  })
  expect(await answer.json()).toMatchObject({ corrected_since: { days: 3, dates: days } })
})

test('followers of a day that only went on since then are not corrected', async () => {
  const backend = await startLate()
  const { as, clock, dashboard } = backend
  const { list, growth, timeline, explain } = as('ana').instagram.metrics
  const goTo = (instant: string) => clock.advance(new Date(instant).getTime() - clock.now().getTime())
  const [date, range] = ['2026-11-18', { startDate: '2026-11-18', endDate: '2026-11-18' }]
  goTo('2026-11-18T23:00:00Z')
  await dashboard.syncAccounts()
  const afternoon = clock.now()
  goTo('2026-11-19T09:00:00Z')
  await dashboard.syncAccounts()

  const [then] = (await list({ ...range, asOf: afternoon })).items
  const [now] = (await list(range)).items
  expect(then?.followersCount).not.toBe(now?.followersCount)
  const none = { correctedSince: { days: 0, dates: [] } }
  expect(await list({ ...range, asOf: afternoon })).toMatchObject(none)
  expect(await growth({ ...range, asOf: afternoon })).toMatchObject(none)
  expect(await timeline({ ...range, asOf: afternoon, metrics: ['followersCount', 'follows'] })).toMatchObject(none)
  for (const metric of metrics) {
    const { differences } = await explain({ date, metric })
    expect([metric, differences.onThisDay.filter(({ code }) => code === 'corrected')]).toEqual([metric, []])
  }
  expect((await explain({ date, metric: 'followersCount' })).history).toHaveLength(1)
})

test('nothing was known before the first connection, and nobody knows what is still to come', async () => {
  const backend = await startLate()
  const { as, clock } = backend
  const { list, growth, summary, timeline } = as('ana').instagram.metrics
  const { connectedAt } = await backend.accountOf('ana')
  const asOf = new Date(connectedAt.getTime() - 1)

  expect(await list({ asOf })).toMatchObject({ items: [] })
  expect(await growth({ asOf })).toMatchObject({ net: null, best: null })
  expect((await summary({ asOf })).reach.value).toBeNull()
  expect((await timeline({ asOf, metrics: ['reach'] })).series.reach?.every((value) => value === null)).toBe(true)
  expect((await list({ asOf: new Date(clock.now().getTime() + 60_000) })).items.length).toBeGreaterThan(0)
  await expect(list({ asOf: new Date(clock.now().getTime() + 300_000) })).rejects.toMatchObject({ code: 'VALIDATION' })
})

test('what a clock that ran ahead has dated stays in the order in which it was written', async () => {
  const backend = await startLate()
  const { as, clock, dashboard, sandbox } = backend
  const list = async (asOf?: Date) =>
    JSON.stringify(
      (await as('ana').instagram.metrics.list(asOf ? { asOf, endDate: '2026-11-17' } : { endDate: '2026-11-17' }))
        .items,
    )
  const goTo = (instant: string) => clock.advance(new Date(instant).getTime() - clock.now().getTime())
  const night = async (instant: string, likes: number) => {
    goTo(instant)
    sandbox.control.setMetric(username, 'likes', '2026-11-16', likes)
    await dashboard.syncAccounts()
    return list()
  }
  const first = await night('2026-11-18T08:00:00Z', 1)
  await night('2026-11-18T20:00:00Z', 2)
  goTo('2026-11-18T09:00:00Z')
  const second = await list()
  const third = await night('2026-11-19T08:00:00Z', 3)

  expect(await list(new Date('2026-11-18T08:30:00Z'))).toBe(first)
  expect(second).not.toBe(first)
  expect(await list(new Date('2026-11-18T21:00:00Z'))).toBe(second)
  expect(await list(new Date('2026-11-19T08:00:00Z'))).toBe(third)
  expect(await list()).toBe(third)
})

// One engine is proof enough of many nights.
const nights = testEngine === 'sqlite' ? 40 : 14

test(
  'nights with late and corrected numbers, each served again as it was, byte for byte',
  { timeout: 180_000 },
  async () => {
    const backend = await startLate()
    const { as, clock, dashboard, sandbox } = backend
    const account = await backend.accountOf('ana')
    sandbox.control.setLateness({ seed: 'forty nights', worstShare: 0.05 })
    const start = new Date('2026-11-18T08:00:00Z').getTime()
    const served: [Date, Record<string, string>][] = []
    const at = async (night: number, hours: number, work: () => Promise<unknown>) => {
      clock.advance(start + (24 * night + hours) * hour - clock.now().getTime())
      await work()
      served.push([clock.now(), await answersOf(backend)])
    }
    const back = (days: number) => addDays(dayOf(clock.now()), -days)
    for (let night = 0; night < nights; night += 1) {
      await at(night, 0, async () => expect(await dashboard.syncAccounts()).toMatchObject({ succeeded: 1 }))
      if (night % 5 === 2) {
        sandbox.control.setMetric(username, 'likes', back(2), 4_000 + night)
        sandbox.control.setMetric(username, 'gained', back(3), night)
      }
      if (night % 4 === 0) await at(night, 2, () => dashboard.catchUp())
      if (night === 10) {
        const days = { startDate: back(25), endDate: back(12) }
        sandbox.control.setMetric(username, 'views', days.startDate, 77_777)
        sandbox.control.setMetric(username, 'gained', days.startDate, 5)
        await at(night, 3, () => as('carla', 'admin').admin.accounts.sync({ accountIds: [account.id], ...days }))
      }
      if (night % 6 === 1) {
        await at(night, 7 + (night % 5), async () => {
          expect(await as('ana').instagram.sync.run({})).toMatchObject({ status: 'succeeded' })
        })
      }
    }

    for (const [instant, answers] of served)
      expect([instant, await answersOf(backend, instant)]).toEqual([instant, answers])
    const [second, answers] = served[1] ?? [new Date(), {}]
    expect((await answersOf(backend, new Date(second.getTime() + hour)))['list']).toBe(answers['list'])
  },
)
