import { creditEntries, openDatabase } from '@instagram-dashboard/db'
import { expect, test } from 'vitest'
import { startBackend, type Backend } from './start-backend.ts'

const dayMs = 86_400_000
const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }
const failure = (code: string) => ({ cause: { code } })

const balanceOf = async ({ as }: Backend, userId: string) => (await as(userId).instagram.credits.balance()).balance

async function ledgerOf({ options }: Backend): Promise<{ issued: number; all: number }> {
  const db = await openDatabase(String(options.databaseUrl))
  try {
    return { issued: await creditEntries.balance(db, creditEntries.issued), all: await creditEntries.balance(db, null) }
  } finally {
    await db.close()
  }
}

test('the first connection is worth 50 credits, told with the answer and in the history', async () => {
  const backend = await startBackend({ dashboard: quiet })
  const { reward } = await backend.connect('ana', 'loja.da.ana')
  const { balance, items } = await backend.as('ana').instagram.credits.balance()

  expect(reward).toEqual({ achievement: 'first_connection', credits: 50 })
  expect(balance).toBe(50)
  expect(items).toMatchObject([{ amount: 50, title: 'Primeira conexão', reason: 'achievement' }])
  expect(await balanceOf(backend, 'bruno')).toBe(0)
})

test('connecting and disconnecting again and again, also with all data erased, is rewarded once', async () => {
  const backend = await startBackend({ dashboard: quiet })
  const rewards: unknown[] = []
  // Each end before each beginning; the proof `rewards` goes round a thousand times.
  for (let round = 0; round < 4; round += 1) {
    rewards.push((await backend.connect('ana', 'loja.da.ana')).reward)
    await backend.settled('ana')
    await backend.as('ana').instagram.connect.disconnect({ eraseData: round % 2 === 0 })
    backend.clock.advance(4 * 60_000)
  }

  expect(rewards.filter((reward) => reward !== null)).toHaveLength(1)
  expect(await balanceOf(backend, 'ana')).toBe(50)
  expect(await ledgerOf(backend)).toEqual({ issued: -50, all: 0 })
})

test('one Instagram account that goes from hand to hand is rewarded once', async () => {
  const backend = await startBackend({ dashboard: quiet })
  for (let person = 0; person < 4; person += 1) {
    const userId = `person-${person}`
    await backend.connect(userId, 'loja.da.ana')
    await backend.settled(userId)
    await backend.as(userId).instagram.connect.disconnect({})
  }

  expect(await ledgerOf(backend)).toEqual({ issued: -50, all: 0 })
  expect(await balanceOf(backend, 'person-0')).toBe(50)
})

test('whoever is not rewarded because the account was before is told so, in the answer, to the opener and in the list', async () => {
  const backend = await startBackend({ dashboard: quiet })
  const first = await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
  await backend.as('ana').instagram.connect.disconnect({})
  const scenario = await backend.authorize('bruno', 'loja.da.ana')
  const { connect, achievements } = backend.as('bruno').instagram
  const second = await connect.complete(scenario)
  await backend.settled('bruno')

  expect(first).toMatchObject({ reward: { credits: 50 }, rewardWithheld: null })
  expect(second).toMatchObject({ isFirstConnection: true, reward: null, rewardWithheld: 'given_before' })
  expect(await connect.attempt({ state: scenario.state })).toMatchObject({ rewardWithheld: 'given_before' })
  const { items } = await achievements.list()
  expect(items.find(({ key }) => key === 'first_connection')).toMatchObject({
    unlockedAt: null,
    rewardWithheld: 'given_before',
    rewardWithheldMessage: 'Esta conquista já foi dada a você ou a esta conta do Instagram, e só é dada uma vez.',
  })
  expect(items.find(({ key }) => key === 'connected_30_days')).toMatchObject({
    rewardWithheld: null,
    rewardWithheldMessage: null,
  })
  const own = (await backend.as('ana').instagram.achievements.list()).items
  expect(own.map(({ rewardWithheld }) => rewardWithheld)).toEqual(own.map(() => null))
})

test('a second connection of the same person holds nothing back', async () => {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: quiet })
  expect(await backend.connect('ana', 'criador.leo')).toMatchObject({ reward: null, rewardWithheld: null })
})

test('time without a connection is no time together', async () => {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: quiet })
  backend.clock.advance(3_600_000)
  await backend.as('ana').instagram.connect.disconnect({})
  backend.clock.advance(31 * dayMs)
  await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')

  const { items } = await backend.as('ana').instagram.achievements.list()
  expect(items.find(({ key }) => key === 'connected_7_days')).toMatchObject({
    progress: { current: 0 },
    unlockedAt: null,
  })
})

test('of two people who race for one account one is rewarded', async () => {
  const backend = await startBackend({ dashboard: quiet })
  const people = ['ana', 'bruno', 'caio', 'duda']
  const flows = await Promise.all(people.map((userId) => backend.authorize(userId, 'loja.da.ana')))
  await Promise.allSettled(
    people.map((userId, index) =>
      backend.as(userId).instagram.connect.complete(flows[index] ?? { code: 'none', state: 'n'.repeat(16) }),
    ),
  )

  expect(await ledgerOf(backend)).toEqual({ issued: -50, all: 0 })
})

test('achievements show how far the person is, reached ones first', async () => {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: quiet })
  backend.clock.advance(3 * dayMs)
  const { items } = await backend.as('ana').instagram.achievements.list()
  const of = (key: string) => items.find((item) => item.key === key)

  expect(items[0]?.unlockedAt).toBeInstanceOf(Date)
  expect(of('first_connection')).toMatchObject({
    title: 'Primeira conexão',
    credits: 50,
    progress: { current: 1, target: 1 },
  })
  expect(of('connected_7_days')).toMatchObject({ unlockedAt: null, progress: { current: 3, target: 7 } })
  expect(
    (await backend.as('bruno').instagram.achievements.list()).items.every(({ unlockedAt }) => unlockedAt === null),
  ).toBe(true)
})

test('a week of syncs unlocks the week, once, with a notice', async () => {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: quiet })
  for (let day = 0; day < 9; day += 1) {
    backend.clock.advance(dayMs)
    await backend.as('ana').instagram.sync.run({})
  }
  const { items } = await backend.as('ana').instagram.notifications.list({ limit: 100 })

  expect(items.filter(({ title }) => title === 'Conquista: Uma semana juntos')).toHaveLength(1)
})

test('an admin takes an achievement back: the credits go, and it is not given again', async () => {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: quiet })
  const { achievements, audit } = backend.as('carla', 'admin').admin
  const [first] = (await achievements.list({ userId: 'ana' })).items.filter(({ key }) => key === 'first_connection')
  const achievementId = first?.id ?? ''
  await achievements.reverse({ achievementId, why: 'Conta comprada' })

  await expect(achievements.reverse({ achievementId, why: 'again' })).rejects.toMatchObject(failure('CONFLICT'))
  await expect(achievements.reverse({ achievementId: 'x', why: 'x' })).rejects.toMatchObject(failure('NOT_FOUND'))
  expect(await balanceOf(backend, 'ana')).toBe(0)
  const { items } = await backend.as('ana').instagram.credits.balance()
  expect(items.map(({ amount, reason }) => [amount, reason])).toEqual([
    [-50, 'reversal'],
    [50, 'achievement'],
  ])
  expect((await audit.list({ types: ['achievement.reversed'] })).items).toMatchObject([
    { userId: 'ana', actor: { kind: 'admin', userId: 'carla' }, data: { why: 'Conta comprada', credits: 50 } },
  ])
  await backend.as('ana').instagram.connect.disconnect({})
  expect((await backend.connect('ana', 'loja.da.ana')).reward).toBeNull()
  expect(await ledgerOf(backend)).toEqual({ issued: 0, all: 0 })
})

test('a new rule is tried on all that has happened, without giving anything', async () => {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana', bruno: 'criador.leo' }, dashboard: quiet })
  // One account from hand to hand counts once, as it does for rewards.
  await backend.as('bruno').instagram.connect.disconnect({})
  await backend.connect('dora', 'criador.leo')
  await backend.settled('dora')
  const before = await ledgerOf(backend)
  const { tryRule } = backend.as('carla', 'admin').admin.achievements

  expect(await tryRule({ measure: 'connections', target: 1, credits: 10 })).toMatchObject({
    unlocks: 2,
    credits: 20,
    people: 2,
    accounts: 2,
  })
  expect(await tryRule({ measure: 'followers', target: 1_000_000_000, credits: 10 })).toMatchObject({
    unlocks: 0,
    firstAt: null,
  })
  expect(await ledgerOf(backend)).toEqual(before)
})
