import { expect, test } from 'vitest'
import { makeClock, startBackend, type BackendOptions } from './start-backend.ts'

const hour = 3_600_000
const day = 24 * hour
const off = { syncCron: 'off', tokenRefreshCron: 'off' }

async function connected(username = 'loja.da.ana', options: BackendOptions = {}) {
  const backend = await startBackend({ ...options, dashboard: off })
  await backend.connect('ana', username)
  await backend.settled('ana')
  const { media } = backend.as('ana').instagram.metrics
  const token = backend.sandbox.control.giveLongToken(username)
  return {
    ...backend,
    ana: backend.as('ana').instagram,
    media,
    insightCalls: () =>
      backend.sandbox.control.requests.filter(({ path }) => /\/\d+\/insights$/.test(path)).map(({ path }) => path),
    /** What Instagram says when somebody else asks. */
    async truth(mediaId: string, metrics: string): Promise<Record<string, number>> {
      const url = `${backend.sandbox.graphBaseUrl}/v25.0/${mediaId}/insights?metric=${metrics}&access_token=${token}`
      const { data } = (await (await fetch(url)).json()) as { data: { name: string; values: { value: number }[] }[] }
      return Object.fromEntries(data.map(({ name, values }) => [name, values[0]?.value ?? -1]))
    },
  }
}

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
  const reel = items.find(({ type }) => type === 'reel')
  expect(reel?.figures).toMatchObject(await truth(reel?.id ?? '', 'ig_reels_avg_watch_time,reels_skip_rate'))
  expect(items.find(({ type }) => type === 'image')?.figures).not.toHaveProperty('reels_skip_rate')
})

test('a list of posts that begins with empty pages is read to its posts', async () => {
  const { as, authorize, sandbox, settled } = await startBackend({ dashboard: off })
  const first = Buffer.from('QVFIU::0').toString('base64url')
  const paging = { cursors: { before: first, after: first }, next: 'https://graph.instagram.com/elsewhere' }
  const emptyPage = { kind: 'status', status: 200, body: { data: [], paging } } as const
  sandbox.control.fault({ ...emptyPage, match: { path: '/me/media' }, times: 5 })
  await as('ana').instagram.connect.complete(await authorize('ana', 'loja.da.ana'))
  await settled('ana')

  expect((await as('ana').instagram.metrics.media({ limit: 30 })).items).toHaveLength(30)
})

test.each(['recent', 'views', 'engagement'] as const)('pages by %s give every post once', async (sort) => {
  const { media } = await connected()
  const seen: string[] = []
  for (let cursor: string | undefined; ;) {
    const page = await media({ sort, limit: 7, ...(cursor === undefined ? {} : { cursor }) })
    seen.push(...page.items.map(({ id }) => id))
    if (page.nextCursor === null) break
    cursor = page.nextCursor
  }
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.length).toBeGreaterThan(20)
  await expect(media({ cursor: 'x' })).rejects.toMatchObject({ cause: { code: 'VALIDATION', field: 'cursor' } })
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
  const backend = await startBackend({ dashboard: off })
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
  const { as, connect, dashboard, sandbox, settled } = await startBackend({ clock: held, dashboard: off })
  const users = new Map<string, string>()
  for (const username of ['loja.da.ana', 'criador.leo', 'cafe.pequeno', 'token.expira', 'numero.gigante']) {
    users.set((await connect(username, username)).account.id, username)
    await settled(username)
  }
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
  expect(after.map(({ readAt }) => readAt?.getTime())).toEqual(after.map(() => clock.now().getTime()))
  expect(others).toHaveLength(5)
  // What was read of it stays, and it is asked about again when its turn has come.
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

interface ListedPost extends Record<string, unknown> {
  id: string
  timestamp: string
}

const sorts = ['recent', 'views', 'reach', 'engagement', 'likes', 'comments', 'saves', 'shares'] as const
const listFields =
  'id,caption,media_type,media_product_type,media_url,thumbnail_url,permalink,timestamp,like_count,comments_count'

/** Ana, with what her lists of posts say in our hands; each sync is a day after the one before. */
async function withList(options: BackendOptions = {}) {
  const backend = await connected('loja.da.ana', options)
  const { ana, clock, media, sandbox } = backend
  const token = sandbox.control.giveLongToken('loja.da.ana')
  return {
    ...backend,
    /** The fifty newest as Instagram tells them, with where the next page begins. */
    async firstPage(): Promise<{ data: ListedPost[]; paging: { cursors: { after: string }; next: string } }> {
      const query = new URLSearchParams({ fields: listFields, limit: '50', access_token: token })
      const answer = await fetch(`${sandbox.graphBaseUrl}/v25.0/me/media?${query}`)
      return (await answer.json()) as Awaited<ReturnType<typeof this.firstPage>>
    },
    /** What Instagram answers next when it is asked for posts. */
    answer(body: unknown, times = Infinity) {
      sandbox.control.fault({ kind: 'status', status: 200, body, times, match: { path: '/me/media' } })
    },
    async nextDay() {
      clock.advance(day)
      return ana.sync.run({})
    },
    async idsBy(sort: (typeof sorts)[number]) {
      return new Set((await media({ sort, limit: 100 })).items.map(({ id }) => id))
    },
  }
}

test('a post that a whole list no longer has leaves every list and the best times, until it is there again', async () => {
  const { ana, answer, firstPage, idsBy, media, nextDay, sandbox } = await withList()
  const { data } = await firstPage()
  const shown = data.slice(0, 30)
  answer({ data: shown })
  await nextDay()
  expect(await idsBy('recent')).toEqual(new Set(shown.map(({ id }) => id)))
  const counted = (await ana.metrics.bestTimes({})).posts

  // The newest, one in the middle and the oldest.
  const deleted = [shown[0], shown[15], shown[29]].map((post) => post?.id ?? '')
  const old = (await media({ limit: 100 })).items.filter(
    ({ id, publishedAt, engagement }) =>
      deleted.includes(id) && engagement !== null && sandbox.control.now().getTime() - publishedAt.getTime() > 3 * day,
  )
  sandbox.control.clearFaults()
  answer({ data: shown.filter(({ id }) => !deleted.includes(id)) })
  await nextDay()
  for (const sort of sorts) {
    const ids = await idsBy(sort)
    expect(ids.size).toBe(27)
    for (const id of deleted) expect(ids.has(id)).toBe(false)
  }
  expect((await ana.metrics.bestTimes({})).posts).toBe(counted - old.length)

  sandbox.control.clearFaults()
  answer({ data: shown })
  await nextDay()
  expect(await idsBy('likes')).toEqual(new Set(shown.map(({ id }) => id)))
  expect((await media({ limit: 100 })).items.every(({ previewUrl }) => previewUrl !== null)).toBe(true)
})

test('of a list that is cut, only what is younger than its oldest can be missing', async () => {
  const { answer, firstPage, idsBy, nextDay } = await withList()
  const before = await idsBy('recent')
  expect(before.size).toBe(100)
  const { data, paging } = await firstPage()
  const deleted = data[7]?.id ?? ''
  answer({ data: data.filter(({ id }) => id !== deleted), paging }, 1)
  await nextDay()

  const after = await idsBy('recent')
  expect([...before].filter((id) => !after.has(id))).toEqual([deleted])
})

test.each([
  ['an empty list that the profile contradicts', { data: [] }],
  ['an entry that names no media', { data: [{ timestamp: '2026-11-16T10:00:00+0000' }] }],
  ['no list at all', { data: 'none' }],
  ['an error', { error: { message: 'x', code: 100 } }],
  ['an empty page that says it is not the last', { data: [], paging: { next: 'https://graph.instagram.com/x' } }],
])('nothing is gone after %s', async (_what, body) => {
  const { answer, idsBy, nextDay } = await withList()
  const before = await idsBy('recent')
  answer(body)
  await nextDay()
  expect(await idsBy('recent')).toEqual(before)
})

test('an empty list is believed when the profile has no posts either', async () => {
  const { answer, idsBy, nextDay, sandbox } = await withList()
  answer({ data: [] })
  sandbox.control.fault({
    kind: 'status',
    status: 200,
    body: { user_id: '17841477965412212', id: '38281000000004703', username: 'loja.da.ana', media_count: 0 },
    times: Infinity,
    match: { path: /\/me$/ },
  })
  await nextDay()
  expect(await idsBy('recent')).toEqual(new Set())
})

test('what was read before a page failed is kept, and what is older than that is not gone', async () => {
  const { answer, firstPage, idsBy, media, nextDay, sandbox } = await withList()
  const { data, paging } = await firstPage()
  answer({ data }, 1)
  await nextDay()
  const before = await idsBy('recent')
  expect(before.size).toBe(50)

  const [changed, deleted, ...others] = data
  const caption = `new ${changed?.id}`
  answer({ data: [{ ...changed, caption }, ...others.slice(0, 20)], paging }, 1)
  sandbox.control.fault({ kind: 'status', status: 503, times: Infinity, match: { path: '/me/media' } })
  expect(await nextDay()).toMatchObject({ status: 'partial', error: { code: 'INSTAGRAM_UNAVAILABLE' } })
  before.delete(deleted?.id ?? '')
  expect(await idsBy('recent')).toEqual(before)
  expect((await media({ limit: 1 })).items[0]).toMatchObject({ id: changed?.id, caption })
})

test('a post whose figures Instagram does not find is gone, until the list has it again', async () => {
  const { idsBy, media, nextDay, sandbox } = await withList()
  const gone = (await media({ limit: 1 })).items[0]?.id ?? ''
  const match = { path: `/${gone}/insights` }
  sandbox.control.fault({ kind: 'graph_error', code: 24, subcode: 2_207_006, status: 400, times: Infinity, match })
  expect(await nextDay()).toMatchObject({ status: 'succeeded' })
  expect((await idsBy('recent')).has(gone)).toBe(false)

  sandbox.control.clearFaults()
  await nextDay()
  expect((await idsBy('recent')).has(gone)).toBe(true)
})

test('the likes and comments of the list count before figures of an earlier reading, also while they are hidden', async () => {
  const { answer, clock, firstPage, media, nextDay } = await withList()
  const { data } = await firstPage()
  const isOld = ({ publishedAt }: { publishedAt: Date }) => clock.now().getTime() - publishedAt.getTime() > 35 * day
  // Its next turn is in a week.
  const old = (await media({ limit: 100 })).items.find((item) => isOld(item) && item.readAt !== null && item.likes)
  const now = async () => (await media({ limit: 100 })).items.find(({ id }) => id === old?.id)
  const answerWith = (changes: Record<string, unknown>) => {
    answer({ data: data.map((post) => (post.id === old?.id ? { ...post, ...changes } : post)) }, 1)
  }
  answerWith({ like_count: 99_999, comments_count: 77 })
  await nextDay()
  const { views, readAt } = old ?? {}
  const newest = { likes: 99_999, comments: 77 }
  expect(await now()).toMatchObject({ ...newest, views, readAt, figures: newest })

  answerWith({ like_count: undefined, comments_count: -1 })
  await nextDay()
  expect(await now()).toMatchObject({ ...newest, views, readAt, figures: newest })
})

test.each(Object.keys({ caption: 0, media_type: 0, media_product_type: 0, permalink: 0, timestamp: 0, like_count: 0 }))(
  'a list without %s takes nothing away that is known',
  async (field) => {
    const { answer, firstPage, media, nextDay } = await withList()
    const { data } = await firstPage()
    answer({ data }, 1)
    await nextDay()
    const told = (item: Awaited<ReturnType<typeof media>>['items'][number]) => {
      const { id, type, caption, permalink, publishedAt } = item
      return { id, type, caption, permalink, publishedAt }
    }
    const before = (await media({ limit: 100 })).items
    expect(before).toHaveLength(50)

    answer({ data: data.map((post) => Object.fromEntries(Object.entries(post).filter(([name]) => name !== field))) }, 1)
    expect(await nextDay()).toMatchObject({ status: 'succeeded', error: null })
    const after = (await media({ limit: 100 })).items
    expect(after.map(told)).toEqual(before.map(told))
    expect(after.every(({ likes }, index) => likes !== null || before[index]?.likes === null)).toBe(true)
  },
)

const views = { name: 'views', period: 'lifetime' }
test.each([
  ['no entry', { data: [] }],
  ['a value of null', { data: [{ ...views, values: [{ value: null }] }] }],
  ['no value', { data: [{ ...views, values: [{}] }] }],
  ['no values', { data: [{ ...views, values: [] }] }],
  ['a negative value', { data: [{ ...views, values: [{ value: -1 }] }] }],
])('a post without figures has a reason, and is asked about again: %s', async (_what, body) => {
  const { as, authorize, clock, sandbox, settled } = await startBackend({ dashboard: off })
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

const answersOfAnEdge = [
  ...[-1, 1, 2, 9, 10, 24, 25, 100, 190, 200, 341_000, 368, 36_104].map(
    (code) => ({ kind: 'graph_error', code }) as const,
  ),
  { kind: 'html_502' } as const,
  { kind: 'truncated_json' } as const,
  { kind: 'error_in_200', code: 2 } as const,
]

test('whatever Instagram says about the stories, the posts are read', async () => {
  const { clock, media, nextDay, sandbox } = await withList()
  for (const fault of answersOfAnEdge) {
    sandbox.control.fault({ ...fault, times: Infinity, match: { path: '/me/stories' } })
    const run = await nextDay()
    expect(['succeeded', 'partial']).toContain(run.status)
    for (const { readAt } of (await media({ limit: 5 })).items)
      expect(readAt, JSON.stringify(fault)).toEqual(clock.now())
    sandbox.control.clearFaults()
  }
})

test('what Instagram refuses about the posts is in the log, by code and edge, though the run is a full one', async () => {
  const { logLines, nextDay, sandbox } = await withList()
  const refusal = { kind: 'graph_error', code: -1, subcode: 2_207_086, status: 400 } as const
  sandbox.control.fault({ ...refusal, times: Infinity, match: { path: '/me/media' } })
  expect(await nextDay()).toMatchObject({ status: 'succeeded', error: null })
  const told = logLines.map((line) => JSON.parse(line) as unknown)
  expect(told).toContainEqual(
    expect.objectContaining({
      event: 'sync.media_refused',
      instagramCode: -1,
      instagramSubcode: 2_207_086,
      endpoint: 'GET me/media',
    }),
  )
})

test('whatever Instagram says about the posts, the stories have their figures', async () => {
  const { clock, media, nextDay, sandbox } = await withList({ sandbox: { storiesPerDay: 3 } })
  const posts = (await media({ limit: 100 })).items.map(({ id }) => id)
  for (const fault of answersOfAnEdge) {
    sandbox.control.fault({ ...fault, times: Infinity, match: { path: '/me/media' } })
    await nextDay()
    const { items } = await media({ productType: 'story', limit: 1 })
    expect(items[0]?.readAt, JSON.stringify(fault)).toEqual(clock.now())
    sandbox.control.clearFaults()
  }
  expect((await media({ limit: 100 })).items.map(({ id }) => id)).toEqual(posts)
})

test('where the figures of the stories are refused, those of the posts are read', async () => {
  const { clock, media, nextDay, sandbox } = await withList({ sandbox: { storiesPerDay: 6 } })
  clock.advance(day)
  for (const code of [2, 10, 25, 200]) {
    const url = `${sandbox.graphBaseUrl}/v25.0/me/stories?limit=50&access_token=${sandbox.control.giveLongToken('loja.da.ana')}`
    clock.advance(day)
    const { data } = (await (await fetch(url)).json()) as { data: { id: string }[] }
    clock.advance(-day)
    const path = new RegExp(`/(${data.map(({ id }) => id).join('|')})/insights$`)
    sandbox.control.fault({ kind: 'graph_error', code, times: Infinity, match: { path } })
    await nextDay()
    for (const { readAt } of (await media({ limit: 5 })).items) expect(readAt, String(code)).toEqual(clock.now())
    sandbox.control.clearFaults()
  }
})

test.each([17, 80_002])('a limit on the stories (%s) is no reason to ask for the posts', async (code) => {
  const { nextDay, sandbox } = await withList()
  sandbox.control.fault({ kind: 'graph_error', code, times: Infinity, match: { path: '/me/stories' } })
  sandbox.control.clearRequests()
  await nextDay()
  expect(sandbox.control.requests.filter(({ path }) => path.endsWith('/me/media'))).toEqual([])
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

test('what a person deletes at Instagram is gone the next day', async () => {
  const { idsBy, media, nextDay, sandbox } = await withList()
  const shown = (await media({ limit: 20 })).items
  const deleted = [shown[0], shown[3], shown[19]].map((item) => item?.id ?? '')
  for (const id of deleted) sandbox.control.deletePost('loja.da.ana', id)
  await nextDay()
  const ids = await idsBy('recent')
  expect(shown.filter(({ id }) => !ids.has(id)).map(({ id }) => id)).toEqual(deleted)
})
