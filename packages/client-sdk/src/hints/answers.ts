import { hint } from './say.ts'

interface Caller {
  url: string
  /** The app signs its calls in with a token. */
  hasToken: boolean
  fetch: typeof globalThis.fetch | undefined
}

const slashes = /\/{1,8}$/

/** `fetch` with a look at each answer: one that is no answer of the dashboard's comes from a wrong `url`. */
export function watchAnswers({ url, hasToken, fetch: own }: Caller): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await (own ?? globalThis.fetch)(input, init)
    const text = await response
      .clone()
      .text()
      .catch(() => '')
    const asked = response.url === '' ? String(input) : response.url
    if (!isOurs(text)) sayWrongUrl({ url, asked: asked.split('?')[0] ?? asked, response })
    else if (response.status === 401 && !hasToken) saySignedOut({ asked, hasFetch: own !== undefined })
    return response
  }
}

/** What tRPC answers is JSON, and a failure of the dashboard's has its own part. */
function isOurs(text: string): boolean {
  try {
    const [first] = [JSON.parse(text)].flat() as { result?: unknown; error?: unknown }[]
    return first?.result !== undefined || text.includes('"app"')
  } catch {
    return false
  }
}

function sayWrongUrl({ url, asked, response }: { url: string; asked: string; response: Response }): void {
  const { status, headers } = response
  const type = headers.get('content-type')?.split(';')[0] ?? 'nothing'
  const wanted = `${url.replace(slashes, '').replace(/\/trpc$/, '')}/trpc`
  const advice =
    wanted === url
      ? 'Is the handler mounted there, and does your development server pass these paths on to it?'
      : `Did you mean "${wanted}"?`
  hint(
    `${asked} answered ${status} with ${type}, and not as the dashboard does. "url" is "${url}"; it is the address where dashboard.handler is mounted, with /trpc at its end, such as "/instagram/trpc". ${advice}`,
  )
}

function saySignedOut({ asked, hasFetch }: { asked: string; hasFetch: boolean }): void {
  const { origin } = globalThis.location ?? {}
  if (globalThis.navigator?.cookieEnabled === false)
    hint(
      'This browser blocks cookies, so that a login by cookie is not seen. Allow them for this site, or give `token`.',
    )
  else if (origin !== undefined && !asked.startsWith(origin) && !hasFetch)
    hint(
      `${new URL(asked).origin} is another origin than this page, and browsers send it no cookies by themselves. Give createInstagramClient a \`token\`, or \`fetch: (input, init) => fetch(input, { ...init, credentials: 'include' })\`.`,
    )
  else
    hint(
      '`authenticate` has named nobody for this page: nobody is signed in, or it did not find its cookie. The server logs `auth.refused` with the reason when what it names is no user, such as a `userId` that is no text.',
    )
}
