import { createHmac } from 'node:crypto'
import { SANDBOX_APP_SECRET } from '../../src/sandbox/index.ts'
import { form, json, type HostRequests } from './request.ts'

/** What Meta sends, and what pretends to be Meta. */
export function metaRequests(now: Date): HostRequests {
  const issuedAt = Math.floor(now.getTime() / 1000)
  const sign = (secret: string, more: object = {}) => {
    const payload = {
      algorithm: 'HMAC-SHA256',
      expires: issuedAt + 3_600,
      issued_at: issuedAt,
      user_id: '17841400000000',
      ...more,
    }
    const text = Buffer.from(JSON.stringify(payload)).toString('base64url')
    return `${createHmac('sha256', secret).update(text).digest('base64url')}.${text}`
  }
  const send = (body: string, headers: Record<string, string> = form): RequestInit => ({
    method: 'POST',
    body,
    headers,
  })
  const signed = new URLSearchParams({ signed_request: sign(SANDBOX_APP_SECRET) }).toString()
  const forged = new URLSearchParams({ signed_request: sign('another secret') }).toString()
  const deauthorize = '/webhooks/instagram/deauthorize'
  const deletion = '/webhooks/instagram/data-deletion'

  return {
    'a form of Meta’s': { path: deauthorize, init: send(signed), status: 200 },
    'a form of Meta’s with a slash': { path: `${deauthorize}/`, init: send(signed), status: 200 },
    'a form of Meta’s with its charset': {
      path: deauthorize,
      init: send(signed, { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }),
      status: 200,
    },
    'a form of Meta’s with more fields': {
      path: deauthorize,
      init: send(`${signed}&other=a%C3%A7%C3%A3o`),
      status: 200,
    },
    'a wish to be deleted': { path: deletion, init: send(signed), status: 200, isAlwaysNew: true },
    'a form that nobody signed': { path: deletion, init: send('signed_request=a.b'), status: 400 },
    'a form that somebody else signed': { path: deauthorize, init: send(forged), status: 400 },
    'a form without the field': { path: deletion, init: send('other=1'), status: 400 },
    'a form with the field twice': { path: deletion, init: send('signed_request=a&signed_request=b'), status: 400 },
    'a form with nothing in it': { path: deletion, init: send(''), status: 400 },
    'no form at all': { path: deletion, init: { method: 'POST' }, status: 400 },
    'a form that is JSON': { path: deletion, init: send('{"other":1}', json), status: 400 },
    'a form that is too long': {
      path: deletion,
      init: send(`signed_request=${'x'.repeat(9_000)}`),
      status: 413,
      isForOurParser: true,
    },
    'a form by GET': { path: deauthorize, status: 404, isUnknown: true },
  }
}
