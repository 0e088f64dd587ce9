import { describe, expect, it } from 'vitest'
import { exchange, get, hour, me, post, redirectUri, sandbox, start, useSandbox } from '../../test/sandbox-fixture.ts'

useSandbox()

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
    expect(await (await post('clock', { advanceMs: hour })).json()).toEqual({ now: '2026-11-16T19:00:00.000Z' })
    expect((await post('clock', { now: 'soon' })).status).toBe(400)
    expect((await fetch(`${sandbox.graphBaseUrl}/me`)).headers.get('date')).toBe('Mon, 16 Nov 2026 19:00:00 GMT')
    await post('fault', { kind: 'graph_error', code: 2, times: null, match: { path: '/me' } })
    const token = sandbox.control.giveLongToken('loja.da.ana')
    expect((await me(token)).body.error.code).toBe(2)
    expect((await me(token)).body.error.code).toBe(2)
    await post('reset', {})
    expect(sandbox.control.now()).toEqual(start)
    expect((await post('reset', {}, 'text/plain')).status).toBe(415)
    expect((await post('revoke', { username: 'nobody' })).status).toBe(400)
    expect((await get<{ people: unknown[] }>('/_sandbox/people')).body.people).toHaveLength(sandbox.people.length)
  })
})
