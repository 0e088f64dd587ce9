import { media, mediaReadings, openDatabase, postAges, type Database } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { connected } from './connected-media.ts'
import type { Backend } from './start-backend.ts'

const hour = 3_600_000
const day = 24 * hour

async function opened({ options }: Backend): Promise<Database> {
  const db = await openDatabase(options.databaseUrl ?? '')
  onTestFinished(() => db.close())
  return db
}

/** Reels with a reading of each of some views at an hour, the newest first. */
async function insertReels(backend: Backend, views: readonly number[], changes: Partial<media.MediaRow> = {}) {
  const db = await opened(backend)
  const { id: accountId } = await backend.accountOf('ana')
  const now = backend.clock.now()
  for (const [index, value] of views.entries()) {
    const publishedAt = new Date(now.getTime() - (3 + index) * day)
    const mediaId = `reel${changes.ownerUsername ?? ''}${index}`.replaceAll('.', '-')
    const row: media.MediaRow = {
      accountId,
      mediaId,
      mediaType: 'VIDEO',
      productType: 'REELS',
      caption: null,
      permalink: null,
      previewUrl: null,
      ownerUsername: 'loja.da.ana',
      publishedAt,
      views: value,
      reach: null,
      totalInteractions: null,
      likes: null,
      comments: null,
      saved: null,
      shares: null,
      figures: { views: value },
      navigation: null,
      insightState: 'read',
      refusedMetrics: [],
      insightsAt: now,
      nextReadAt: null,
      goneAt: null,
      seenAt: now,
      ...changes,
    }
    await media.save(db, [row])
    const readAt = new Date(publishedAt.getTime() + hour + 600_000)
    await mediaReadings.save(db, [{ accountId, mediaId, age: '1h', readAt, figures: { views: value } }])
  }
  return { accountId, db }
}

test('a new post is found, read at its first ages, and each reading says how near it was', async () => {
  const { ana, clock, dashboard, sandbox, media: list } = await connected('loja.da.ana')
  const newest = async () => (await list({ limit: 1, sort: 'recent' })).items[0]
  const before = (await newest())?.id
  for (let step = 0; step < 6 * 24 && (await newest())?.id === before; step += 1) {
    clock.advance(4 * hour)
    await dashboard.syncStories()
    await dashboard.syncPosts()
  }
  const found = await newest()
  if (!found) throw new Error('no post')
  // Somebody looks each minute; here three times an hour are enough.
  while (clock.now().getTime() - found.publishedAt.getTime() < 60 * hour) {
    clock.advance(20 * 60_000)
    await dashboard.syncPosts()
  }
  const { points, type, isCollaboration } = await ana.metrics.mediaHistory({ mediaId: found.id })
  expect({ type, isCollaboration }).toEqual({ type: found.type, isCollaboration: false })
  expect(points.map(({ age }) => age)).toEqual([...postAges])
  for (const { age, readAt, ageSeconds, offBySeconds, targetSeconds, toleranceSeconds, views, growth } of points) {
    if (['7d', '30d'].includes(age)) continue
    if (readAt === null) {
      expect(age).toBe('1h')
      continue
    }
    expect(offBySeconds).toBe((ageSeconds ?? 0) - targetSeconds)
    expect(Math.abs(offBySeconds ?? Infinity)).toBeLessThanOrEqual(age === '1h' ? toleranceSeconds : 1_800)
    expect(views).toBe(sandbox.control.mediaTruth('loja.da.ana', found.id, readAt)?.views)
    expect(growth?.hours).toBeGreaterThan(0)
  }
  expect(points.slice(1, 4).map(({ missingReason }) => missingReason)).toEqual([null, null, null])
  expect(points.slice(4).map(({ missingReason }) => missingReason)).toEqual(['not_reached', 'not_reached'])
  const [, six, whole] = points
  expect(whole?.growth).toMatchObject({ since: '6h', views: { change: (whole?.views ?? 0) - (six?.views ?? 0) } })
})

test('an account without young posts is not looked at, and one that fails is left alone for a while', async () => {
  const { clock, dashboard, sandbox, ...backend } = await connected('cafe.pequeno')
  clock.advance(3 * day)
  await dashboard.syncStories()
  const db = await opened({ ...backend, clock, dashboard, sandbox })
  const { id: accountId } = await backend.accountOf('ana')
  const posts = await media.listPage(db, accountId, { sort: 'recent', productType: null, after: null, limit: 100 })
  await media.save(
    db,
    posts.map((row) => ({ ...row, nextReadAt: null })),
  )
  sandbox.control.clearRequests()
  expect(await dashboard.syncPosts()).toEqual({ read: 0, failed: 0, skipped: 0 })
  expect(sandbox.control.requests).toEqual([])

  const [post] = posts
  if (!post) throw new Error('no post')
  await media.save(db, [{ ...post, nextReadAt: clock.now() }])
  sandbox.control.fault({ kind: 'html_502', match: { path: '/me/media' }, times: Infinity })
  expect(await dashboard.syncPosts()).toMatchObject({ failed: 1 })
  expect(await dashboard.syncPosts()).toMatchObject({ failed: 0, read: 0 })
})

test('what is usual is the median of twelve posts or more of a type at an age, with its range', async () => {
  const backend = await connected('loja.da.ana')
  const { ana } = backend
  await insertReels(backend, [210, 50, 60, 70, 80, 90, 100, 100, 110, 120, 130])
  const few = await ana.metrics.mediaHistory({ mediaId: 'reel0' })
  const nothing = { times: null, usual: null, low: null, high: null }
  expect(few.points[0]?.comparison.views).toEqual({ ...nothing, posts: 11, missingReason: 'too_few_posts' })
  expect(few.fewestPosts).toBe(12)

  // Somebody else's posts are nobody's usual.
  await insertReels(backend, [9_000, 9_000, 9_000], { ownerUsername: 'marca.parceira' })
  expect((await ana.metrics.mediaHistory({ mediaId: 'reel0' })).points[0]?.comparison.views?.posts).toBe(11)
  await insertReels(backend, [210, 50, 60, 70, 80, 90, 100, 100, 110, 120, 130, 100])
  const [point] = (await ana.metrics.mediaHistory({ mediaId: 'reel0' })).points
  expect(point).toMatchObject({ readAt: expect.any(Date), offBySeconds: 600, views: 210 })
  expect(point?.comparison.views).toEqual({
    times: 2.1,
    usual: 100,
    low: 61,
    high: 129,
    posts: 12,
    missingReason: null,
  })
  expect(point?.comparison.reach).toMatchObject({ posts: 0, missingReason: 'too_few_posts' })
  const shared = await ana.metrics.mediaHistory({ mediaId: 'reelmarca-parceira0' })
  expect(shared).toMatchObject({
    isCollaboration: true,
    points: [{ comparison: { views: { times: 90 } } }, {}, {}, {}, {}, {}],
  })
})

test('an age without a reading says why', async () => {
  const backend = await connected('loja.da.ana')
  const { accountId, db } = await insertReels(backend, [1])
  const reasons = async (mediaId: string) =>
    (await backend.ana.metrics.mediaHistory({ mediaId })).points.map(({ missingReason }) => missingReason)
  expect(await reasons('reel0')).toEqual([
    null,
    ...Array<string>(3).fill('before_connection'),
    'not_reached',
    'not_reached',
  ])
  backend.clock.advance(7 * day)
  expect((await reasons('reel0')).slice(3)).toEqual(['before_connection', 'not_read', 'not_reached'])

  await media.markGone(db, { accountId, mediaIds: ['reel0'], goneAt: backend.clock.now() })
  for (const mediaId of ['reel0', 'nothing']) {
    await expect(backend.ana.metrics.mediaHistory({ mediaId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
})

test('stories are kept for good, with what their viewers did and our completion', async () => {
  const { ana, ...backend } = await connected('loja.da.ana', { sandbox: { storiesPerDay: 3 } })
  const { as, accountOf, clock, dashboard } = backend
  for (let step = 0; step < 12; step += 1) {
    clock.advance(4 * hour)
    await dashboard.syncStories()
  }
  const ended = async () => (await ana.metrics.stories({ limit: 100 })).items.filter(({ isOver }) => isOver)
  const kept = await ended()
  expect(kept.length).toBeGreaterThan(2)
  for (const { views, navigation, completion, missing, missingReason, publishedAt, date } of kept) {
    expect(date).toBe(new Date(publishedAt.getTime() - 8 * hour).toISOString().slice(0, 10))
    if (missingReason !== null) {
      expect(missing).toMatchObject({ views: missingReason, completion: missingReason })
      continue
    }
    const { exits = null, forward, back, nextStory } = navigation ?? {}
    expect([forward, back, exits, nextStory].every((value) => Number.isInteger(value))).toBe(true)
    expect(navigation?.automaticForward).toEqual(expect.any(Number))
    expect(completion).toBeCloseTo(100 * (1 - (exits ?? 0) / (views ?? 0)), 9)
    expect(missing).toEqual({})
  }
  const [{ date: last } = { date: '' }] = kept
  const ofADay = await ana.metrics.stories({ startDate: last, endDate: last, limit: 100 })
  expect(ofADay.items.length).toBeGreaterThan(0)
  expect(ofADay.items.every(({ date }) => date === last)).toBe(true)
  await expect(ana.metrics.stories({ startDate: '2026-11-20', endDate: '2026-11-19' })).rejects.toMatchObject({
    code: 'VALIDATION',
  })

  const db = await opened(backend)
  const [row] = await media.listPage(db, (await accountOf('ana')).id, {
    sort: 'recent',
    productType: 'STORY',
    after: null,
    limit: 1,
  })
  if (!row) throw new Error('no story')
  const later = { views: 1_000, navigation: { tap_exit: 10 }, navigationViews: 100, isHighlighted: false }
  await media.save(db, [{ ...row, ...later }])
  const found = (await ana.metrics.stories({ limit: 100 })).items.find(({ id }) => id === row.mediaId)
  expect(found).toMatchObject({ views: 1_000, completion: 90, isInHighlight: false })
  await media.save(db, [{ ...row, isHighlighted: true }])

  clock.advance(500 * day)
  await dashboard.dropOldData()
  const figuresOf = (items: typeof kept) => items.map(({ id, figures, navigation }) => ({ id, figures, navigation }))
  expect(figuresOf((await ended()).slice(-kept.length))).toEqual(figuresOf(kept))
  expect((await ended()).every(({ previewUrl }) => previewUrl === null)).toBe(true)

  const { id: accountId } = await accountOf('ana')
  await expect(as('bruno').instagram.metrics.stories({ accountId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await ana.connect.disconnect({ accountId, eraseData: true })
  await expect(ana.metrics.stories({ accountId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('posts have the tags that their user gives them, and two tags can be compared', async () => {
  const { ana, as, accountOf, media: list, ...backend } = await connected('loja.da.ana')
  const [first, second, third] = (await list({ limit: 3 })).items
  const ids = [first?.id ?? '', second?.id ?? '', third?.id ?? ''] as const
  const tags = ['  #Promoção ', 'promoc\u0327a\u0303o', 'Fim  de   semana', '🧵']
  expect(await ana.media.setTags({ mediaId: ids[0], tags })).toEqual({
    success: true,
    tags: expect.arrayContaining(['fim de semana', 'promoção', '🧵']),
  })
  expect((await ana.media.setTags({ mediaId: ids[0], tags })).tags).toHaveLength(3)
  await ana.media.setTags({ mediaId: ids[1], tags: ['promoção'] })
  const { items } = await ana.media.tags()
  expect(items[0]).toMatchObject({
    tag: 'promoção',
    posts: 2,
    averages: { reach: ((first?.reach ?? 0) + (second?.reach ?? 0)) / 2 },
  })
  expect((await list({ tag: 'PROMOÇÃO' })).items.map(({ id }) => id)).toEqual([ids[0], ids[1]])
  expect((await list({ tag: 'verão' })).items).toEqual([])
  expect((await list({ limit: 3 })).items.map((item) => item.tags.length)).toEqual([3, 1, 0])

  for (const wrong of [
    [''],
    ['#'],
    ['x'.repeat(41)],
    ['a\u0000b'],
    Array.from({ length: 11 }, (_, index) => `t${index}`),
  ]) {
    await expect(ana.media.setTags({ mediaId: ids[2], tags: wrong })).rejects.toMatchObject({ code: 'VALIDATION' })
  }
  await expect(ana.media.setTags({ mediaId: 'nothing', tags: [] })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const { id: accountId } = await accountOf('ana')
  await expect(as('bruno').instagram.media.setTags({ accountId, mediaId: ids[0], tags: [] })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })

  await ana.media.setTags({ mediaId: ids[0], tags: [] })
  expect((await ana.media.tags()).items).toMatchObject([{ tag: 'promoção', posts: 1 }])
  expect(JSON.stringify(await ana.privacy.export())).toContain('promoção')
  await ana.connect.disconnect({ eraseData: true })
  const db = await opened({ ...backend, as, accountOf })
  expect(await mediaReadings.listOf(db, accountId, ids[0])).toEqual([])
})

test('an account of a new name keeps its posts as its own', async () => {
  const { ana, clock, media: list, sandbox } = await connected('loja.da.ana')
  expect((await list({ limit: 100 })).items.every(({ isCollaboration }) => isCollaboration === false)).toBe(true)
  sandbox.control.rename('loja.da.ana', 'loja.nova')
  clock.advance(day)
  await ana.sync.run({})
  expect((await list({ limit: 100 })).items.every(({ isCollaboration }) => isCollaboration === false)).toBe(true)
})
