import { beforeEach, describe, expect, it } from 'vitest'
import { get as getAs, restart, sandbox, useSandbox } from '../../test/sandbox-fixture.ts'

useSandbox()

const fields =
  'id,caption,media_type,media_product_type,media_url,thumbnail_url,permalink,timestamp,like_count,comments_count,children{media_url},owner{id}'

interface Item {
  id: string
  name: string
  period: string
  media_type: string
  media_product_type: string
  media_url?: string
  like_count?: number
  timestamp: string
  children?: { data: unknown[] }
  values: { value: number }[]
  total_value: { value: number; breakdowns: { results: { dimension_values: string[] }[] }[] }
}
interface Answer {
  data: Item[]
  media_count: number
  paging: { next?: string; cursors: { before: string; after: string } }
  error: { code: number; error_subcode?: number; message: string }
}

let token: string
beforeEach(() => {
  token = sandbox.control.giveLongToken('criador.leo')
})

const get = (path: string, query: Record<string, string> = {}, as = token) =>
  getAs<Answer>(`/v25.0${path}`, { ...query, access_token: as })

async function pagesOf(path: string, query: Record<string, string> = {}): Promise<Answer[]> {
  const found: Answer[] = []
  for (let after: string | undefined = ''; after !== undefined;) {
    const { body } = await get(path, { ...query, ...(after !== '' && { after }) })
    found.push(body)
    after = body.paging.next === undefined ? undefined : body.paging.cursors.after
  }
  return found
}

const pages = (limit: number) => pagesOf('/me/media', { fields, limit: String(limit) })
const everyMedia = async (): Promise<Item[]> => (await pages(100)).flatMap(({ data }) => data)
const insights = (id: string, metric: string, breakdown?: string, as = token) =>
  get(`/${id}/insights`, { metric, ...(breakdown !== undefined && { breakdown }) }, as)

describe('media list', () => {
  it('has short and empty pages with a next, and a last page with cursors only', async () => {
    const found = await pages(50)
    const sizes = found.map(({ data }) => data.length)
    expect(sizes.slice(0, 4)).toEqual([50, 25, 0, 50])
    expect(new URL(found[2]?.paging.next ?? '').searchParams.get('access_token')).toBe(token)
    expect(Object.keys(found.at(-1)?.paging ?? {})).toEqual(['cursors'])
    expect(found.at(-1)?.paging.cursors.after).toBeTypeOf('string')
  })

  it('gives every media once, newest first, whatever the limit', async () => {
    const ids = (await pages(7)).flatMap(({ data }) => data.map(({ id }) => id))
    const media = await everyMedia()
    expect(ids).toEqual(media.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toHaveLength((await get('/me', { fields: 'media_count' })).body.media_count)
    const times = media.map(({ timestamp }) => timestamp)
    expect(times).toEqual([...times].sort().reverse())
  })

  it('calls reels videos, hides some like counts and lacks some addresses', async () => {
    const media = await everyMedia()
    const reels = media.filter(({ media_product_type }) => media_product_type === 'REELS')
    expect(new Set(reels.map(({ media_type }) => media_type))).toEqual(new Set(['VIDEO']))
    expect(reels.some(({ media_url }) => media_url === undefined)).toBe(true)
    expect(media.some(({ like_count }) => like_count === undefined)).toBe(true)
    expect(media.some(({ children }) => (children?.data.length ?? 0) > 1)).toBe(true)
    expect(media[0]?.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/)
  })

  it('asks to reduce the amount of data above 100', async () => {
    const { status, body } = await get('/me/media', { limit: '101' })
    expect(status).toBe(500)
    expect(body.error.code).toBe(1)
  })

  it('grows with the clock', async () => {
    const before = (await everyMedia()).length
    sandbox.control.advance(30 * 86_400_000)
    expect((await everyMedia()).length).toBeGreaterThan(before)
  })
})

describe('media insights', () => {
  const find = async (product: string) => {
    const found = (await everyMedia()).find(({ media_product_type }) => media_product_type === product)
    return found?.id ?? 'none'
  }

  it('are lifetime values in values[0]', async () => {
    const { body } = await insights(await find('FEED'), 'views,reach,likes,saved,follows')
    expect(body.data.map(({ name }) => name)).toEqual(['views', 'reach', 'likes', 'saved', 'follows'])
    expect(body.data[0]).toMatchObject({ period: 'lifetime', values: [{ value: expect.any(Number) }] })
  })

  it('fail as a whole for a metric of another product', async () => {
    const { status, body } = await insights(await find('REELS'), 'views,follows')
    expect(status).toBe(400)
    expect(body.error.message).toBe(
      '(#100) The Media Insights API does not support the follows metric for this media product type',
    )
    expect((await insights(await find('REELS'), 'ig_reels_avg_watch_time,reels_skip_rate')).status).toBe(200)
    expect((await insights(await find('FEED'), 'ig_reels_avg_watch_time')).status).toBe(400)
  })

  it('refuse dead and misspelt metrics', async () => {
    const id = await find('FEED')
    expect((await insights(id, 'impressions')).body.error.message).toContain('Starting from version v22.0')
    expect((await insights(id, 'reach,plays')).body.error.message).toContain('metric[1] must be one of')
    expect((await insights(id, 'saves')).body.error.message).toContain('metric[0] must be one of')
  })

  it('have breakdowns in lower case beside the value, and refuse the others', async () => {
    const id = await find('FEED')
    const { body } = await insights(id, 'profile_activity', 'action_type')
    expect(body.data[0]?.total_value.value).toBe(body.data[0]?.values[0]?.value)
    expect(body.data[0]?.total_value.breakdowns[0]?.results[0]?.dimension_values).toEqual(['bio_link_clicked'])
    const refused = await insights(id, 'reach', 'follow_type')
    expect(refused.body.error.message).toBe('Incompatible breakdowns (follow_type) for metric (reach)')
  })

  it('do not exist from before the account became professional', async () => {
    const id = (await everyMedia()).at(-1)?.id ?? 'none'
    expect((await insights(id, 'reach')).body.error).toMatchObject({ code: 100, error_subcode: 2_108_006 })
  })

  it('are nobody else’s', async () => {
    const { body } = await insights(
      await find('FEED'),
      'reach',
      undefined,
      sandbox.control.giveLongToken('loja.da.ana'),
    )
    expect(body.error).toMatchObject({ code: 100, error_subcode: 33 })
  })
})

describe('stories', () => {
  it('are on their own edge for 24 hours, and some have too few viewers', async () => {
    const codes = new Set<number>()
    for (let day = 0; day < 12; day += 1) {
      const { body } = await get('/me/stories', { fields: 'media_product_type,timestamp' })
      for (const { id, media_product_type, timestamp } of body.data) {
        expect(media_product_type).toBe('STORY')
        expect(sandbox.control.now().getTime() - Date.parse(timestamp)).toBeLessThan(86_400_000)
        const answer = await insights(id, 'views,replies,navigation')
        codes.add(answer.status === 200 ? 200 : answer.body.error.code)
      }
      sandbox.control.advance(86_400_000)
    }
    expect(codes).toEqual(new Set([200, 10]))
  })

  it('come twenty-five at a time, with the pages of every list', async () => {
    await restart({ storiesPerDay: 80 })
    token = sandbox.control.giveLongToken('criador.leo')
    const everyStory = (await get('/me/stories', { limit: '100' })).body.data
    const found = await pagesOf('/me/stories')
    expect(found.slice(0, 4).map(({ data }) => data.length)).toEqual([25, 12, 0, 25])
    expect(found.flatMap(({ data }) => data)).toEqual(everyStory)
    expect(found.at(-1)?.paging.cursors.after).toBeTypeOf('string')
  })
})
