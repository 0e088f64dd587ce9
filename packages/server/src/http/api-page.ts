import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import express, { type NextFunction, type Request, type Response } from 'express'
import { describeApi } from '../api/openapi.ts'
import { readVersion } from '../version.ts'

const stylesheet = 'swagger-ui.css'
const bundle = 'swagger-ui-bundle.js'
const assetLifetimeMs = 60 * 60_000

/** Inline styles are what Swagger UI draws with; scripts come from files of ours alone. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Instagram Dashboard API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${stylesheet}">
<script src="${bundle}" defer></script>
<script src="start.js" defer></script>
</head>
<body>
<main id="api"></main>
<noscript><p>This page needs JavaScript. The document itself is at <a href="../openapi.json">openapi.json</a>.</p></noscript>
</body>
</html>
`

// Without a validator the document is sent to nobody.
const startScript = `SwaggerUIBundle({
  url: new URL('../openapi.json', location.href).href,
  dom_id: '#api',
  deepLinking: true,
  validatorUrl: null,
})
`

/** The OpenAPI document at `/openapi.json` and a page at `/docs` to read it and to try calls, all from our own server. */
export function createApiPageRouter(): express.Router {
  let document: string | undefined
  const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  // Addresses on the page are relative to `/docs/`, so `/docs` is another path.
  const router = express.Router({ strict: true })

  router.get('/openapi.json', revalidated, (_request, response) => {
    document ??= JSON.stringify(describeApi({ version: readVersion() }))
    response.type('json').send(document)
  })
  router.get('/docs', (_request, response) => response.redirect('docs/'))
  router.get('/docs/', guarded, revalidated, (_request, response) => void response.type('html').send(page))
  router.get('/docs/start.js', guarded, revalidated, (_request, response) => void response.type('js').send(startScript))
  for (const name of [stylesheet, bundle]) {
    router.get(`/docs/${name}`, guarded, (_request, response) =>
      response.sendFile(name, { root: assets, maxAge: assetLifetimeMs }),
    )
  }
  return router
}

function guarded(_request: Request, response: Response, next: NextFunction): void {
  response.set('content-security-policy', contentSecurityPolicy)
  next()
}

/** Kept by the browser, and asked for by its ETag every time. */
function revalidated(_request: Request, response: Response, next: NextFunction): void {
  response.set('cache-control', 'no-cache')
  next()
}
