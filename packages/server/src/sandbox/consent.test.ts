import { describe, expect, it } from 'vitest'
import { authorizeUrl, basic, exchange, insights, sandbox, useSandbox } from '../../test/sandbox-fixture.ts'

useSandbox()

describe('consent page', () => {
  const decide = (url: string, form: [string, string][]) =>
    fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })

  it('lets one choose any person, says that it is not Instagram and runs no script', async () => {
    const response = await fetch(authorizeUrl())
    const html = await response.text()
    for (const { username } of sandbox.people) expect(html).toContain(`data-person="${username}"`)
    expect(html).toContain('Isto não é o Instagram')
    expect(html).not.toContain('<script')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  })

  it('sends the state back byte for byte, with a code that can be exchanged', async () => {
    const response = await decide(`${authorizeUrl()}&state=a%2Bb+c%20%C3%A9%22%3C`, [
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
    const response = await decide(authorizeUrl(), [
      ['person', 'loja.da.ana'],
      ['decision', 'allow'],
    ])
    const { text } = await exchange(new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? '')
    expect(JSON.parse(text).permissions).toEqual([basic])
  })

  it('never grants insights for sem.permissao, ticked or not', async () => {
    const response = await decide(authorizeUrl(), [
      ['person', 'sem.permissao'],
      ['scope', insights],
      ['decision', 'allow'],
    ])
    const { text } = await exchange(new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? '')
    expect(JSON.parse(text).permissions).toEqual([basic])
  })

  it('tells the app when the person cancels', async () => {
    const response = await decide(authorizeUrl({ state: 's' }), [['decision', 'cancel']])
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
    const response = await fetch(authorizeUrl(changes), { redirect: 'manual' })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(message)
  })
})
