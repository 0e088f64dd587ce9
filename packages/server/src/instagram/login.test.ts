import { describe, expect, it } from 'vitest'
import { recordedAnswer } from '../../test/recorded-answer.ts'
import { Secret } from '../vault/index.ts'
import { GraphFailure } from './failure.ts'
import type { InstagramCall, SendToInstagram } from './http.ts'
import { authorizationUrl, exchangeCode, exchangeLongToken, requiredScopes, type LoginOptions } from './login.ts'
import { parseLosslessJson } from './lossless-json.ts'

const options: LoginOptions = {
  appId: '1234567890',
  appSecret: Secret.of('the-app-secret'),
  redirectUri: 'https://app.example/return?from=instagram',
  authorizeUrl: 'https://www.instagram.com/oauth/authorize',
  oauthBaseUrl: 'https://api.instagram.com',
  graphBaseUrl: 'https://graph.instagram.com',
}

function answering(body: unknown): { send: SendToInstagram; calls: InstagramCall[] } {
  const calls: InstagramCall[] = []
  return {
    calls,
    send: (call) => {
      calls.push(call)
      return Promise.resolve(body)
    },
  }
}

const recorded = (name: string) => recordedAnswer(name, parseLosslessJson).response

describe('authorizationUrl', () => {
  it('names the app, the way back, both scopes and the state', () => {
    const url = new URL(authorizationUrl(options, { state: 'a state&more', forceReauth: false }))
    expect(url.origin + url.pathname).toBe('https://www.instagram.com/oauth/authorize')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: '1234567890',
      redirect_uri: 'https://app.example/return?from=instagram',
      response_type: 'code',
      scope: 'instagram_business_basic,instagram_business_manage_insights',
      state: 'a state&more',
    })
  })

  it('asks who is there when another account is to be connected', () => {
    const url = new URL(authorizationUrl(options, { state: 's', forceReauth: true }))
    expect(url.searchParams.get('force_reauth')).toBe('true')
  })

  it('holds no secret', () => {
    expect(authorizationUrl(options, { state: 's', forceReauth: true })).not.toContain('the-app-secret')
  })
})

describe('exchangeCode', () => {
  it('sends the code and the secret in the form, never in the address', async () => {
    const { send, calls } = answering(recorded('oauth_token_short_flat'))
    await exchangeCode(send, options, 'the-code')
    expect(calls).toEqual([
      {
        endpoint: 'POST oauth/access_token',
        method: 'POST',
        baseUrl: 'https://api.instagram.com',
        path: '/oauth/access_token',
        form: {
          client_id: '1234567890',
          client_secret: 'the-app-secret',
          grant_type: 'authorization_code',
          redirect_uri: options.redirectUri,
          code: 'the-code',
        },
      },
    ])
  })

  it('reads the flat answer of production', async () => {
    const token = await exchangeCode(answering(recorded('oauth_token_short_flat')).send, options, 'c')
    expect(token).toEqual({ accessToken: 'IGAA<redacted>', grantedScopes: [...requiredScopes] })
  })

  it('reads the list of the documentation', async () => {
    const token = await exchangeCode(answering(recorded('oauth_token_short_data_array')).send, options, 'c')
    expect(token).toEqual({
      accessToken: 'EAACEdEose0...',
      grantedScopes: [
        'instagram_business_basic',
        'instagram_business_manage_messages',
        'instagram_business_manage_comments',
        'instagram_business_content_publish',
      ],
    })
  })

  it.each<[unknown, string[] | null]>([
    [undefined, null],
    [null, null],
    ['', []],
    ['a, b a', ['a', 'b']],
    [
      ['a', ' b ', '', 'a'],
      ['a', 'b'],
    ],
  ])('reads the permissions %j as %j', async (permissions, scopes) => {
    const { grantedScopes } = await exchangeCode(answering({ access_token: 't', permissions }).send, options, 'c')
    expect(grantedScopes).toEqual(scopes)
  })

  it.each([
    [{}],
    [{ access_token: '' }],
    [{ access_token: 7 }],
    [{ access_token: 'x'.repeat(4_097) }],
    [{ data: [] }],
    [{ data: {} }],
    [[]],
    ['IGAAtoken'],
    [null],
  ])('calls %j unreadable', async (body) => {
    const error: unknown = await exchangeCode(answering(body).send, options, 'c').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(GraphFailure)
    expect(error).toMatchObject({ kind: 'unreadable', message: 'Instagram POST oauth/access_token: unreadable' })
  })
})

describe('exchangeLongToken', () => {
  const exchange = (body: unknown) => exchangeLongToken(answering(body).send, options, Secret.of('short'))

  it('reads both shapes of the answer', async () => {
    const expected = { accessToken: 't', expiresInSeconds: 5_183_944 }
    const flat = { access_token: 't', expires_in: 5_183_944 }
    expect(await exchange(flat)).toEqual(expected)
    expect(await exchange({ data: [flat] })).toEqual(expected)
  })

  it('asks the Graph API with the secret and the short token', async () => {
    const { send, calls } = answering(recorded('oauth_token_long'))
    await exchangeLongToken(send, options, Secret.of('short'))
    expect(calls).toEqual([
      {
        endpoint: 'GET access_token',
        baseUrl: 'https://graph.instagram.com',
        path: '/access_token',
        query: { grant_type: 'ig_exchange_token', client_secret: 'the-app-secret', access_token: 'short' },
      },
    ])
  })

  it.each([
    ['oauth_token_long', { accessToken: 'EAACEdEose0...', expiresInSeconds: 5_183_944 }],
    ['oauth_token_long_alt', { accessToken: 'lZAfb2dhVW...', expiresInSeconds: 5_184_000 }],
  ])('reads %s', async (file, token) => {
    expect(await exchange(recorded(file))).toEqual(token)
  })

  it.each<[unknown, number]>([
    [undefined, 5_184_000],
    [null, 5_184_000],
    [0, 5_184_000],
    [-1, 5_184_000],
    ['5183944', 5_183_944],
    ['0', 5_184_000],
    [3_600, 3_600],
    ['soon', 5_184_000],
    [true, 5_184_000],
    [{}, 5_184_000],
    // Nothing may be believed to live longer than Instagram lets it.
    [5_184_001, 5_184_000],
    ['999999999', 5_184_000],
  ])('takes expires_in %j for %i seconds', async (expiresIn, seconds) => {
    expect((await exchange({ access_token: 't', expires_in: expiresIn })).expiresInSeconds).toBe(seconds)
  })

  it.each([
    {},
    { access_token: null },
    ...['', ' ', '\t\n', 'null', 'undefined', 'None', ' NULL ', 'two words'].map((text) => ({ access_token: text })),
  ])('calls %j unreadable, so that the token before it stays', async (body) => {
    await expect(exchange(body)).rejects.toMatchObject({ kind: 'unreadable' })
  })
})
