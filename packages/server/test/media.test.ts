import { expect, test } from 'vitest'
import { dayOf } from '../src/instagram/index.ts'
import { mediaSort, mediaType, type ListedMedia, type MediaListInput } from '../src/metrics/media-contract.ts'
import { connected, withList, withoutJobs } from './connected-media.ts'
import { makeClock, startBackend } from './start-backend.ts'

const hour = 3_600_000
const day = 24 * hour

test('posts, carousels and reels have the figures that Instagram has, each kind its own', async () => {
  const { media, truth } = await connected()
  const { items } = await media({ limit: 30 })
  expect(new Set(items.map(({ type }) => type))).toEqual(new Set(['image', 'carousel', 'reel']))

  for (const type of ['image', 'carousel', 'reel'] as const) {
    const item = items.find((candidate) => candidate.type === type)
    const said = await truth(item?.id ?? '', 'views,reach,total_interactions,saved,shares')
    expect(item).toMatchObject({
      views: said['views'],
      reach: said['reach'],
      engagement: said['total_interactions'],
      saves: said['saved'],
      shares: said['shares'],
      missingReason: null,
    })
  }
  for (const { type, id, ...item } of items) {
    const isReel = type === 'reel'
    const asked = isReel
      ? 'reposts,ig_reels_avg_watch_time,ig_reels_video_view_total_time,reels_skip_rate'
      : 'reposts,follows,profile_visits'
    const said = await truth(id, asked)
    expect(item).toMatchObject({
      reposts: said['reposts'],
      follows: isReel ? null : said['follows'],
      profileVisits: isReel ? null : said['profile_visits'],
      averageWatchTimeMs: said['ig_reels_avg_watch_time'] ?? null,
      totalWatchTimeMs: said['ig_reels_video_view_total_time'] ?? null,
      skipRate: said['reels_skip_rate'] ?? null,
      engagementRate: Math.round((1e4 * (item.engagement ?? 0)) / (item.reach ?? 0)) / 100,
    })
  }
  const reel = items.find(({ type }) => type === 'reel')
  expect(reel?.figures).toMatchObject(await truth(reel?.id ?? '', 'ig_reels_avg_watch_time,reels_skip_rate'))
  expect(items.find(({ type }) => type === 'image')?.figures).not.toHaveProperty('reels_skip_rate')
})

test('a list of posts that begins with empty pages is read to its posts', async () => {
  const { as, authorize, sandbox, settled } = await startBackend({ dashboard: withoutJobs })
  const first = Buffer.from('QVFIU::0').toString('base64url')
  const paging = { cursors: { before: first, after: first }, next: 'https://graph.instagram.com/elsewhere' }
  const emptyPage = { kind: 'status', status: 200, body: { data: [], paging } } as const
  sandbox.control.fault({ ...emptyPage, match: { path: '/me/media' }, times: 5 })
  await as('ana').instagram.connect.complete(await authorize('ana', 'loja.da.ana'))
  await settled('ana')

  expect((await as('ana').instagram.metrics.media({ limit: 30 })).items).toHaveLength(30)
})

type ListMedia = Awaited<ReturnType<typeof connected>>['media']
async function everyPage(media: ListMedia, input: MediaListInput): Promise<ListedMedia[]> {
  const seen: ListedMedia[] = []
  for (let cursor: string | undefined; ;) {
    const page = await media({ ...input, ...(cursor === undefined ? {} : { cursor }) })
    seen.push(...page.items)
    if (page.nextCursor === null) return seen
    cursor = page.nextCursor
  }
}

test('pages by any figure give every post once, the highest first and those without it last', async () => {
  const { media } = await connected()
  for (const sort of mediaSort.options) {
    const seen = await everyPage(media, { sort, limit: 60 })
    const values = seen.map((item) => (sort === 'recent' ? item.publishedAt.getTime() : item[sort]) ?? -1)
    expect([sort, new Set(seen.map(({ id }) => id)).size]).toEqual([sort, seen.length])
    expect([sort, values]).toEqual([sort, values.toSorted((one, other) => other - one)])
    expect(seen.length).toBeGreaterThan(20)
  }
  for (const cursor of ['x', '1.2.3_5', 'NaN_5', '1e999_5']) {
    await expect(media({ cursor })).rejects.toMatchObject({ code: 'VALIDATION' })
  }
})

test('a type and days of Los Angeles choose among posts', async () => {
  const { media, ana } = await connected()
  const all = await everyPage(media, { limit: 100 })
  const idsOf = (items: readonly ListedMedia[]) => items.map(({ id }) => id)
  for (const type of mediaType.options) {
    const items = await everyPage(media, { type, limit: 100 })
    if (type !== 'story') expect(idsOf(items)).toEqual(idsOf(all.filter((item) => item.type === type)))
    expect(items.every((item) => item.type === type)).toBe(true)
  }
  const [startDate, endDate] = [dayOf(all[9]?.publishedAt ?? new Date(0)), dayOf(all[4]?.publishedAt ?? new Date(0))]
  const inDays = all.filter(({ publishedAt }) => dayOf(publishedAt) >= startDate && dayOf(publishedAt) <= endDate)
  expect(idsOf((await media({ startDate, endDate, limit: 100 })).items)).toEqual(idsOf(inDays))
  expect(inDays.length).toBeGreaterThanOrEqual(6)
  expect(idsOf(await everyPage(media, { startDate: 'beginning', limit: 100 }))).toEqual(idsOf(all))
  await expect(media({ startDate: endDate, endDate: startDate })).rejects.toMatchObject({ code: 'VALIDATION' })
  await expect(ana.metrics.media({ startDate: '2026-02-30' })).rejects.toMatchObject({ code: 'VALIDATION' })
})

test('each post is held against the average of its type, of the posts that do not grow any more', async () => {
  const { clock, media } = await connected()
  const all = await everyPage(media, { limit: 100 })
  const isGrown = ({ publishedAt }: ListedMedia) => clock.now().getTime() - publishedAt.getTime() >= 7 * day
  // The averages are of the newest two hundred.
  const grown = all.filter(isGrown).slice(0, 200)
  expect(all.some((item) => !isGrown(item))).toBe(true)
  for (const type of ['reel', 'image', 'carousel'] as const) {
    const alike = grown.filter((item) => item.type === type && item.isCollaboration !== true)
    const views = alike.flatMap((item) => item.views ?? [])
    const average = views.reduce((sum, value) => sum + value, 0) / views.length
    for (const item of all.filter((one) => one.type === type)) {
      expect(item.comparison?.posts).toBe(alike.length)
      expect(item.comparison?.average.views).toBeCloseTo(average, 2)
      const times = item.views === null ? null : Math.round((100 * item.views) / average) / 100
      expect(item.comparison?.times.views).toBe(times)
      expect(item.comparison?.isGrowing).toBe(!isGrown(item))
    }
  }
  expect((await media({ type: 'story' })).items.every(({ comparison }) => comparison === null)).toBe(true)
})

test('of fewer than five posts nothing is the average', async () => {
  const { answer, firstPage, media, nextDay } = await withList()
  const { data } = await firstPage()
  answer({ data: data.slice(-4) })
  await nextDay()
  const { items } = await media({ limit: 100 })
  expect(items).toHaveLength(4)
  for (const { comparison } of items) {
    expect(Object.values(comparison?.times ?? { none: 0 })).toEqual(Array.from({ length: 7 }, () => null))
  }
})

test('likes that are hidden are unknown and not none', async () => {
  const { nextDay, firstPage, answer, media } = await withList()
  const page = await firstPage()
  const [first, ...others] = page.data
  const { like_count: _hidden, ...post } = first ?? { id: '', timestamp: '' }
  expect(_hidden).toBeGreaterThan(0)
  answer({ ...page, data: [{ ...post, id: '18000000000000001', permalink: 'https://x.example/' }, ...others] })
  await nextDay()
  const { items } = await media({ limit: 100 })
  expect(items.find(({ id }) => id === '18000000000000001')).toMatchObject({ likes: null })
})

test('media from before the account was a professional one are remembered and never asked about again', async () => {
  const { clock, dashboard, insightCalls, refuse, sandbox } = await connectedWith2108006()
  expect(refuse).toBeGreaterThan(0)
  sandbox.control.clearFaults()
  clock.advance(2 * hour)
  sandbox.control.clearRequests()
  await dashboard.syncAccounts()

  expect(insightCalls()).toEqual([])
})

/** Every media answers that it is older than the professional account. */
async function connectedWith2108006() {
  const backend = await startBackend({ dashboard: withoutJobs })
  backend.sandbox.control.fault({
    kind: 'graph_error',
    code: 100,
    subcode: 2_108_006,
    status: 400,
    times: Infinity,
    match: { path: /\/\d+\/insights$/ },
  })
  await backend.connect('ana', 'loja.da.ana')
  await backend.settled('ana')
  const { media } = backend.as('ana').instagram.metrics
  const posts = (await media({ limit: 100 })).items.filter(({ missingReason }) => missingReason === 'before_conversion')
  const [run] = (await backend.as('ana').instagram.sync.history({})).items
  expect(run).toMatchObject({ status: 'succeeded', error: null })
  const known = new Set(posts.map(({ id }) => id))
  return {
    ...backend,
    refuse: posts.length,
    insightCalls: () =>
      backend.sandbox.control.requests.filter(({ path }) => known.has(/\/(\d+)\/insights$/.exec(path)?.[1] ?? '')),
  }
}

test('a refused figure costs only itself and is not asked for again', async () => {
  const { ana, clock, media, sandbox } = await connected()
  clock.advance(day)
  const message = '(#100) The Media Insights API does not support the shares metric for this media product type'
  const id = (await media({ limit: 1 })).items[0]?.id ?? ''
  sandbox.control.fault({ kind: 'graph_error', code: 100, status: 400, message, match: { path: `/${id}/insights` } })
  sandbox.control.clearRequests()
  const sharesAsked = () =>
    sandbox.control.requests
      .filter(({ path }) => path.endsWith(`/${id}/insights`))
      .map(({ query }) => query['metric']?.includes('shares'))
  expect(await ana.sync.run({})).toMatchObject({ status: 'succeeded' })
  expect(sharesAsked()).toEqual([true, false])
  expect((await media({ limit: 1 })).items[0]).toMatchObject({ id, missingReason: null })

  sandbox.control.clearRequests()
  clock.advance(day)
  await ana.sync.run({})
  expect(sharesAsked()).toEqual([false])
})

test('a story with too few viewers is no lost permission', async () => {
  const { ana, dashboard, clock, media } = await connected('cafe.pequeno')
  for (let step = 0; step < 12; step += 1) {
    clock.advance(4 * hour)
    await dashboard.syncStories()
  }
  const { items } = await media({ productType: 'story' })
  expect(items.length).toBeGreaterThan(0)
  expect(items.every(({ missingReason }) => missingReason === 'too_few_viewers')).toBe(true)
  expect((await ana.connect.status()).account).toMatchObject({ status: 'active', lastError: null })
})

test('the figures of a story are caught shortly before it ends, and stay', async () => {
  const { clock, dashboard, media, truth } = await connected()
  const last = new Map<string, number>()
  for (let step = 0; step < 48; step += 1) {
    clock.advance(2 * hour)
    if (step % 2 === 0) await dashboard.syncStories()
    for (const { id, publishedAt, missingReason } of (await media({ productType: 'story', limit: 100 })).items) {
      const age = clock.now().getTime() - publishedAt.getTime()
      if (missingReason === null && age >= 18 * hour && age < day)
        last.set(id, (await truth(id, 'views'))['views'] ?? 0)
    }
  }
  const stories = (await media({ productType: 'story', limit: 100 })).items.filter(({ id }) => last.has(id))
  expect(stories.length).toBeGreaterThan(2)
  for (const { id, views, readAt, publishedAt } of stories) {
    expect((readAt?.getTime() ?? 0) - publishedAt.getTime()).toBeGreaterThanOrEqual(18 * hour)
    // What grows in the hours after the last reading is little.
    expect((views ?? 0) / (last.get(id) ?? 1)).toBeGreaterThan(0.9)
  }
  expect((await media({ limit: 100 })).items.every(({ type }) => type !== 'story')).toBe(true)
})

test('of sixty stories none is missing, on however many pages they come', async () => {
  const { clock, dashboard, sandbox, media } = await connected('loja.da.ana', { sandbox: { storiesPerDay: 60 } })
  clock.advance(day)
  const first = Buffer.from('QVFIU::0').toString('base64url')
  const paging = { cursors: { before: first, after: first }, next: 'https://graph.instagram.com/elsewhere' }
  sandbox.control.fault({ kind: 'status', status: 200, body: { data: [], paging }, match: { path: '/me/stories' } })
  sandbox.control.clearRequests()
  expect(await dashboard.syncStories()).toMatchObject({ read: 1 })

  const asked = sandbox.control.requests.filter(({ path }) => path.endsWith('/me/stories'))
  expect(asked.map(({ query }) => query['limit'])).toEqual(['50', '50', '50'])
  const { items } = await media({ productType: 'story', limit: 100 })
  const up = items.filter(({ publishedAt }) => clock.now().getTime() - publishedAt.getTime() < day)
  expect(up.length).toBeGreaterThan(50)
  const url = `${sandbox.graphBaseUrl}/v25.0/me/stories?limit=100&access_token=${asked[0]?.query['access_token']}`
  const { data } = (await (await fetch(url)).json()) as { data: { id: string }[] }
  expect(new Set(up.map(({ id }) => id))).toEqual(new Set(data.map(({ id }) => id)))
})

test('the stories of an ordinary account take one call', async () => {
  const { clock, dashboard, sandbox } = await connected()
  clock.advance(day)
  sandbox.control.clearRequests()
  await dashboard.syncStories()
  expect(sandbox.control.requests.filter(({ path }) => path.endsWith('/me/stories'))).toHaveLength(1)
})

test('a press while the stories of others are read keeps its cooldown', async () => {
  const clock = makeClock()
  const wakeUp = Promise.withResolvers<void>()
  let asleep = 0
  let sleep = clock.sleep
  const held = { ...clock, sleep: (milliseconds: number) => sleep(milliseconds) }
  const names = ['loja.da.ana', 'criador.leo', 'cafe.pequeno', 'token.expira', 'numero.gigante']
  const connected = Object.fromEntries(names.map((name) => [name, name]))
  const { accountOf, as, dashboard, sandbox } = await startBackend({ clock: held, connected, dashboard: withoutJobs })
  const users = new Map<string, string>()
  for (const name of names) users.set((await accountOf(name)).id, name)
  clock.advance(2 * hour)
  // In the order of the list: the four before the last are read side by side, and wait while the app has little left.
  const inOrder = [...users].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, user]) => as(user).instagram)
  const [first, last] = [inOrder[0], inOrder.at(-1)]
  sandbox.control.setUsage({ callCount: 80 })
  await first?.sync.run({})
  sleep = () => {
    asleep += 1
    return wakeUp.promise
  }
  const reading = dashboard.syncStories()
  while (asleep < 4) await clock.sleep(0)
  await last?.sync.run({})
  wakeUp.resolve()

  expect(await reading).toMatchObject({ read: 5 })
  const pressed = (await last?.connect.status())?.account
  expect(pressed?.nextSyncAllowedAt?.getTime()).toBeGreaterThan(clock.now().getTime())
})

test('a refusal about stories leaves the numbers of the account and its posts alone', async () => {
  const { ana, clock, insightCalls, sandbox } = await connected()
  clock.advance(day)
  const before = insightCalls().length
  sandbox.control.fault({ kind: 'graph_error', code: 10, status: 400, times: Infinity, match: { path: '/stories' } })
  expect(await ana.sync.run({})).toMatchObject({ status: 'succeeded', error: null })
  expect(insightCalls().length).toBeGreaterThan(before)
})

test.each([10, 2])('one post that Instagram answers with code %s stands in no other one’s way', async (code) => {
  const { ana, clock, insightCalls, media, sandbox } = await connected()
  const [bad, ...others] = (await media({ limit: 6 })).items
  const path = new RegExp(`/${bad?.id}/insights`)
  sandbox.control.fault({ kind: 'graph_error', code, status: 400, times: Infinity, match: { path } })
  clock.advance(day)

  expect(await ana.sync.run({})).toMatchObject({ status: 'succeeded', error: null })
  const after = (await media({ limit: 6 })).items
  expect(after.slice(1).map(({ readAt }) => readAt)).toEqual(others.map(() => clock.now()))
  expect(others).toHaveLength(5)
  expect(after[0]?.readAt).toEqual(bad?.readAt)
  // What was read of it stays, as old as it is, and it is asked about again when its turn has come.
  expect(after[0]).toMatchObject({ id: bad?.id, views: bad?.views, missingReason: null })
  const asked = insightCalls().length
  clock.advance(16 * 60_000)
  await ana.sync.run({})
  expect(
    insightCalls()
      .slice(asked)
      .filter((call) => path.test(call)),
  ).toEqual([])
})

test('where every post is refused it is not about the posts: a few are asked about, and the sync is partial', async () => {
  const { ana, clock, insightCalls, sandbox } = await connected()
  clock.advance(day)
  const asked = insightCalls().length
  sandbox.control.fault({
    kind: 'graph_error',
    code: 2,
    status: 500,
    times: Infinity,
    match: { path: /\/\d{12,}\/insights/ },
  })
  expect(await ana.sync.run({})).toMatchObject({ status: 'partial', error: { code: 'INSTAGRAM_UNAVAILABLE' } })
  // Four at once until the third refusal, so that two more may have begun, of stories and of posts, of which two are
  // asked about after the stories failed; each is tried three times, and twice for a single figure.
  expect(insightCalls().length - asked).toBeLessThanOrEqual((4 + 2 + 2) * (3 + 2))
})

const views = { name: 'views', period: 'lifetime' }
test.each([
  ['no entry', { data: [] }],
  ['a value of null', { data: [{ ...views, values: [{ value: null }] }] }],
  ['no value', { data: [{ ...views, values: [{}] }] }],
  ['no values', { data: [{ ...views, values: [] }] }],
  ['a negative value', { data: [{ ...views, values: [{ value: -1 }] }] }],
])('a post without figures has a reason, and is asked about again: %s', async (_what, body) => {
  const { as, authorize, clock, sandbox, settled } = await startBackend({ dashboard: withoutJobs })
  const match = { path: /\/\d{12,}\/insights$/ }
  sandbox.control.fault({ kind: 'status', status: 200, body, times: Infinity, match })
  await as('ana').instagram.connect.complete(await authorize('ana', 'loja.da.ana'))
  await settled('ana')
  const { media } = as('ana').instagram.metrics
  const asked = (await media({ limit: 100 })).items.filter(({ readAt }) => readAt !== null)
  expect(asked.length).toBeGreaterThan(20)
  expect(new Set(asked.map(({ missingReason }) => missingReason))).toEqual(new Set(['no_figures']))
  expect((await media({ limit: 100 })).items.every(({ missingReason }) => missingReason !== null)).toBe(true)

  sandbox.control.clearFaults()
  clock.advance(day)
  expect(await as('ana').instagram.sync.run({})).toMatchObject({ status: 'succeeded' })
  expect((await media({ limit: 5 })).items.map(({ missingReason }) => missingReason)).toEqual(Array(5).fill(null))
})

test('posts of the last two days do not count for the best times', async () => {
  const { ana, clock, media, nextDay } = await withList()
  for (let step = 0; step < 6; step += 1) {
    await nextDay()
    const age = ({ publishedAt }: { publishedAt: Date }) => clock.now().getTime() - publishedAt.getTime()
    const known = (await media({ limit: 100 })).items.filter(({ engagement }) => engagement !== null)
    const counted = known.filter((item) => age(item) >= 2 * day && age(item) <= 180 * day)
    expect((await ana.metrics.bestTimes({})).posts).toBe(counted.length)
  }
})

test('one figure that is refused everywhere, in whatever words, takes no other figure, post or day with it', async () => {
  const { clock, media, nextDay, sandbox, truth } = await withList()
  const figures = {
    views: 'views',
    reach: 'reach',
    likes: 'likes',
    saves: 'saved',
    engagement: 'total_interactions',
  } as const
  const refusals = [
    { code: 100, status: 400, message: '(#100) The value must be one that nobody knows' },
    { code: -1, subcode: 2_207_086, status: 400, message: 'Fatal' },
    { code: 1, status: 500, message: 'An unknown error has occurred.' },
    { code: 36_104, status: 400 },
    { code: 10, status: 400 },
  ]
  for (const [index, [name, metric]] of Object.entries(figures).entries()) {
    const refusal = refusals[index] ?? { code: 2, status: 500 }
    const match = { path: /\/\d{12,}\/insights$/, metric }
    sandbox.control.fault({ kind: 'graph_error', ...refusal, times: Infinity, match })
    expect(await nextDay(), metric).toMatchObject({ status: 'succeeded', error: null })
    sandbox.control.clearFaults()
    for (const item of (await media({ limit: 8 })).items) {
      expect(item, metric).toMatchObject({ readAt: clock.now(), missingReason: null })
      const told: Record<string, unknown> = { ...item }
      for (const [other, asked] of Object.entries(figures)) {
        // The list tells the likes; what was refused in another round is remembered for this media.
        if (other === 'likes' || Object.keys(figures).indexOf(other) <= index) continue
        expect(told[other], `${other} without ${name}`).toBe((await truth(item.id, asked))[asked])
      }
    }
  }
})
