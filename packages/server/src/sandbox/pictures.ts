import type { Response, Router } from 'express'
import { escapeHtml, page, contentSecurityPolicy } from './html.ts'
import { people } from './people.ts'
import { chanceBetween } from './random.ts'

/** Pictures and post pages, so that nothing is fetched from elsewhere. */
export function addPictureRoutes(router: Router): void {
  router.get('/_sandbox/avatar/:name', (request, response) => {
    const username = request.params.name.replace(/\.svg$/, '')
    const person = people.find((someone) => someone.username === username)
    if (person === undefined) response.status(404).end()
    else sendSvg(response, avatar(username, person.name))
  })
  router.get('/_sandbox/media/:name', (request, response) => {
    const [, id] = /^(\d{1,20})\.svg$/.exec(request.params.name) ?? []
    if (id === undefined) response.status(404).type('text').send('O sandbox não tem vídeos.')
    else sendSvg(response, thumbnail(id))
  })
  router.get(['/p/:shortcode', '/reel/:shortcode'], (request, response) => {
    const text = `<h1>Publicação de demonstração</h1>\n<p class="soft"><code>${escapeHtml(String(request.params['shortcode']))}</code> existe só no sandbox.</p>`
    response.set('Content-Security-Policy', contentSecurityPolicy).type('html').send(page('Publicação', text))
  })
  router.get('/favicon.ico', (_request, response) => void response.status(204).end())
  router.get('/_sandbox/elsewhere', (_request, response) => {
    response.type('html').send(page('Outro lugar', '<h1>Redirecionado</h1>'))
  })
}

function sendSvg(response: Response, svg: string): void {
  response
    .set({
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
      'Cross-Origin-Resource-Policy': 'cross-origin',
    })
    .set({ 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'public, max-age=3600' })
    .type('image/svg+xml')
    .send(svg)
}

function avatar(username: string, name: string): string {
  const hue = chanceBetween(0, 359, 'avatar', username)
  const initials = name
    .split(' ')
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase()
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" width="120" height="120"><rect width="120" height="120" fill="hsl(${hue} 55% 38%)"/><circle cx="96" cy="20" r="42" fill="hsl(${(hue + 40) % 360} 65% 52%)" opacity=".55"/><text x="60" y="76" font-family="system-ui,sans-serif" font-size="44" font-weight="600" text-anchor="middle" fill="#fff">${escapeHtml(initials)}</text></svg>`
}

function thumbnail(id: string): string {
  const hue = chanceBetween(0, 359, 'media', id)
  const shapes = Array.from({ length: 4 }, (_, index) => {
    const draw = (what: string, from: number, to: number) => chanceBetween(from, to, id, what, index)
    return `<circle cx="${draw('x', 0, 400)}" cy="${draw('y', 0, 400)}" r="${draw('r', 50, 170)}" fill="hsl(${(hue + draw('hue', 10, 80)) % 360} 62% ${draw('light', 42, 70)}%)" opacity=".6"/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400"><rect width="400" height="400" fill="hsl(${hue} 45% 34%)"/>${shapes.join('')}</svg>`
}
