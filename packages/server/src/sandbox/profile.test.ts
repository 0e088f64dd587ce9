import { describe, expect, it } from 'vitest'
import { type GraphError, get, me, sandbox, useSandbox } from '../../test/sandbox-fixture.ts'

useSandbox()

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
    const foreign = await get<GraphError>('/v25.0/17841477965412211', { access_token: token })
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
    const { body } = await get<GraphError>('/v25.0/me/insights', {
      metric: 'reach',
      period: 'day',
      access_token: token,
    })
    expect(body.error.code).toBe(code)
  })
})
