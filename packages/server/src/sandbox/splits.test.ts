import { beforeEach, describe, expect, it } from 'vitest'
import { ana, get, hour, post, sandbox, start, useSandbox } from '../../test/sandbox-fixture.ts'
import { addDays, endOfDay, startOfDay, type Day } from './days.ts'
import type { Split } from './index.ts'

useSandbox()

interface Metric {
  name: string
  total_value?: {
    value?: number
    breakdowns: { dimension_keys: string[]; results?: { dimension_values: string[]; value: number }[] }[]
  }
}
interface Answer {
  data: Metric[]
  error: { code: number; message: string }
}

const settled = '2026-11-02'
const additive = ['views', 'total_interactions', 'likes', 'comments', 'saves', 'shares'] as const
const product = 'media_product_type'

let tokens: Map<string, string>
beforeEach(() => {
  tokens = new Map()
})

function ask(username: string, metric: string, by: string, [from, to = from]: readonly [Day, Day?] = [settled]) {
  const access_token = tokens.get(username) ?? sandbox.control.giveLongToken(username)
  tokens.set(username, access_token)
  return get<Answer>('/v25.0/me/insights', {
    metric,
    period: 'day',
    metric_type: 'total_value',
    breakdown: by,
    since: String(startOfDay(from).getTime() / 1000),
    until: String(endOfDay(to).getTime() / 1000 - 1),
    access_token,
  })
}

async function splitsOf(...question: Parameters<typeof ask>): Promise<Record<string, Split>> {
  const { body } = await ask(...question)
  return Object.fromEntries(
    body.data.map(({ name, total_value: total }) => [
      name,
      Object.fromEntries((total?.breakdowns[0]?.results ?? []).map((row) => [row.dimension_values[0], row.value])),
    ]),
  )
}

const sum = (split: unknown) => Object.values(split ?? {}).reduce((total: number, value) => total + Number(value), 0)
const daysBefore = (count: number) => Array.from({ length: count }, (_, back) => addDays('2026-11-16', -back))
const truth = (username: string, day: Day) => sandbox.control.truth(username, day)
const splitTruth = (username: string, metric: string, by: string, day: Day) =>
  sandbox.control.splitTruth(username, { metric, by, day })

describe('by content type', () => {
  it('add up to the number of the day, on every day, of everybody; people who saw two types are in both', () => {
    for (const { username } of sandbox.people)
      for (const day of daysBefore(60)) {
        const numbers = truth(username, day)
        for (const metric of additive)
          expect(sum(splitTruth(username, metric, product, day)), `${username} ${metric} ${day}`).toBe(numbers[metric])
        const reach = splitTruth(username, 'reach', product, day) ?? {}
        expect(sum(reach)).toBeGreaterThanOrEqual(numbers.reach ?? 0)
        for (const part of Object.values(reach)) expect(part).toBeLessThanOrEqual(numbers.reach ?? 0)
      }
  })

  it('are served as they are, several metrics at a time, without categories of 0', async () => {
    const served = await splitsOf(ana, 'reach,views,saves', product)
    expect(Object.keys(served)).toEqual(['reach', 'views', 'saves'])
    for (const [metric, split] of Object.entries(served)) {
      expect(split).toEqual(splitTruth(ana, metric, product, settled))
      expect(Object.values(split)).not.toContain(0)
    }
    expect(served['saves']).not.toHaveProperty('STORY')
  })

  it('interactions of a type are its likes, comments, saves, shares, replies and reposts', async () => {
    const served = await splitsOf(ana, additive.join(), product)
    const { total_interactions: all = {}, likes = {}, comments = {}, saves = {}, shares = {} } = served
    for (const type of ['POST', 'REEL', 'CAROUSEL_CONTAINER'])
      expect(all[type] ?? 0).toBeGreaterThanOrEqual(
        (likes[type] ?? 0) + (comments[type] ?? 0) + (saves[type] ?? 0) + (shares[type] ?? 0),
      )
  })

  it('a viral day is a day of its reel', () => {
    const day = '2026-10-21'
    expect(truth('altos.e.baixos', day).reach).toBeGreaterThan(3 * (truth('altos.e.baixos', '2026-10-14').reach ?? 0))
    const reel = sandbox.control
      .posts('altos.e.baixos')
      .find((one) => one.publishedAt > startOfDay(day) && one.publishedAt < endOfDay(day))
    expect(reel?.kind).toBe('REEL')
    const { REEL = 0, ...others } = splitTruth('altos.e.baixos', 'views', product, day) as Record<string, number>
    expect(REEL).toBeGreaterThan(3 * sum(others))
  })

  it('ads are in the numbers of their days and nowhere else', () => {
    const withAds = daysBefore(42).filter((day) =>
      JSON.stringify(splitTruth('loja.anuncia', 'views', product, day)).includes('"AD"'),
    )
    expect(withAds).toHaveLength(10)
    for (const day of daysBefore(42)) expect(splitTruth(ana, 'views', product, day)).not.toHaveProperty('AD')
  })

  it('have older names, which count carousels with the other posts', async () => {
    const present = splitTruth(ana, 'views', product, settled)
    sandbox.control.setContentTypeNames('older')
    const { views = {} } = await splitsOf(ana, 'views', product)
    expect(Object.keys(views).sort()).toEqual(
      [
        ...new Set(
          Object.keys(present ?? {}).map(
            (name) => ({ POST: 'FEED', CAROUSEL_CONTAINER: 'FEED', REEL: 'REELS' })[name] ?? name,
          ),
        ),
      ].sort(),
    )
    expect(sum(views)).toBe(sum(present))
  })
})

describe('by followers', () => {
  it('add up to the number of the day, reach as well', () => {
    const seen = new Set<string>()
    for (const day of daysBefore(60))
      for (const metric of ['views', 'reach'] as const) {
        const split = splitTruth(ana, metric, 'follow_type', day)
        for (const name of Object.keys(split ?? {})) seen.add(name)
        expect(sum(split)).toBe(truth(ana, day)[metric])
      }
    expect(seen).toEqual(new Set(['FOLLOWER', 'NON_FOLLOWER', 'UNKNOWN']))
  })

  it('are empty beyond a year', async () => {
    const { body } = await ask(ana, 'views', 'follow_type', ['2025-11-15'])
    expect(body.data[0]?.total_value?.value).toBeTypeOf('number')
    expect(body.data[0]?.total_value?.breakdowns).toEqual([{ dimension_keys: ['follow_type'] }])
    expect((await splitsOf(ana, 'views', 'follow_type', ['2025-11-16']))['views']).not.toEqual({})
  })
})

it('taps on the links of a profile are split by button', async () => {
  const served = await splitsOf(ana, 'profile_links_taps', 'contact_button_type')
  expect(sum(served['profile_links_taps'])).toBe(truth(ana, settled).profile_links_taps)
})

describe('of several days', () => {
  it('add up, but for people: they are fewer than the sum of the days', async () => {
    const days = [0, 1, 2].map((later) => addDays(settled, later))
    const last = addDays(settled, 2)
    const { views, reach } = await splitsOf(ana, 'views,reach', product, [settled, last])
    expect(sum(views)).toBe(days.reduce((total, day) => total + (truth(ana, day).views ?? 0), 0))
    expect(sum(reach)).toBeLessThan(days.reduce((total, day) => total + sum(splitTruth(ana, 'reach', product, day)), 0))
    const { body } = await ask(ana, 'reach', 'follow_type', [settled, last])
    const total = body.data[0]?.total_value
    expect((total?.breakdowns[0]?.results ?? []).reduce((all, { value }) => all + value, 0)).toBe(total?.value)
  })
})

describe('that cannot be had', () => {
  it.each(['accounts_engaged', 'replies', 'reposts', 'profile_views'])(
    '%s refuses the call, whatever is beside it',
    async (metric) => {
      for (const by of [product, 'follow_type']) {
        const { status, body } = await ask(ana, `views,${metric}`, by)
        expect([status, body.error.code, body.error.message]).toEqual([500, 1, 'An unknown error has occurred.'])
      }
    },
  )

  it('likes know no followers, and follower_type is only printed', async () => {
    expect((await ask(ana, 'likes', 'follow_type')).body.error.code).toBe(1)
    expect((await ask(ana, 'views', 'follower_type')).body.error.code).toBe(100)
  })

  it('a day that is late is missing in its splits, and corrected with its total', async () => {
    sandbox.control.setLateHours(48)
    expect((await ask(ana, 'views', product, ['2026-11-15'])).body.data).toEqual([])
    expect(splitTruth(ana, 'views', product, '2026-11-15')).toBeNull()
    sandbox.control.setLateHours(0)
    const early = splitTruth(ana, 'views', product, '2026-11-15')
    expect(sum(early)).toBe(truth(ana, '2026-11-15').views)
    sandbox.control.advance(96 * hour)
    const final = splitTruth(ana, 'views', product, '2026-11-15')
    expect(sum(final)).toBeGreaterThan(sum(early))
    expect(final).toEqual(sandbox.control.finalSplitTruth(ana, { metric: 'views', by: product, day: '2026-11-15' }))
  })
})

describe('a test', () => {
  const question = { metric: 'views', by: product, day: settled }

  it('puts another split in the place of one, an empty one, none, or nonsense', async () => {
    sandbox.control.setSplit(ana, question, { REEL: 5, UNHEARD_OF: 2 })
    expect(await splitsOf(ana, 'views,likes', product)).toEqual({
      views: { REEL: 5, UNHEARD_OF: 2 },
      likes: splitTruth(ana, 'likes', product, settled),
    })
    sandbox.control.setSplit(ana, question, 'empty')
    expect((await ask(ana, 'views', product)).body.data[0]?.total_value?.breakdowns).toEqual([
      { dimension_keys: [product] },
    ])
    sandbox.control.setSplit(ana, question, 'omitted')
    expect(Object.keys(await splitsOf(ana, 'views,likes', product))).toEqual(['likes'])
    sandbox.control.setSplit(ana, question, { results: 'soon' })
    expect((await ask(ana, 'views', product)).body.data[0]?.total_value?.breakdowns[0]?.results).toBe('soon')
    sandbox.control.setSplit(ana, question, null)
    expect(sum((await splitsOf(ana, 'views', product))['views'])).toBe(truth(ana, settled).views)
  })

  it('leaves the whole number out beside its parts, as some real answers did', async () => {
    expect((await post('total-beside-split', { isSaid: false })).status).toBe(200)
    const [views] = (await ask(ana, 'views', product)).body.data
    expect(Object.keys(views?.total_value ?? {})).toEqual(['breakdowns'])
    expect(sum((await splitsOf(ana, 'views', product))['views'])).toBe(truth(ana, settled).views)
  })

  it('refuses one breakdown and lets the others be', async () => {
    sandbox.control.fault({
      kind: 'graph_error',
      code: 1,
      times: Infinity,
      match: { breakdown: 'follow_type', metric: 'views' },
    })
    expect((await ask(ana, 'views,reach', 'follow_type')).status).toBe(400)
    expect((await ask(ana, 'reach', 'follow_type')).status).toBe(200)
    expect((await ask(ana, 'views', product)).status).toBe(200)
  })

  it('tells beforehand what Instagram will correct: a number with its splits, or a split alone', () => {
    const later = new Date(start.getTime() + hour)
    const { followers } = truth(ana, '2026-11-10')
    sandbox.control.correctLater(ana, { metric: 'views', day: settled }, later, 1000)
    sandbox.control.correctLater(ana, { metric: 'gained', day: settled }, later, 7)
    sandbox.control.correctLater(ana, { metric: 'reach', by: 'follow_type', day: settled }, later, { FOLLOWER: 3 })
    expect(truth(ana, settled).views).toBeGreaterThan(1000)
    expect(sandbox.control.finalTruth(ana, settled).views).toBe(1000)
    sandbox.control.advance(hour)
    expect(truth(ana, settled)).toMatchObject({ views: 1000, gained: 7 })
    expect(sum(splitTruth(ana, 'views', product, settled))).toBe(1000)
    expect(splitTruth(ana, 'reach', 'follow_type', settled)).toEqual({ FOLLOWER: 3 })
    expect(truth(ana, '2026-11-10').followers).toBe(followers)
    sandbox.control.reset()
    expect(truth(ana, settled).views).toBeGreaterThan(1000)
  })

  it('does all of it over HTTP as well', async () => {
    const on = { username: ana, metric: 'views', by: product, day: settled }
    expect((await post('split', { ...on, given: { REEL: 5 } })).status).toBe(200)
    const path = `/_sandbox/split-truth/${ana}/${settled}/views/${product}`
    expect((await get(path)).body).toEqual({ split: { REEL: 5 } })
    await post('split', { ...on, given: null })
    await post('correct', { ...on, from: start.toISOString(), value: { POST: 1 } })
    expect((await get(path)).body).toEqual({ split: { POST: 1 } })
    expect((await post('content-type-names', { names: 'older' })).status).toBe(200)
    expect((await post('split', { ...on, given: 'odd' })).status).toBe(400)
  })
})
