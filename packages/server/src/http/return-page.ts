import { createHash } from 'node:crypto'
import express from 'express'
import { locales, negotiateLocale, type Locale } from '../messages/messages.ts'
import type { Deps } from '../deps.ts'
import { returnPage } from './return-page-html.ts'
import { returnPageStyle } from './return-page-style.ts'
import { readReturnScript } from './return-script.ts'

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Nothing but this very script and style, and calls to where the page came from. */
const policyFor = (script: string) =>
  [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(returnPageStyle)}`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')

/**
 * `/return`: the redirect page of a host that has none of its own. It ends a connection with the login of this site's
 * cookies, or leaves it to the page of the app that waits for it. The server learns nothing from its address.
 */
export function createReturnPage({ settings }: Pick<Deps, 'settings'>): express.Router {
  let made: Promise<{ policy: string; pages: Map<Locale, string> }> | undefined
  // Where only an API is, the app is at the first origin that the operator names.
  const home = settings.allowedOrigins.find((origin) => origin.startsWith('http')) ?? '/'
  const make = async () => {
    const script = await readReturnScript()
    const pages = new Map(locales.map((locale) => [locale, returnPage(script, { locale, home })]))
    return { policy: policyFor(script), pages }
  }
  const router = express.Router()
  router.get('/return', async (request, response) => {
    made ??= make()
    const { policy, pages } = await made
    const locale = negotiateLocale(request.get('accept-language'), settings.defaultLocale)
    response
      .set({
        'cache-control': 'no-store',
        'content-language': locale,
        'content-security-policy': policy,
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
        'x-robots-tag': 'noindex',
        // With another value the window would be cut off from the page that opened it, which then could not close it.
        'cross-origin-opener-policy': 'unsafe-none',
      })
      .vary('accept-language')
      .type('html')
      .send(pages.get(locale))
  })
  return router
}
