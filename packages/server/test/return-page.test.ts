import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { returnParts } from '../src/messages/return-page.ts'
import { listen } from './listen.ts'
import { startBackend } from './start-backend.ts'

async function serve(options: Parameters<typeof startBackend>[0] = {}) {
  const { dashboard, logLines } = await startBackend({
    ...options,
    dashboard: { accessLog: 'on', logLevel: 'debug', ...options.dashboard },
  })
  const { url } = await listen(dashboard.handler)
  return { url, logLines }
}

const textOf = (html: string, pattern: RegExp) => pattern.exec(html)?.[1] ?? ''
const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

test('the page may run its one script and ask its own server, and nothing else', async () => {
  const { url } = await serve()
  const response = await fetch(`${url}/return?code=abc&state=def`)
  const html = await response.text()

  expect(response.status).toBe(200)
  const policy = response.headers.get('content-security-policy')?.split('; ') ?? []
  const script = textOf(html, /<script>([\s\S]*?)<\/script>/)
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("connect-src 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toContain(`script-src ${hashOf(script)}`)
  expect(policy).toContain(`style-src ${hashOf(textOf(html, /<style>([\s\S]*?)<\/style>/))}`)
  expect(policy.join()).not.toMatch(/unsafe|https?:|\*/)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  expect(response.headers.get('x-frame-options')).toBe('DENY')
  // Nothing beside it is loaded, and nothing of the address is written into it.
  expect(html).not.toMatch(/ src=|<link(?! rel="icon" href="data:,")|abc|style="/)
  expect(html.match(/<script/g)).toHaveLength(1)
})

test('it has every part in every language, the reader’s first', async () => {
  const { url } = await serve()
  const ask = async (language: string) =>
    (await fetch(`${url}/return`, { headers: { 'accept-language': language } })).text()
  const [portuguese, english] = [await ask('fr'), await ask('en-GB')]

  expect(portuguese).toMatch(/<html lang="pt-BR">[\s\S]*<main lang="pt-BR"[^>]*">[\s\S]*<main lang="en"[^>]* hidden>/)
  expect(english).toMatch(/<html lang="en">[\s\S]*<main lang="pt-BR"[^>]* hidden>[\s\S]*<main lang="en"[^>]*">/)
  for (const part of returnParts) expect(portuguese.split(`data-part="${part}"`)).toHaveLength(3)
})

test('what Instagram sent is in no line of the log, and the way on leads to the app', async () => {
  const { url, logLines } = await serve({ dashboard: { allowedOrigins: ['myapp://', 'https://app.example'] } })
  const html = await (await fetch(`${url}/return?code=AQB-the-code&state=the-state`)).text()

  expect(logLines.join('\n')).toContain('/return')
  expect(logLines.join('\n')).not.toMatch(/the-code|the-state/)
  expect(html).toContain('href="https://app.example"')
})

test.each(['app.begun-by-an-app', 'begun-by-a-page'])(
  'a server that is ending shows the page, which tries again: %s',
  async (state) => {
    const { dashboard } = await startBackend()
    const { url } = await listen(dashboard.handler)
    await dashboard.close()
    const response = await fetch(`${url}/return?code=abc&state=${state}`)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  },
)
