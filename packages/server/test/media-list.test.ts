import { expect, test } from 'vitest'
import { sorts, withList } from './connected-media.ts'

const day = 24 * 3_600_000

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

test('what a person deletes at Instagram is gone the next day', async () => {
  const { idsBy, media, nextDay, sandbox } = await withList()
  const shown = (await media({ limit: 20 })).items
  const deleted = [shown[0], shown[3], shown[19]].map((item) => item?.id ?? '')
  for (const id of deleted) sandbox.control.deletePost('loja.da.ana', id)
  await nextDay()
  const ids = await idsBy('recent')
  expect(shown.filter(({ id }) => !ids.has(id)).map(({ id }) => id)).toEqual(deleted)
})
