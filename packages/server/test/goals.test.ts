import { followerCounts, openDatabase } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { addDays, dayOf } from '../src/instagram/index.ts'
import { startBackend, type Backend } from './start-backend.ts'
import { testOnce } from './test-once.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }
const hourMs = 3_600_000
const username = 'loja.da.ana'
const connected = () => startBackend({ connected: { ana: username }, dashboard: quiet })

async function syncLater({ as, clock }: Backend, hours = 1): Promise<void> {
  clock.advance(hours * hourMs)
  await as('ana').instagram.sync.run({})
}

const toldOf = async ({ as }: Backend) =>
  (await as('ana').instagram.notifications.list({ limit: 100 })).items.filter(({ kind }) => kind === 'goal_reached')

test('a goal of followers is reached once and told once', async () => {
  const backend = await connected()
  const { as, sandbox, clock } = backend
  const { goals } = as('ana').instagram
  const { followersCount } = await backend.accountOf('ana')
  const today = dayOf(clock.now())
  const wanted = { metric: 'followersCount', amount: (followersCount ?? 0) + 40, by: addDays(today, 14) } as const
  const { id, ...created } = await goals.create(wanted)
  expect(created).toMatchObject({ kind: 'level', startValue: followersCount, progressPercent: 0, reachedAt: null })

  sandbox.control.setMetric(username, 'gained', today, 900)
  await syncLater(backend, 6)
  await syncLater(backend)

  expect((await goals.list({})).items).toMatchObject([
    { id, state: 'reached', reachedAt: expect.any(Date), pace: null },
  ])
  const [notification, ...others] = await toldOf(backend)
  expect(notification?.title).toBe(`Meta alcançada: ${wanted.amount.toLocaleString('pt-BR')} seguidores!`)
  expect(others).toEqual([])
  const events = await as('carla', 'admin').admin.audit.list({ types: ['goal.reached'] })
  expect(events.items).toMatchObject([{ data: { goalId: id, metric: 'followersCount', amount: wanted.amount } }])
})

test('a sum waits for days that Instagram does not correct any more', async () => {
  const backend = await connected()
  const { goals, metrics } = backend.as('ana').instagram
  const yesterday = addDays(dayOf(backend.clock.now()), -1)
  const { items } = await metrics.list({ startDate: yesterday, endDate: addDays(yesterday, 1) })
  const before = items.reduce((sum, { likes }) => sum + (likes ?? 0), 0)
  const goal = await goals.create({
    metric: 'likes',
    amount: before + 1,
    by: addDays(yesterday, 3),
    startDate: yesterday,
  })
  expect(goal).toMatchObject({ kind: 'sum', startDate: yesterday })

  // Three days later enough has come, and nothing of it is settled.
  for (let day = 0; day < 3; day += 1) await syncLater(backend, 24)
  const [running] = (await goals.list({})).items
  expect(running).toMatchObject({ reachedAt: null })
  expect(running?.value).toBeGreaterThan(before)
  for (let day = 0; day < 4; day += 1) await syncLater(backend, 24)

  expect((await goals.list({})).items).toMatchObject([{ state: 'reached', provisionalDays: 0 }])
  expect(await toldOf(backend)).toHaveLength(1)
})

test('what nobody can reach is refused by name, in the language of the user', async () => {
  const { dashboard, as, clock, accountOf } = await connected()
  const { goals } = as('ana').instagram
  const today = dayOf(clock.now())
  const { followersCount } = await accountOf('ana')
  const refusal = (changes: object) =>
    dashboard
      .caller({ userId: 'ana', locale: 'en' })
      .instagram.goals.create({ metric: 'followersCount', amount: 1_000_000, by: addDays(today, 9), ...changes })
      .then(
        () => 'no refusal',
        (error: { cause?: { field?: string; problem?: string } }) => `${error.cause?.field}: ${error.cause?.problem}`,
      )

  expect(await refusal({ by: addDays(today, -1) })).toBe('by: in_the_past')
  expect(await refusal({ by: addDays(today, 800) })).toBe('by: range_too_long')
  expect(await refusal({ startDate: addDays(today, 1) })).toBe('startDate: in_the_future')
  expect(await refusal({ startDate: addDays(today, -800) })).toBe('startDate: too_long_ago')
  expect(await refusal({ amount: followersCount ?? 0 })).toBe('amount: reached_already')
  await expect(goals.create({ metric: 'likes', amount: 0, by: today })).rejects.toMatchObject({ code: 'VALIDATION' })
  for (let amount = 1; amount <= 20; amount += 1) {
    await goals.create({ metric: 'saves', amount: amount * 1_000_000, by: today })
  }
  expect(await refusal({})).toBe('metric: too_many')
})

test('the same goal twice is one; another amount of it can be reached anew', async () => {
  const { as, clock } = await connected()
  const { goals } = as('ana').instagram
  const by = addDays(dayOf(clock.now()), 30)
  const wanted = { metric: 'engagement', amount: 1_000_000, by } as const
  const [one, other] = await Promise.all([goals.create(wanted), goals.create(wanted)])
  expect(other.id).toBe(one.id)
  expect((await goals.list({})).items).toHaveLength(1)

  expect(await goals.update({ id: one.id, amount: 2_000_000 })).toMatchObject({ amount: 2_000_000, by })
  expect(await goals.update({ id: one.id, by: addDays(by, 1) })).toMatchObject({
    amount: 2_000_000,
    by: addDays(by, 1),
  })
  await expect(goals.update({ id: one.id, by: '2020-01-01' })).rejects.toMatchObject({
    cause: { problem: 'in_the_past' },
  })
  expect(await goals.remove({ id: one.id })).toEqual({ success: true })
  await expect(goals.remove({ id: one.id })).rejects.toMatchObject({ cause: { code: 'NOT_FOUND' } })
  expect((await goals.list({})).items).toEqual([])
})

testOnce('followers that were there before and are not now can be wanted again', async () => {
  const { as, clock, accountOf, options } = await connected()
  const { goals } = as('ana').instagram
  const { id: accountId, followersCount } = await accountOf('ana')
  const db = await openDatabase(options.databaseUrl ?? '')
  onTestFinished(() => db.close())
  const today = dayOf(clock.now())
  const amount = (followersCount ?? 0) + 50
  const alone = { followsCount: null, mediaCount: null, importedAt: null }
  const before = new Date(clock.now().getTime() - 20 * 24 * hourMs)
  await followerCounts.save(db, { accountId, takenAt: before, followersCount: amount + 500, ...alone })

  const by = addDays(today, 60)
  const wanted = { metric: 'followersCount', by, startDate: addDays(today, -40) } as const
  const created = await goals.create({ ...wanted, amount })
  expect(created).toMatchObject({ progressPercent: 0, reachedAt: null })
  expect(created.state).not.toBe('reached')
  expect((await goals.list({})).items[0]?.state).toBe(created.state)

  // Since it was set there were more for a moment: less than that is no goal of this one any more.
  const { id } = await goals.create({ ...wanted, amount: amount + 1_000 })
  clock.advance(hourMs)
  await followerCounts.save(db, { accountId, takenAt: clock.now(), followersCount: amount + 500, ...alone })
  await expect(goals.update({ id, amount: amount + 400 })).rejects.toMatchObject({
    cause: { field: 'amount', problem: 'reached_already' },
  })
})

testOnce('goals go with the account that they are of', async () => {
  const { as, clock } = await connected()
  const { goals, connect, privacy } = as('ana').instagram
  await goals.create({ metric: 'likes', amount: 1_000_000, by: addDays(dayOf(clock.now()), 3) })
  expect((await privacy.export()).data['goals']).toMatchObject([{ metric: 'likes', amount: 1_000_000 }])
  await connect.disconnect({ eraseData: true })
  expect((await privacy.export()).data['goals']).toEqual([])
})
