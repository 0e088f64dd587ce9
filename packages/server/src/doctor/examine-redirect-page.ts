import { hasOwnRedirect } from '../config-sandbox.ts'
import type { Deps } from '../deps.ts'
import { returnPageMark } from '../messages/return-page.ts'
import type { DoctorCheck } from './contract.ts'
import type { Find } from './say-finding.ts'

const longestAnswerMs = 5_000
/** A page that wants a login first, or looks at how it is asked, is there. */
const closed = new Set([401, 403, 405, 406, 429])

/** Whether somebody is where Instagram sends users back to, by asking for the page as a browser would, without a return. */
export async function examineRedirectPage({ settings }: Pick<Deps, 'settings'>, find: Find): Promise<DoctorCheck> {
  const { instagramRedirectUri: uri, allowedOrigins } = settings
  if (settings.sandbox && !hasOwnRedirect(settings)) return find('redirect_page.sandbox', {})
  const { status, isOurs } = await ask(uri)
  if (status === null) return find('redirect_page.unknown', { uri })
  if (status >= 400 && !closed.has(status)) return find('redirect_page.missing', { uri, status: String(status) })
  if (!isOurs) return find('redirect_page.own', { uri })
  const pages = allowedOrigins.filter((origin) => /^https?:/.test(origin))
  const isApart = pages.length > 0 && !pages.includes(new URL(uri).origin)
  return isApart
    ? find('redirect_page.other_origin', { uri, origins: pages.join(', ') })
    : find('redirect_page.ours', { uri })
}

/** Never rejects. */
async function ask(uri: string): Promise<{ status: number | null; isOurs: boolean }> {
  try {
    const response = await fetch(uri, {
      headers: { accept: 'text/html' },
      redirect: 'manual',
      signal: AbortSignal.timeout(longestAnswerMs),
    })
    const isPage = response.headers.get('content-type')?.startsWith('text/html') === true
    const isOurs = response.status === 200 && isPage && (await response.text()).includes(returnPageMark)
    if (!response.bodyUsed) await response.body?.cancel()
    return { status: response.status, isOurs }
  } catch {
    return { status: null, isOurs: false }
  }
}
