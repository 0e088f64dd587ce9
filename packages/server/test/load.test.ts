import { accounts, events, media, openDatabase, type Database } from '@instagram-dashboard/db'
import { expect, test } from 'vitest'
import { serveRouter, startBackend, startOfTest, type Backend } from './start-backend.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off', authenticate: () => ({ userId: 'ana' }) }
const hourMs = 3_600_000
const dayMs = 24 * hourMs

async function withAna(dashboard: object = {}) {
  const backend = await startBackend({ connected: { ana: 'loja.da.ana' }, dashboard: { ...quiet, ...dashboard } })
  const account = await backend.accountOf('ana')
  return { ...backend, account, me: backend.as('ana').instagram, url: await serveRouter(backend.dashboard.router) }
}

async function inDatabase<Result>({ options }: Pick<Backend, 'options'>, work: (db: Database) => Promise<Result>) {
  const db = await openDatabase(String(options.databaseUrl))
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}

const eventsOf = (backend: Pick<Backend, 'options'>) =>
  inDatabase(backend, async (db) => (await events.listAfter(db, { after: 0, limit: 10_000 })).map(({ type }) => type))

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { cause?: { code?: string; retryAfterSeconds?: number } }) => error.cause,
  )

const exportPath = '/api/v1/social/instagram/export/'

test('a person exports five times an hour, in whichever process and after whatever restart', async () => {
  const { me, clock, options, dashboard } = await withAna()
  for (let time = 0; time < 5; time += 1) {
    await me.privacy.export()
    clock.advance(60_000)
  }
  expect(await refusal(me.privacy.export())).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 55 * 60 })
  await dashboard.close()

  const again = await startBackend({ clock, dashboard: { ...options } })
  const after = again.as('ana').instagram.privacy
  expect(await refusal(after.export())).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 55 * 60 })
  expect(await refusal(again.as('bruno').instagram.privacy.export())).toBeNull()
  clock.advance(55 * 60_000)
  expect(await refusal(after.export())).toBeNull()
  expect(await refusal(after.export())).toMatchObject({ retryAfterSeconds: 60 })
})

test('who has themselves erased has not been given their exports back', async () => {
  const { me } = await withAna()
  for (let time = 0; time < 5; time += 1) await me.privacy.export()
  await me.privacy.erase()
  expect(await refusal(me.privacy.export())).toMatchObject({ code: 'RATE_LIMITED' })
})

test('the REST path sends the export as it is read, and refuses the sixth', async () => {
  const { url, me } = await withAna()
  const { data } = await me.privacy.export()
  const answer = await fetch(url + exportPath)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-length')).toBeNull()
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const body = (await answer.json()) as { file_name: string; data: Record<string, unknown[]> }
  expect(body.file_name).toBe('instagram-data-2026-11-16.json')
  expect(body.data['daily_metrics']).toHaveLength((data['dailyMetrics'] as unknown[]).length)
  expect(body.data['events']).toHaveLength((data['events'] as unknown[]).length)
  expect(body.data['accounts']).toMatchObject([{ username: 'loja.da.ana', connected_at: '2026-11-16T18:00:00.000Z' }])

  for (let time = 2; time < 5; time += 1) await (await fetch(url + exportPath)).arrayBuffer()
  const refused = await fetch(url + exportPath)
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBe(3_600)
  expect(await refused.json()).toMatchObject({ error: { code: 'RATE_LIMITED', retry_after_seconds: 3_600 } })
})

test('an export is whole, however many pages of events and days it takes', async () => {
  const backend = await withAna()
  const before = (await eventsOf(backend)).length
  await inDatabase(backend, async (db) => {
    const rows = Array.from({ length: 450 }, (_, index) => storyOf(backend.account.id, index, startOfTest))
    await media.save(db, rows)
  })
  const { data } = await backend.me.privacy.export()
  expect((data['media'] as { mediaId: string }[]).filter(({ mediaId }) => mediaId.startsWith('story-'))).toHaveLength(
    450,
  )
  expect(data['events']).toHaveLength(before)
})

test('nobody fills the log: a call that changes nothing writes nothing, and misuse is told so many times an hour', async () => {
  const backend = await withAna()
  const { me, as, account } = backend
  const start = async () => (await as('bruno').instagram.connect.start({})).state
  const state = await start()
  for (let time = 0; time < 50; time += 1) {
    await refusal(me.connect.cancel({ state, error: 'access_denied' }))
    await refusal(me.connect.complete({ code: `code-${time}`, state }))
  }
  expect((await eventsOf(backend)).filter((type) => type === 'connection.state_misused').length).toBeLessThanOrEqual(20)

  await me.connect.disconnect({ accountId: account.id })
  const { length } = await eventsOf(backend)
  for (let time = 0; time < 20; time += 1) await me.connect.disconnect({ accountId: account.id })
  expect(await eventsOf(backend)).toHaveLength(length)

  const erased = []
  for (let time = 0; time < 30; time += 1) erased.push(await refusal(me.privacy.erase()))
  expect(erased.filter((refused) => refused === null)).toHaveLength(20)
  expect((await eventsOf(backend)).filter((type) => type === 'person.erased').length).toBeLessThanOrEqual(20)
})

test('what an admin has done again and again is counted by the hour, for whatever becomes of it', async () => {
  const { as, clock } = await withAna()
  const { deliveries } = as('carla', 'admin').admin
  const resend = () => refusal(deliveries.resend({ ids: ['nobody'] }))
  for (let time = 0; time < 100; time += 1) expect(await resend()).toBeNull()
  expect(await resend()).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 3_600 })
  expect(await refusal(as('dora', 'admin').admin.deliveries.resend({ ids: ['nobody'] }))).toBeNull()
  clock.advance(hourMs)
  expect(await resend()).toBeNull()
})

function storyOf(accountId: string, index: number, publishedAt: Date): media.MediaRow {
  return {
    accountId,
    mediaId: `story-${String(index).padStart(4, '0')}`,
    mediaType: 'IMAGE',
    productType: 'STORY',
    caption: null,
    permalink: null,
    previewUrl: 'https://scontent.example/story.jpg?signed',
    ownerUsername: null,
    navigation: null,
    nextReadAt: null,
    publishedAt,
    views: 1,
    reach: 1,
    totalInteractions: 1,
    likes: null,
    comments: null,
    saved: null,
    shares: null,
    figures: { views: 1 },
    insightState: 'read',
    refusedMetrics: [],
    insightsAt: publishedAt,
    goneAt: null,
    seenAt: publishedAt,
  }
}

test('the addresses of story pictures go when the stories are over, piece by piece, and posts keep theirs', async () => {
  const backend = await withAna({ retentionDays: 0 })
  const { account, clock, dashboard } = backend
  await inDatabase(backend, async (db) => {
    const old = Array.from({ length: 250 }, (_, index) => storyOf(account.id, index, startOfTest))
    const post = { ...storyOf(account.id, 900, startOfTest), productType: 'FEED' }
    const fresh = storyOf(account.id, 901, new Date(startOfTest.getTime() + 2 * dayMs))
    await media.save(db, [...old, post, fresh])
  })
  clock.advance(2 * dayMs + 1_000)
  expect(await dashboard.dropOldData()).toMatchObject({ storyPictures: expect.any(Number) })
  const pictures = await inDatabase(backend, async (db) => {
    const query = { sort: 'recent', after: null, limit: 500 } as const
    const stories = await media.listPage(db, account.id, { ...query, productType: 'STORY' })
    const posts = await media.listPage(db, account.id, { ...query, productType: 'FEED' })
    return [...stories, ...posts].filter(
      ({ mediaId, previewUrl }) => mediaId.startsWith('story-') && previewUrl !== null,
    )
  })
  expect(pictures.map(({ mediaId }) => mediaId).toSorted()).toEqual(['story-0900', 'story-0901'])
})

test('the metrics say how late the event loop is, and stop to look when the server closes', async () => {
  const token = 'a-token-for-the-metrics-of-the-test'
  const { url } = await withAna({ metricsToken: token })
  const scrape = async () => (await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })).text()
  const longestOf = (text: string) =>
    Number(/^instagram_dashboard_event_loop_delay_seconds\{quantile="1"\} (\S+)$/m.exec(text)?.[1])
  await scrape()
  // At once: what began before the first look after a scrape counts too.
  const until = performance.now() + 200
  while (performance.now() < until);
  await new Promise((resolve) => setTimeout(resolve, 30))
  const text = await scrape()
  for (const quantile of ['0.5', '0.99', '1']) {
    expect(text).toMatch(
      new RegExp(`^instagram_dashboard_event_loop_delay_seconds\\{quantile="${quantile}"\\} \\d`, 'm'),
    )
  }
  expect(longestOf(text)).toBeGreaterThan(0.15)
  // Since the last scrape only.
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(longestOf(await scrape())).toBeLessThan(0.15)
})

test('an account that was disconnected for too long goes piece by piece, and not if it comes back meanwhile', async () => {
  const backend = await withAna({ disconnectedRetentionDays: 30 })
  const { me, account, clock, dashboard, as } = backend
  await me.connect.disconnect({ accountId: account.id })
  clock.advance(31 * dayMs)
  expect(await dashboard.dropOldData()).toMatchObject({ accounts: 1 })
  expect(await inDatabase(backend, (db) => accounts.findById(db, account.id))).toBeUndefined()
  expect(await as('ana').instagram.connect.status()).toMatchObject({ connected: false })
})
