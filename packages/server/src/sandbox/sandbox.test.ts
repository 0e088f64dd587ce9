import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SANDBOX_APP_ID, SANDBOX_APP_SECRET, startSandbox, type Sandbox } from './index.ts'

const start = new Date('2026-11-16T18:00:00Z')
const hour = 3_600_000
const redirectUri = 'https://app.example/return?from=instagram'
const basic = 'instagram_business_basic'
const insights = 'instagram_business_manage_insights'

interface Answer {
  data: unknown[]
  people: unknown[]
  access_token: string
  token_type: string
  expires_in: number
  profile_picture_url: string
  error: { code: number; error_subcode?: number; message: string }
}

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox({ now: () => start })
})

afterEach(() => sandbox.close())

async function exchange(code: string, changes: Record<string, string> = {}): Promise<{ status: number; text: string }> {
  const fields = { client_id: SANDBOX_APP_ID, client_secret: SANDBOX_APP_SECRET, grant_type: 'authorization_code' }
  const body = new URLSearchParams({ ...fields, redirect_uri: redirectUri, code, ...changes })
  const response = await fetch(`${sandbox.oauthBaseUrl}/oauth/access_token`, { method: 'POST', body })
  return { status: response.status, text: await response.text() }
}

async function get(
  path: string,
  query: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; body: Answer }> {
  const response = await fetch(`${sandbox.graphBaseUrl}${path}?${new URLSearchParams(query).toString()}`)
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer }
}

const shortToken = async (username: string) => {
  const { text } = await exchange(sandbox.control.approve(username, { redirectUri }))
  return String(JSON.parse(text).access_token)
}
const toLong = (token: string, secret = SANDBOX_APP_SECRET) =>
  get('/access_token', { grant_type: 'ig_exchange_token', client_secret: secret, access_token: token })
const refresh = (token: string) => get('/refresh_access_token', { grant_type: 'ig_refresh_token', access_token: token })
const me = (token: string, fields = 'user_id,username') => get('/v25.0/me', { fields, access_token: token })

describe('consent page', () => {
  const authorize = (changes: Record<string, string> = {}) => {
    const query = {
      client_id: SANDBOX_APP_ID,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: `${basic},${insights}`,
    }
    return `${sandbox.authorizeUrl}?${new URLSearchParams({ ...query, ...changes }).toString()}`
  }
  const decide = (url: string, form: [string, string][]) =>
    fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })

  it('lets one choose any person, says that it is not Instagram and runs no script', async () => {
    const response = await fetch(authorize())
    const html = await response.text()
    for (const { username } of sandbox.people) expect(html).toContain(`data-person="${username}"`)
    expect(html).toContain('Isto não é o Instagram')
    expect(html).not.toContain('<script')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  })

  it('sends the state back byte for byte, with a code that can be exchanged', async () => {
    const response = await decide(`${authorize()}&state=a%2Bb+c%20%C3%A9%22%3C`, [
      ['person', 'loja.da.ana'],
      ['scope', insights],
      ['decision', 'allow'],
    ])
    const location = response.headers.get('location') ?? ''
    expect(response.status).toBe(302)
    expect(location).toMatch(
      /^https:\/\/app\.example\/return\?from=instagram&code=[^&]+&state=a%2Bb\+c%20%C3%A9%22%3C#_$/,
    )
    const { status } = await exchange(new URL(location).searchParams.get('code') ?? '')
    expect(status).toBe(200)
  })

  it('grants only what was ticked, and always the basic permission', async () => {
    const response = await decide(authorize(), [
      ['person', 'loja.da.ana'],
      ['decision', 'allow'],
    ])
    const { text } = await exchange(new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? '')
    expect(JSON.parse(text).permissions).toEqual([basic])
  })

  it('never grants insights for sem.permissao, ticked or not', async () => {
    const response = await decide(authorize(), [
      ['person', 'sem.permissao'],
      ['scope', insights],
      ['decision', 'allow'],
    ])
    const { text } = await exchange(new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? '')
    expect(JSON.parse(text).permissions).toEqual([basic])
  })

  it('tells the app when the person cancels', async () => {
    const response = await decide(authorize({ state: 's' }), [['decision', 'cancel']])
    expect(response.headers.get('location')).toBe(
      'https://app.example/return?from=instagram&error=access_denied&error_reason=user_denied&error_description=The+user+denied+your+request&state=s',
    )
  })

  it.each([
    ['another app', { client_id: '1' }, 'Invalid platform app'],
    ['no web address to return to', { redirect_uri: 'javascript:alert(1)' }, 'Invalid redirect_uri'],
    ['another response type', { response_type: 'token' }, 'Invalid response_type'],
    ['a permission that does not exist', { scope: `${basic},"><b>` }, 'Invalid Scopes: &quot;&gt;&lt;b&gt;'],
  ])('stays on its own page for %s', async (_name, changes, message) => {
    const response = await fetch(authorize(changes), { redirect: 'manual' })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(message)
  })
})

describe('code for a short token', () => {
  it('answers in production shape with an unquoted id that a JavaScript number cannot hold', async () => {
    const { text } = await exchange(sandbox.control.approve('loja.da.ana', { redirectUri }))
    expect(text).toContain('"user_id":38281000000004703,')
    expect(text).toContain(`"permissions":["${basic}","${insights}"]`)
  })

  it('answers in the documented shape when told', async () => {
    sandbox.control.setTokenShape('documented')
    const { text } = await exchange(sandbox.control.approve('loja.da.ana', { redirectUri }))
    const [first] = JSON.parse(text).data
    expect(first).toMatchObject({ user_id: '38281000000004703', permissions: `${basic},${insights}` })
  })

  it('reads multipart forms too', async () => {
    const body = new FormData()
    const code = sandbox.control.approve('criador.leo', { redirectUri })
    const fields = {
      client_id: SANDBOX_APP_ID,
      client_secret: SANDBOX_APP_SECRET,
      grant_type: 'authorization_code',
      code,
    }
    for (const [name, value] of Object.entries({ ...fields, redirect_uri: redirectUri })) body.set(name, value)
    const response = await fetch(`${sandbox.oauthBaseUrl}/oauth/access_token`, { method: 'POST', body })
    expect(response.status).toBe(200)
  })

  it('takes a code once, and for one hour', async () => {
    const used = sandbox.control.approve('loja.da.ana', { redirectUri })
    await exchange(used)
    const again = await exchange(used)
    expect(again.status).toBe(400)
    expect(JSON.parse(again.text)).toEqual({
      error_type: 'OAuthException',
      code: 400,
      error_message: 'Matching code was not found or was already used',
    })
    const late = sandbox.control.approve('loja.da.ana', { redirectUri })
    sandbox.control.advance(hour)
    expect((await exchange(late)).text).toContain('expired')
  })

  it.each([
    ['another app', { client_id: '1' }, 'Invalid platform app'],
    ['a wrong secret', { client_secret: 'x' }, 'redirect_uri is identical'],
    ['another redirect_uri', { redirect_uri: 'https://app.example/return' }, 'redirect_uri is identical'],
    ['a code that is none', { code: 'AQnonsense' }, 'Invalid authorization code'],
  ])('refuses %s', async (_name, changes, message) => {
    const { status, text } = await exchange(sandbox.control.approve('loja.da.ana', { redirectUri }), changes)
    expect(status).toBe(400)
    expect(text).toContain(message)
  })
})

describe('long tokens', () => {
  it('come from a short token with the app secret, and live about 60 days', async () => {
    const short = await shortToken('loja.da.ana')
    expect((await toLong(short, 'wrong')).body.error).toMatchObject({ code: 100, type: 'IGApiException' })
    const { body } = await toLong(short)
    expect(body).toMatchObject({ token_type: 'bearer', expires_in: 5_183_944 })
    expect(body.access_token).toMatch(/^IGAA.{176,}$/)
    sandbox.control.advance(2 * hour)
    expect((await me(short)).body.error).toMatchObject({ code: 190, error_subcode: 463 })
    expect((await me(body.access_token)).status).toBe(200)
  })

  it('live five days for token.expira', async () => {
    const { body } = await toLong(await shortToken('token.expira'))
    expect(body.expires_in).toBe(5 * 86_400)
  })

  it('can be refreshed from 24 hours on until they expire', async () => {
    const token = sandbox.control.giveLongToken('loja.da.ana')
    sandbox.control.advance(23 * hour)
    expect((await refresh(token)).status).toBe(400)
    sandbox.control.advance(hour)
    const { body } = await refresh(token)
    expect(body).toMatchObject({ token_type: 'bearer', expires_in: 5_183_944 })
    sandbox.control.advance(59.9 * 24 * hour)
    expect((await refresh(token)).body.error).toMatchObject({ code: 190, error_subcode: 463 })
    expect((await me(body.access_token)).status).toBe(200)
  })

  it('may stay the same text and live longer', async () => {
    sandbox.control.setRefreshGives('same')
    const token = sandbox.control.giveLongToken('loja.da.ana')
    sandbox.control.advance(40 * 24 * hour)
    expect((await refresh(token)).body.access_token).toBe(token)
    sandbox.control.advance(40 * 24 * hour)
    expect((await me(token)).status).toBe(200)
  })

  it('survive a restart with the same seed and no other', async () => {
    const token = sandbox.control.giveLongToken('loja.da.ana')
    await sandbox.close()
    sandbox = await startSandbox({ now: () => start })
    expect((await me(token)).status).toBe(200)
    await sandbox.close()
    sandbox = await startSandbox({ now: () => start, seed: 'another' })
    expect((await me(token)).body.error).toMatchObject({
      code: 190,
      message: 'The access token could not be decrypted',
    })
  })

  it('die when the person removes the app, and only those given before', async () => {
    const before = sandbox.control.giveLongToken('loja.da.ana')
    sandbox.control.revoke('loja.da.ana')
    const after = sandbox.control.giveLongToken('loja.da.ana')
    expect((await me(before)).body.error).toMatchObject({ code: 190, error_subcode: 458 })
    expect((await me(after)).status).toBe(200)
  })

  it('die by DELETE /me/permissions', async () => {
    const token = sandbox.control.giveLongToken('loja.da.ana')
    const response = await fetch(`${sandbox.url}/v25.0/me/permissions?access_token=${token}`, { method: 'DELETE' })
    expect(await response.json()).toEqual({ success: true })
    expect((await me(token)).body.error.error_subcode).toBe(458)
  })

  it('are asked for and judged', async () => {
    expect((await get('/v25.0/me')).body.error.code).toBe(2500)
    expect((await me('EAAB')).body.error).toMatchObject({ code: 190, message: expect.stringContaining('Cannot parse') })
    const token = sandbox.control.giveLongToken('loja.da.ana')
    const response = await fetch(`${sandbox.url}/v25.0/me`, { headers: { authorization: `Bearer ${token}` } })
    expect(response.status).toBe(200)
  })
})

describe('profile', () => {
  it('is flat, with both ids as text and the app-scoped id unasked', async () => {
    const { body } = await me(
      sandbox.control.giveLongToken('loja.da.ana'),
      'user_id,username,account_type,followers_count',
    )
    expect(body).toEqual({
      user_id: '17841477965412212',
      username: 'loja.da.ana',
      account_type: 'BUSINESS',
      followers_count: sandbox.control.truth('loja.da.ana', '2026-11-16').followers,
      id: '38281000000004703',
    })
  })

  it('is an array in data when told, and answers under both ids but under nobody else’s', async () => {
    const token = sandbox.control.giveLongToken('loja.da.ana')
    sandbox.control.setMeShape('data')
    expect((await me(token, 'user_id')).body.data).toEqual([{ user_id: '17841477965412212', id: '38281000000004703' }])
    expect((await get('/v25.0/17841477965412212', { access_token: token })).status).toBe(200)
    expect((await get('/38281000000004703', { access_token: token })).status).toBe(200)
    const foreign = await get('/v25.0/17841477965412211', { access_token: token })
    expect(foreign.body.error).toMatchObject({ code: 100, error_subcode: 33 })
  })

  it('fails as a whole for one unknown field', async () => {
    const { status, body } = await me(sandbox.control.giveLongToken('loja.da.ana'), 'username,video_duration')
    expect(status).toBe(400)
    expect(body.error).toMatchObject({ code: 100, message: 'Tried accessing nonexisting field (video_duration)' })
  })

  it('of two people differs in ids that rounding makes equal', () => {
    const ids = sandbox.people.filter(({ username }) => ['loja.da.ana', 'numero.gigante'].includes(username))
    expect(new Set(ids.map(({ userId }) => Number(userId))).size).toBe(1)
    expect(new Set(ids.map(({ appScopedId }) => Number(appScopedId))).size).toBe(1)
    expect(new Set(ids.map(({ userId }) => userId)).size).toBe(2)
  })

  it('is somebody of a crowd as well, each with ids of their own', async () => {
    const ids = await Promise.all(
      ['conta.7', 'conta.8'].map(async (username) => {
        const token = sandbox.control.giveLongToken(username)
        const answer = await fetch(`${sandbox.graphBaseUrl}/v25.0/me?fields=user_id,username&access_token=${token}`)
        const body = (await answer.json()) as { user_id: string; username: string }
        expect(body.username).toBe(username)
        return body.user_id
      }),
    )
    expect(new Set(ids).size).toBe(2)
  })

  it('follows a new name and a new account type', async () => {
    const token = sandbox.control.giveLongToken('loja.da.ana')
    sandbox.control.rename('loja.da.ana', 'ana.nova')
    sandbox.control.setAccountType('ana.nova', 'PERSONAL')
    expect((await me(token, 'username,account_type')).body).toMatchObject({
      username: 'ana.nova',
      account_type: 'PERSONAL',
    })
  })

  it('has a picture that the sandbox serves itself', async () => {
    const { body } = await me(sandbox.control.giveLongToken('loja.da.ana'), 'profile_picture_url')
    const response = await fetch(body.profile_picture_url)
    expect(response.headers.get('content-type')).toContain('image/svg+xml')
  })
})

describe('controls', () => {
  it('keep every call as it came, with the person behind it', async () => {
    const token = sandbox.control.giveLongToken('loja.da.ana')
    await me(token, 'username')
    expect(sandbox.control.requests).toHaveLength(1)
    expect(sandbox.control.requests[0]).toMatchObject({
      method: 'GET',
      path: '/v25.0/me',
      query: { fields: 'username', access_token: token },
      person: 'loja.da.ana',
      at: start,
    })
    sandbox.control.clearRequests()
    expect(sandbox.control.requests).toHaveLength(0)
  })

  it('remember every secret ever given', async () => {
    const code = sandbox.control.approve('loja.da.ana', { redirectUri })
    const { text } = await exchange(code)
    expect(sandbox.control.issuedTokens).toEqual([code, JSON.parse(text).access_token])
  })

  it('send usage headers: one of them unless told', async () => {
    const token = sandbox.control.giveLongToken('loja.da.ana')
    sandbox.control.setUsage({ callCount: 93 })
    const one = await me(token)
    expect(JSON.parse(one.headers.get('x-app-usage') ?? '')).toMatchObject({ call_count: 93 })
    expect(one.headers.get('x-business-use-case-usage')).toBeNull()
    expect(one.headers.get('facebook-api-version')).toBe('v25.0')
    sandbox.control.setUsage({ headers: 'both', regainMinutes: 12 })
    expect((await me(token)).headers.get('x-business-use-case-usage')).toContain('"estimated_time_to_regain_access":12')
  })

  it('commit a fault as often as told, only where it matches', async () => {
    const token = sandbox.control.giveLongToken('loja.da.ana')
    const other = sandbox.control.giveLongToken('criador.leo')
    sandbox.control.fault({ kind: 'graph_error', code: 4, times: 2, match: { path: /\/me$/, person: 'loja.da.ana' } })
    expect((await me(other)).status).toBe(200)
    expect((await me(token)).body.error.code).toBe(4)
    expect((await me(token)).body.error.code).toBe(4)
    expect((await me(token)).status).toBe(200)
  })

  it('can break an answer in every way an answer breaks', async () => {
    const token = sandbox.control.giveLongToken('loja.da.ana')
    const call = () => fetch(`${sandbox.url}/v25.0/me?access_token=${token}`, { redirect: 'manual' })
    sandbox.control.fault({ kind: 'html_502' })
    expect((await call()).status).toBe(502)
    sandbox.control.fault({ kind: 'truncated_json' })
    await expect((await call()).json()).rejects.toThrow(SyntaxError)
    sandbox.control.fault({ kind: 'empty_body' })
    expect(await (await call()).text()).toBe('')
    sandbox.control.fault({ kind: 'error_in_200', code: 190, subcode: 460 })
    expect(await (await call()).json()).toMatchObject({ error: { code: 190, error_subcode: 460 } })
    sandbox.control.fault({ kind: 'status', status: 429, body: 'slow down', headers: { 'retry-after': '7' } })
    expect((await call()).headers.get('retry-after')).toBe('7')
    sandbox.control.fault({ kind: 'redirect', location: 'https://elsewhere.example/' })
    expect((await call()).headers.get('location')).toBe('https://elsewhere.example/')
    sandbox.control.fault({ kind: 'reset' })
    await expect(call()).rejects.toThrow(TypeError)
  })

  it('can let a call hang until the sandbox closes', async () => {
    sandbox.control.fault({ kind: 'hang' })
    const hanging = fetch(`${sandbox.url}/v25.0/me`).catch((error: unknown) => error)
    await expect.poll(() => sandbox.control.requests.length).toBe(1)
    await sandbox.close()
    expect(await hanging).toBeInstanceOf(TypeError)
  })

  it('work over HTTP as well, by JSON only', async () => {
    const post = (action: string, body: unknown, type = 'application/json') =>
      fetch(`${sandbox.url}/_sandbox/${action}`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: JSON.stringify(body),
      })
    expect(await (await post('clock', { advanceMs: hour })).json()).toEqual({ now: '2026-11-16T19:00:00.000Z' })
    expect((await fetch(`${sandbox.graphBaseUrl}/me`)).headers.get('date')).toBe('Mon, 16 Nov 2026 19:00:00 GMT')
    await post('fault', { kind: 'graph_error', code: 2, times: null, match: { path: '/me' } })
    const token = sandbox.control.giveLongToken('loja.da.ana')
    expect((await me(token)).body.error.code).toBe(2)
    expect((await me(token)).body.error.code).toBe(2)
    await post('reset', {})
    expect(sandbox.control.now()).toEqual(start)
    expect((await post('reset', {}, 'text/plain')).status).toBe(415)
    expect((await post('revoke', { username: 'nobody' })).status).toBe(400)
    expect((await get('/_sandbox/people')).body.people).toHaveLength(sandbox.people.length)
  })
})

describe('people whose calls fail', () => {
  it('instavel fails every third time for a moment', async () => {
    const token = sandbox.control.giveLongToken('instavel')
    const answers = [await me(token), await me(token), await me(token), await me(token)]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 500, 200])
    expect(answers[2]?.body.error).toMatchObject({ code: 2, is_transient: true })
  })

  it.each([
    ['limite.atingido', 80_002],
    ['sem.permissao', 10],
    ['conta.pessoal', 10],
  ])('%s shows the profile but answers insights with code %i', async (username, code) => {
    const token = sandbox.control.giveLongToken(username)
    expect((await me(token)).status).toBe(200)
    const { body } = await get('/v25.0/me/insights', { metric: 'reach', period: 'day', access_token: token })
    expect(body.error.code).toBe(code)
  })
})
