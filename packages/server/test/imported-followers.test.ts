import { followerCounts, openDatabase, type Database } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { addDays, dayOf } from '../src/instagram/index.ts'
import { serveRouter, startBackend, type Backend } from './start-backend.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off', authenticate: () => ({ userId: 'ana' }) }

async function withAna() {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: quiet })
  return { backend, metrics: () => backend.as('ana').instagram.metrics }
}

const old = { startDate: '2023-03-01', endDate: '2023-03-06' }
const file = 'data;seguidores\n01/03/2023;1.000\n02/03/2023;1.010\n05/03/2023;1.500\n13/03/2023;1.600'

async function opened(backend: Backend): Promise<Database> {
  const db = await openDatabase(String(backend.options.databaseUrl))
  onTestFinished(() => db.close())
  return db
}

test('followers of a file are said first, saved once, marked, and taken back', async () => {
  const { backend, metrics } = await withAna()
  const lastChanges = async () => {
    let page = await metrics().changes({})
    while (page.hasMore) page = await metrics().changes({ cursor: page.nextCursor })
    return page
  }
  const dry = await metrics().importFollowers({ content: file, dryRun: true })
  const expected = { newDays: 4, replacedDays: 0, unchangedDays: 0, knownDays: 0, firstDay: '2023-03-01' }
  expect(dry).toMatchObject({ ...expected, isDryRun: true, lastDay: '2023-03-13' })
  const before = await metrics().growth(old)
  expect(before.points.every(({ followers }) => followers === null)).toBe(true)
  const { nextCursor: cursor } = await lastChanges()

  expect(await metrics().importFollowers({ content: file })).toMatchObject({ ...expected, isDryRun: false })
  expect(await metrics().importFollowers({ content: file })).toMatchObject({ newDays: 0, unchangedDays: 4 })
  const imported = { imported: true, isFinal: true, isDerived: false }
  const after = await metrics().growth(old)
  expect(after.points).toMatchObject([
    { followers: 1_000, change: null, ...imported },
    { followers: 1_010, change: 10, isEstimated: true, ...imported },
    // Between days that nobody brought along there is no line.
    { followers: null, change: null },
    { followers: null, change: null },
    { followers: 1_500, change: null, ...imported },
    { followers: null, change: null },
  ])
  expect(after.points[2]).not.toHaveProperty('imported')
  expect((await metrics().list(old)).items).toMatchObject([
    { date: '2023-03-01', followersCount: 1_000, imported: ['followersCount'], provisional: [], derived: [] },
    { date: '2023-03-02', followersCount: 1_010 },
    { date: '2023-03-05', followersCount: 1_500 },
  ])
  expect((await metrics().explain({ date: '2023-03-02', metric: 'followersCount' })).state).toBe('imported')
  const changed = (await metrics().changes({ cursor })).items.map(({ key, change }) => [key, change])
  expect(changed).toEqual(['01', '02', '05', '13'].map((day) => [`2023-03-${day}`, 'changed']))

  const asOf = backend.clock.now()
  backend.clock.advance(60_000)
  expect(await metrics().importFollowers({ content: '2023-03-02,1020' })).toMatchObject({ replacedDays: 1 })
  expect((await metrics().growth(old)).points[1]).toMatchObject({ followers: 1_020, change: 20 })
  backend.clock.advance(60_000)
  expect(await metrics().removeImportedFollowers({})).toEqual({ success: true, removedDays: 4 })
  expect(await metrics().removeImportedFollowers({})).toEqual({ success: true, removedDays: 0 })
  expect(await metrics().growth(old)).toEqual(before)
  expect((await metrics().list(old)).items).toEqual([])
  // What was served then is served for ever.
  expect((await metrics().growth({ ...old, asOf })).points).toEqual(after.points)

  const { items } = await backend
    .as('carla', 'admin')
    .admin.audit.list({ types: ['followers.imported', 'followers.import_removed'] })
  expect(items.map(({ type, data }) => [type, data])).toEqual([
    ['followers.import_removed', { days: 4 }],
    ['followers.imported', { days: 1, firstDay: '2023-03-02', lastDay: '2023-03-02' }],
    ['followers.imported', { days: 4, firstDay: '2023-03-01', lastDay: '2023-03-13' }],
  ])
})

test('days that Instagram says stay as they are, and every later sync is as if nothing had been brought along', async () => {
  const { backend, metrics } = await withAna()
  const { id: accountId } = await backend.accountOf('ana')
  const today = dayOf(backend.clock.now())
  const range = { startDate: addDays(today, -40), endDate: today }
  const { points } = await metrics().growth(range)
  const known = points.filter(({ followers, date }) => followers !== null && date < today)
  expect(known.length).toBeGreaterThan(3)
  const content = known.map(({ date }) => `${date},7`).join('\n')
  expect(await metrics().importFollowers({ content })).toMatchObject({ newDays: 0, knownDays: known.length })
  expect(await metrics().growth(range)).toEqual({ ...(await metrics().growth(range)), points })

  // Yesterday's end is brought along where a count of Instagram's comes later: that one takes its place.
  const db = await opened(backend)
  const start = new Date(`${addDays(today, 1)}T08:00:00Z`)
  await followerCounts.save(db, {
    accountId,
    takenAt: start,
    followersCount: 7,
    followsCount: null,
    mediaCount: null,
    importedAt: start,
  })
  backend.clock.advance(start.getTime() + 600_000 - backend.clock.now().getTime())
  await backend.as('ana').instagram.sync.run({})
  const [day] = (await metrics().list({ startDate: today, endDate: today })).items
  expect(day?.followersCount).toBeGreaterThan(1_000)
  expect(day).not.toHaveProperty('imported')
  expect(await metrics().removeImportedFollowers({})).toMatchObject({ removedDays: 0 })
})

test('all that is wrong with a file is told in the user’s language, and nothing is saved', async () => {
  const { backend, metrics } = await withAna()
  const url = await serveRouter(backend.dashboard.router)
  const content = 'date,followers\n2023-04-01,5\n2023-04-02,many\n2023-04-31,5'
  const inWords = async (locale: string) => {
    const answer = await fetch(`${url}/api/v1/social/instagram/metrics/import-followers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': locale },
      body: JSON.stringify({ content }),
    })
    return [answer.status, await answer.json()]
  }
  const numberFault = {
    'pt-BR': 'Linha 3: os seguidores precisam ser um número inteiro, 0 ou mais.',
    en: 'Line 3: the followers have to be a whole number, 0 or more.',
  }
  for (const [locale, message] of Object.entries(numberFault)) {
    const issues = [
      { path: ['content', 3], message },
      { path: ['content', 4], message: expect.stringMatching(/^(Linha|Line) 4: /) },
    ]
    expect(await inWords(locale)).toMatchObject([400, { error: { code: 'VALIDATION', issues } }])
  }
  await expect(metrics().importFollowers({ content })).rejects.toMatchObject({ code: 'VALIDATION' })
  expect((await metrics().list({ startDate: '2023-04-01', endDate: '2023-04-30' })).items).toEqual([])
})
