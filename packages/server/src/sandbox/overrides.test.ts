import { beforeEach, describe, expect, it } from 'vitest'
import {
  ana,
  authorizeUrl,
  exchange,
  get as getAs,
  post,
  redirectUri,
  sandbox,
  useSandbox,
} from '../../test/sandbox-fixture.ts'
import { SANDBOX_APP_SECRET, type AppState } from './index.ts'

useSandbox()

interface Answer {
  data: { id: string; like_count?: number; values: unknown[]; total_value: { breakdowns: { results: unknown[] }[] } }[]
  access_token: string
  expires_in: number
  user_id: string
  followers_count: number | null
  media_count: number
  error: { code: number; error_subcode?: number; message: string }
}

let token: string
beforeEach(() => {
  token = sandbox.control.giveLongToken(ana)
})

const get = (path: string, query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  getAs<Answer>(path, { access_token: token, ...query }, headers)

const day = { since: '1794297600', until: '1794383999' } // 2026-11-10
const daily = { period: 'day', ...day }
const accountInsights = (metric: string, more: Record<string, string> = {}) =>
  get('/v25.0/me/insights', { metric, ...daily, ...more })
const total = { metric_type: 'total_value' }

describe('faults', () => {
  it('hit the calls that ask for a metric', async () => {
    sandbox.control.fault({ kind: 'graph_error', code: -1, match: { metric: 'saves' } })
    expect((await accountInsights('views,likes', total)).status).toBe(200)
    expect((await accountInsights('views,saves', total)).body.error.code).toBe(-1)
  })

  it('hit the calls that ask for a field', async () => {
    sandbox.control.fault({ kind: 'graph_error', code: 100, times: Infinity, match: { field: 'children' } })
    expect((await get('/v25.0/me/media', { fields: 'id,children_count' })).body.error.message).toContain('nonexisting')
    expect((await get('/v25.0/me/media', { fields: 'id,children{id,media_type}' })).body.error.message).toContain(
      'Simulated',
    )
    expect((await get('/v25.0/me/media', { fields: 'id,caption' })).status).toBe(200)
  })
})

describe('the app itself', () => {
  it.each<[AppState, number, string]>([
    ['blocked', 200, 'API access blocked.'],
    ['deactivated', 200, 'API access deactivated. To reactivate, go to the app dashboard.'],
    ['no_advanced_access', 200, 'does not have Advanced Access to'],
    ['unknown_app', 190, 'Error validating application.'],
    [{ code: 101, message: 'Something new' }, 101, 'Something new'],
  ])('refused as %o answers every call of everybody until it is ok again', async (app, code, message) => {
    sandbox.control.setApp(app)
    const calls = [
      get('/v25.0/me'),
      get('/v25.0/me/media'),
      accountInsights('reach'),
      get('/refresh_access_token', { grant_type: 'ig_refresh_token' }),
      get('/access_token', { grant_type: 'ig_exchange_token', client_secret: SANDBOX_APP_SECRET }),
    ]
    for (const { status, body } of await Promise.all(calls)) {
      expect(status).toBe(400)
      expect(body.error).toMatchObject({ code, message: expect.stringContaining(message) })
    }
    const approved = sandbox.control.approve(ana, { redirectUri })
    expect(JSON.parse((await exchange(approved)).text)).toMatchObject({
      error_message: expect.stringContaining(message),
    })
    sandbox.control.setApp('ok')
    expect((await exchange(approved)).status).toBe(200)
    expect((await get('/v25.0/me')).status).toBe(200)
  })

  it('may be refused inside HTTP 200', async () => {
    sandbox.control.setApp({ code: 200, message: 'API access blocked.', status: 200 })
    const { status, body } = await get('/v25.0/me')
    expect([status, body.error.code]).toEqual([200, 200])
  })
})

describe('the protocol', () => {
  it.each(['pretty', 'debug', 'date_format', 'ids', 'method', 'callback', 'batch', 'async'])(
    'has no parameter %s any more',
    async (name) => {
      for (const path of ['/v22.0/me', '/v27.0/me/media', '/refresh_access_token'])
        expect((await get(path, { [name]: '1' })).body.error).toMatchObject({
          code: 100,
          message: `(#100) The parameter ${name} is no longer supported`,
        })
    },
  )

  it('has no aliases of fields, no ETags, no other method in a header and no ids at the root', async () => {
    const refused = [
      get('/v25.0/me', { fields: 'username.as(name)' }),
      get('/v25.0/me', {}, { 'if-none-match': '"x"' }),
      get('/v25.0/me', {}, { 'x-http-method-override': 'DELETE' }),
      get('/', { id: '17841477965412212' }),
      get('/v25.0', { id: '17841477965412212' }),
    ]
    for (const { status, body } of await Promise.all(refused)) expect([status, body.error.code]).toEqual([400, 100])
  })

  it('serves an expired version by the oldest that lives, and unversioned calls by the newest', async () => {
    const served = async (path: string) => (await get(path)).headers.get('facebook-api-version')
    expect(await served('/me')).toBe('v27.0')
    expect(await served('/v26.0/me')).toBe('v26.0')
    expect(await served('/v19.0/me')).toBe('v21.0')
    expect((await get('/v99.0/me')).body.error.code).toBe(2500)
    sandbox.control.setNow(new Date('2027-01-21T00:00:00Z'))
    token = sandbox.control.giveLongToken(ana)
    expect(await served('/v21.0/me')).toBe('v22.0')
  })
})

describe('replaced values', () => {
  it('stand in one row of a series or breakdown', async () => {
    sandbox.control.setRow(ana, 'reach', '2026-11-10', { end_time: 'soon', value: 'many' })
    const series = await accountInsights('reach', { until: '1794470399' })
    expect(series.body.data[0]?.values).toEqual([
      { end_time: 'soon', value: 'many' },
      { end_time: '2026-11-11T08:00:00+0000', value: sandbox.control.truth(ana, '2026-11-11').reach },
    ])
    sandbox.control.setRow(ana, 'follows_and_unfollows', '2026-11-10', null)
    const { body } = await accountInsights('follows_and_unfollows', { ...total, breakdown: 'follow_type' })
    expect(body.data[0]?.total_value.breakdowns[0]?.results).toHaveLength(3)
    expect(body.data[0]?.total_value.breakdowns[0]?.results[0]).toBeNull()
  })

  it('may be negative', async () => {
    sandbox.control.setMetric(ana, 'views', '2026-11-10', -3)
    const { body } = await accountInsights('views', total)
    expect(body.data[0]?.total_value).toEqual({ value: -3 })
  })

  it('are in fields of the profile, or the field is not there', async () => {
    const ask = async () => (await get('/v25.0/me', { fields: 'user_id,username,followers_count' })).body
    sandbox.control.setField(ana, 'followers_count', null)
    sandbox.control.setField(ana, 'username', '')
    expect(await ask()).toMatchObject({ followers_count: null, username: '' })
    sandbox.control.setField(ana, 'followers_count', undefined)
    expect(await ask()).not.toHaveProperty('followers_count')
    sandbox.control.reset()
    expect((await ask()).followers_count).toBeGreaterThan(10_000)
  })

  it('may be those of somebody else', async () => {
    sandbox.control.answerMeAs(ana, 'numero.gigante')
    expect((await get('/v25.0/me', { fields: 'user_id' })).body.user_id).toBe('17841477965412211')
    sandbox.control.answerMeAs(ana, null)
    expect((await get('/v25.0/me', { fields: 'user_id' })).body.user_id).toBe('17841477965412212')
  })
})

describe('a refresh', () => {
  const refresh = async () => (await get('/refresh_access_token', { grant_type: 'ig_refresh_token' })).body

  beforeEach(() => sandbox.control.advance(25 * 3_600_000))

  it('may give blank text, the word null, or a token of somebody else', async () => {
    sandbox.control.setRefreshGives('blank')
    expect((await refresh()).access_token).toBe('')
    sandbox.control.setRefreshGives('null')
    expect((await refresh()).access_token).toBe('null')
    sandbox.control.setRefreshGives('other')
    const { access_token } = await refresh()
    const { body } = await get('/v25.0/me', { fields: 'user_id', access_token })
    expect(body.user_id).not.toBe('17841477965412212')
  })

  it('may promise too long a life', async () => {
    sandbox.control.setExpiresIn(9_999_999_999)
    expect((await refresh()).expires_in).toBe(9_999_999_999)
    sandbox.control.setExpiresIn(null)
    expect((await refresh()).expires_in).toBe(5_183_944)
  })
})

describe('consent', () => {
  const back = () => sandbox.control.approveAndRedirect(ana, { redirectUri, state: 's' })

  it('may end with an error of Instagram, or with nothing, instead of a code', () => {
    sandbox.control.setConsentEnd(ana, 'error')
    expect(back()).toBe(`${redirectUri}&error_code=100&error_message=Sorry%2C+something+went+wrong.&state=s`)
    sandbox.control.setConsentEnd(ana, 'empty')
    expect(back()).toBe(`${redirectUri}#_`)
    sandbox.control.setConsentEnd(ana, null)
    expect(back()).toContain('&code=')
  })

  it('does the same for a browser', async () => {
    sandbox.control.setConsentEnd(ana, 'error')
    const response = await fetch(authorizeUrl({ state: 's' }), {
      method: 'POST',
      body: new URLSearchParams({ person: ana, decision: 'allow' }),
      redirect: 'manual',
    })
    expect(response.headers.get('location')).toBe(back())
  })
})

describe('posts', () => {
  const list = async () => (await get('/v25.0/me/media', { fields: 'like_count', limit: '10' })).body.data

  it('that are deleted vanish from the list and answer 24/2207006', async () => {
    const [first, second] = sandbox.control.posts(ana)
    const before = (await get('/v25.0/me', { fields: 'media_count' })).body.media_count
    sandbox.control.deletePost(ana, first?.id ?? '')
    expect((await list())[0]?.id).toBe(second?.id)
    expect((await get('/v25.0/me', { fields: 'media_count' })).body.media_count).toBe(before - 1)
    const { status, body } = await get(`/v25.0/${first?.id}/insights`, { metric: 'reach' })
    expect([status, body.error.code, body.error.error_subcode]).toEqual([400, 24, 2_207_006])
    expect(() => sandbox.control.deletePost(ana, 'none')).toThrow('has no media')
  })

  it('can have other likes, in the list and in their insights, or hide them', async () => {
    const id = sandbox.control.posts(ana)[0]?.id ?? ''
    sandbox.control.setLikes(ana, id, 99_999)
    expect((await list())[0]?.like_count).toBe(99_999)
    expect((await get(`/v25.0/${id}/insights`, { metric: 'likes' })).body.data[0]?.values).toEqual([{ value: 99_999 }])
    sandbox.control.setLikes(ana, id, 'hidden')
    expect((await list())[0]).not.toHaveProperty('like_count')
  })

  it('can have insights without data or without values', async () => {
    const id = sandbox.control.posts(ana)[0]?.id ?? ''
    sandbox.control.setMediaInsights(ana, id, 'empty')
    expect((await get(`/v25.0/${id}/insights`, { metric: 'reach' })).body.data).toEqual([])
    sandbox.control.setMediaInsights(ana, id, 'nulls')
    expect((await get(`/v25.0/${id}/insights`, { metric: 'reach' })).body.data[0]?.values).toEqual([{ value: null }])
  })
})

it('all of them can be asked for over HTTP, and a reset forgets them', async () => {
  const mediaId = sandbox.control.posts(ana)[0]?.id
  const asked: [string, unknown][] = [
    ['lateness', { seed: 'x' }],
    ['expires-in', { seconds: 1 }],
    ['refresh-gives', { token: 'other' }],
    ['field', { username: ana, field: 'name', value: '' }],
    ['answer-me-as', { username: ana, other: 'criador.leo' }],
    ['consent-end', { username: ana, end: 'empty' }],
    ['row', { username: ana, metric: 'reach', day: '2026-11-10', row: 7 }],
    ['likes', { username: ana, mediaId, likes: 'hidden' }],
    ['media-insights', { username: ana, mediaId, given: 'nulls' }],
    ['delete-post', { username: ana, mediaId }],
    ['app', { app: 'blocked' }],
  ]
  for (const [action, body] of asked) expect([action, (await post(action, body)).status]).toEqual([action, 200])
  expect((await get('/v25.0/me')).body.error.code).toBe(200)
  expect((await post('app', { app: 'odd' })).status).toBe(400)
  sandbox.control.reset()
  expect((await get('/v25.0/me', { fields: 'user_id' })).body.user_id).toBe('17841477965412212')
  expect(sandbox.control.posts(ana)[0]?.id).toBe(mediaId)
  const truth = (await get(`/_sandbox/final-truth/${ana}/2026-11-10`)).body
  expect(truth).toEqual(sandbox.control.finalTruth(ana, '2026-11-10'))
})
