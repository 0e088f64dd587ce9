import { createHash } from 'node:crypto'
import express, { type NextFunction, type Request, type Response } from 'express'
import { describeApi } from '../api/openapi.ts'
import { readVersion } from '../version.ts'
import { apiPage } from './api-page-html.ts'
import { apiPageStyle } from './api-page-style.ts'

/** Nothing but this very style, and the icon that keeps browsers from asking for one: no script at all. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(apiPageStyle).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Stands for where the paths are, which is another place for each way to the server. */
const placeholder = 'https://host.invalid/instagram'

/**
 * The OpenAPI document at `/openapi.json`, and at `/docs` a page that is drawn from it here and needs nothing else.
 * @param publicUrl where the router is for the outside world; by default where the document is asked for
 */
export function createApiPageRouter(publicUrl: string | undefined): express.Router {
  const made = { document: ['', ''], pages: new Map<string, string>() }
  // All of it is written once; a request sets in its address.
  const make = () => {
    if (made.pages.size > 0) return made
    const document = describeApi({ version: readVersion(), url: placeholder })
    // Hosts take the slash off or put it there: the page is the same, and only its way to the document is another.
    made.pages.set('/docs', apiPage(document, { documentUrl: 'openapi.json' }))
    made.pages.set('/docs/', apiPage(document, { documentUrl: '../openapi.json' }))
    return Object.assign(made, { document: JSON.stringify(document).split(placeholder) })
  }
  const documentFor = (request: Request) => {
    const url = (publicUrl ?? addressOf(request)).replace(/\/{1,8}$/, '')
    return make().document.join(JSON.stringify(url).slice(1, -1))
  }
  const router = express.Router()

  router.get('/openapi.json', revalidated, (request, response) => {
    response.vary('host').type('json').send(documentFor(request))
  })
  router.get('/docs', revalidated, (request, response) => {
    const page = make().pages.get(request.path.endsWith('/') ? '/docs/' : '/docs')
    response.set('content-security-policy', contentSecurityPolicy).type('html').send(page)
  })
  return router
}

/** With its scheme: what generators of clients take as it stands. */
function addressOf({ protocol, baseUrl, headers: { host = '' } }: Request): string {
  const address = `${protocol}://${host}${baseUrl}`
  return URL.canParse(address) ? address : baseUrl
}

/** Kept by the browser, and asked for by its ETag every time. */
function revalidated(_request: Request, response: Response, next: NextFunction): void {
  response.set('cache-control', 'no-cache')
  next()
}
