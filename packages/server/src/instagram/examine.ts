import { GraphFailure, type GraphFailureKind, type LoginFault } from './failure.ts'
import type { HttpOptions, SendRequest } from './http.ts'
import type { LoginOptions, ShortToken } from './login.ts'

/** What an operator wants to know before the first user connects an account. */
export interface Examination {
  isAuthorizePageReachable: boolean
  isTokenEndpointReachable: boolean
  isGraphReachable: boolean
  /** Whether Instagram knows the app by its id and secret; `unknown` when it did not say. */
  app: 'known' | 'refused' | 'unknown'
  /** Our clock minus Instagram's, in seconds; `null` when Instagram told no time. */
  clockSkewSeconds: number | null
}

// Never given out by Instagram, so that asking with it uses nothing up.
const impossibleCode = 'instagram-dashboard-doctor'
const deadlineMs = 10_000

/**
 * Looks at Instagram from here, with no token and without changing anything. Exchanging an impossible code shows whether
 * id and secret are right: Instagram refuses the app before it looks at the code.
 */
export async function examineInstagram(
  options: Pick<LoginOptions, 'authorizeUrl' | 'graphBaseUrl'> & {
    graphVersion: string
    now(): Date
    http?: Pick<HttpOptions, 'request'>
  },
  exchangeCode: (code: string) => Promise<ShortToken>,
): Promise<Examination> {
  const [authorize, graph, refusal] = await Promise.all([
    look(options.authorizeUrl, options.http),
    look(`${options.graphBaseUrl.replace(/\/{1,8}$/, '')}/${options.graphVersion}/me`, options.http),
    exchangeCode(impossibleCode).then(
      () => undefined,
      (error: unknown) => error,
    ),
  ])
  const theirs = graph?.date ?? authorize?.date ?? null
  const { kind, loginFault } = describeRefusal(refusal)
  return {
    isAuthorizePageReachable: authorize !== null,
    isTokenEndpointReachable: kind !== 'transient',
    isGraphReachable: graph !== null,
    app: appOf(loginFault),
    clockSkewSeconds: theirs === null ? null : Math.round((options.now().getTime() - theirs.getTime()) / 1000),
  }
}

function describeRefusal(refusal: unknown): { kind: GraphFailureKind; loginFault: LoginFault | undefined } {
  if (!(refusal instanceof GraphFailure)) return { kind: 'transient', loginFault: undefined }
  return { kind: refusal.kind, loginFault: refusal.details.loginFault }
}

function appOf(loginFault: LoginFault | undefined): Examination['app'] {
  if (loginFault === undefined) return 'unknown'
  return loginFault === 'app_misconfigured' ? 'refused' : 'known'
}

/** `null` when there is no answer, or only a server error. The body is not read. */
async function look(
  url: string,
  { request }: Pick<HttpOptions, 'request'> = {},
): Promise<{ date: Date | null } | null> {
  const signal = AbortSignal.timeout(deadlineMs)
  try {
    const { status, told } = await (request ? lookBy(request, url, signal) : lookOverNetwork(url, signal))
    if (status >= 500) return null
    const date = new Date(told ?? '')
    return { date: Number.isNaN(date.getTime()) ? null : date }
  } catch {
    return null
  }
}

async function lookOverNetwork(url: string, signal: AbortSignal): Promise<{ status: number; told: string | null }> {
  const response = await fetch(url, { redirect: 'manual', signal })
  await response.body?.cancel()
  return { status: response.status, told: response.headers.get('date') }
}

async function lookBy(
  request: SendRequest,
  url: string,
  signal: AbortSignal,
): Promise<{ status: number; told: string | null }> {
  const { statusCode, headers, body } = await request(url, { method: 'GET', signal })
  body.destroy()
  return { status: statusCode, told: String(headers['date'] ?? '') }
}
