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

/** The OpenAPI document at `/openapi.json`, and at `/docs` a page that is drawn from it here and needs nothing else. */
export function createApiPageRouter(): express.Router {
  const made = { document: '', pages: new Map<string, string>() }
  const make = () => {
    if (made.document !== '') return made
    const document = describeApi({ version: readVersion() })
    // Hosts take the slash off or put it there: the page is the same, and only its way to the document is another.
    made.pages.set('/docs', apiPage(document, { documentUrl: 'openapi.json' }))
    made.pages.set('/docs/', apiPage(document, { documentUrl: '../openapi.json' }))
    return Object.assign(made, { document: JSON.stringify(document) })
  }
  const router = express.Router()

  router.get('/openapi.json', revalidated, (_request, response) => void response.type('json').send(make().document))
  router.get('/docs', revalidated, (request, response) => {
    const page = make().pages.get(request.path)
    response.set('content-security-policy', contentSecurityPolicy).type('html').send(page)
  })
  return router
}

/** Kept by the browser, and asked for by its ETag every time. */
function revalidated(_request: Request, response: Response, next: NextFunction): void {
  response.set('cache-control', 'no-cache')
  next()
}
