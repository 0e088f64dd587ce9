import type { Handle } from '@sveltejs/kit'

const forms = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)/i

/** Refuses forms of other sites, as SvelteKit does by itself, but those for the dashboard, which judges its own. */
export const handle: Handle = ({ event, resolve }) => {
  const { request, url } = event
  const isChange = !['GET', 'HEAD', 'OPTIONS'].includes(request.method)
  const isForm = forms.test(request.headers.get('content-type') ?? 'text/plain')
  const origin = request.headers.get('origin')
  // Behind a proxy SvelteKit may not know whether it is http or https.
  const isOwn = origin !== null && URL.canParse(origin) && new URL(origin).host === url.host
  if (isChange && isForm && !isOwn && !url.pathname.startsWith('/instagram/'))
    return new Response('Forbidden', { status: 403 })
  return resolve(event)
}
