import { expect } from 'vitest'

/** How a browser reaches a host. */
export type Ask = (url: string, init?: RequestInit) => Promise<Response>

export async function authorizationUrlOf(response: Response) {
  const { authorization_url: authorizationUrl } = (await response.json()) as { authorization_url: string }
  return { authorizationUrl }
}

/** @returns where a browser is sent to connect an account */
export async function begin(ask: Ask, mountUrl: string, headers: Record<string, string> = {}) {
  const response = await ask(`${mountUrl}/api/v1/social/instagram/connect`, { headers })
  expect(response.status).toBe(200)
  return authorizationUrlOf(response)
}

/** What somebody does in a browser to connect an account, and the page that they come back to. */
export async function journey(ask: Ask, mountUrl: string) {
  const { authorizationUrl } = await begin(ask, mountUrl)
  const people = await ask(authorizationUrl)
  expect(people.headers.get('content-type')).toContain('text/html')
  const link = /href="(\?[^"]*sandbox_person=loja\.da\.ana)"/.exec(await people.text())?.[1]?.replaceAll('&amp;', '&')
  const permissions = await ask(new URL(link ?? '', authorizationUrl).href)
  const action = /<form method="post" action="([^"]*)"/.exec(await permissions.text())?.[1]?.replaceAll('&amp;', '&')
  const agreed = await ask(new URL(action ?? '', authorizationUrl).href, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'person=loja.da.ana&decision=allow&scope=instagram_business_manage_insights',
  })
  expect(agreed.status).toBe(302)
  const returned = new URL(agreed.headers.get('location') ?? '')
  const page = await ask(returned.href)
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  const { code, state } = Object.fromEntries(returned.searchParams)
  const completed = await ask(`${mountUrl}/api/v1/social/instagram/callback`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, state }),
  })
  expect(completed.status).toBe(200)
  return { returnedTo: `${returned.origin}${returned.pathname}` }
}
