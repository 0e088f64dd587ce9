import { describe, expect, it } from 'vitest'
import {
  type GraphError,
  basic,
  exchange,
  get,
  hour,
  insights,
  me,
  redirectUri,
  restart,
  sandbox,
  useSandbox,
} from '../../test/sandbox-fixture.ts'
import { SANDBOX_APP_ID, SANDBOX_APP_SECRET } from './index.ts'

useSandbox()

interface LongToken extends GraphError {
  access_token: string
  token_type: string
  expires_in: number
}

const shortToken = async (username: string) => {
  const { text } = await exchange(sandbox.control.approve(username, { redirectUri }))
  return String(JSON.parse(text).access_token)
}
const toLong = (token: string, secret = SANDBOX_APP_SECRET) =>
  get<LongToken>('/access_token', { grant_type: 'ig_exchange_token', client_secret: secret, access_token: token })
const refresh = (token: string) =>
  get<LongToken>('/refresh_access_token', { grant_type: 'ig_refresh_token', access_token: token })

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
    await restart({})
    expect((await me(token)).status).toBe(200)
    await restart({ seed: 'another' })
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
    expect((await get<GraphError>('/v25.0/me')).body.error.code).toBe(2500)
    expect((await me('EAAB')).body.error).toMatchObject({ code: 190, message: expect.stringContaining('Cannot parse') })
    const token = sandbox.control.giveLongToken('loja.da.ana')
    const response = await fetch(`${sandbox.url}/v25.0/me`, { headers: { authorization: `Bearer ${token}` } })
    expect(response.status).toBe(200)
  })
})
