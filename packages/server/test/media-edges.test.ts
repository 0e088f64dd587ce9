import { expect, test } from 'vitest'
import { withList } from './connected-media.ts'

const day = 24 * 3_600_000

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
