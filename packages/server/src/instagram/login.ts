import { z } from 'zod'
import { readable } from './failure.ts'
import type { Concealed, SendToInstagram } from './http.ts'
import { bareOrListed } from './lenient.ts'

export interface LoginOptions {
  /** The *Instagram* app id, not the Meta app id. */
  appId: string
  appSecret: Concealed
  redirectUri: string
  authorizeUrl: string
  oauthBaseUrl: string
  graphBaseUrl: string
}

export interface AuthorizationRequest {
  state: string
  forceReauth: boolean
  /** Both of the settings unless told. */
  authorizeUrl?: string
  redirectUri?: string
}

/** What the product can not work without. */
export const requiredScopes = ['instagram_business_basic', 'instagram_business_manage_insights'] as const

export interface ShortToken {
  accessToken: string
  /** `null` when Instagram did not say. */
  grantedScopes: string[] | null
}
export interface LongToken {
  accessToken: string
  expiresInSeconds: number
}

/** Instagram documents one hour. */
export const shortTokenSeconds = 3_600
// Instagram's long tokens live 60 days; an answer without a lifetime never means "for ever".
const longTokenSeconds = 60 * 86_400

/** Instagram was seen to answer with a blank or with the word of a language for nothing in the place of a token. */
const tokenText = z
  .string()
  .trim()
  .min(1)
  .max(4096)
  .refine((text) => !/\s|^(?:null|undefined|none|nil|nan|false|true)$/i.test(text))
const shortTokenAnswer = bareOrListed(
  z.object({ access_token: tokenText, permissions: z.union([z.string(), z.array(z.string())]).nullish() }),
)
// The lifetime is never a reason to throw a good token away. Only the short token was seen in both shapes so far.
const longTokenAnswer = bareOrListed(z.object({ access_token: tokenText, expires_in: z.unknown().optional() }))

/**
 * The page where the user agrees.
 * Source: Instagram Platform, "Business Login for Instagram".
 * @param forceReauth ask who is there even when the browser is logged in: else "connect another account" silently
 *   connects the same one
 */
export function authorizationUrl(
  options: LoginOptions,
  { state, forceReauth, authorizeUrl = options.authorizeUrl, redirectUri = options.redirectUri }: AuthorizationRequest,
): string {
  const url = new URL(authorizeUrl)
  url.searchParams.set('client_id', options.appId)
  url.searchParams.set('redirect_uri', redirectUri)
  url.searchParams.set('response_type', 'code')
  url.searchParams.set('scope', requiredScopes.join(','))
  url.searchParams.set('state', state)
  if (forceReauth) url.searchParams.set('force_reauth', 'true')
  return url.toString()
}

/**
 * Exchanges a code, which works once, for a token of one hour.
 * @throws GraphFailure with `loginFault` where the refusal tells whether the code or the app is at fault
 */
export async function exchangeCode(send: SendToInstagram, options: LoginOptions, code: string): Promise<ShortToken> {
  const endpoint = 'POST oauth/access_token'
  const body = await options.appSecret.use((clientSecret) =>
    send({
      endpoint,
      method: 'POST',
      baseUrl: options.oauthBaseUrl,
      path: '/oauth/access_token',
      form: {
        client_id: options.appId,
        client_secret: clientSecret,
        grant_type: 'authorization_code',
        redirect_uri: options.redirectUri,
        code,
      },
    }),
  )
  const token = readable(shortTokenAnswer.safeParse(body).data, endpoint)
  // `user_id` is ignored: it is the app-scoped id, often rounded on the way; `/me` gives both ids as text.
  return { accessToken: token.access_token, grantedScopes: readScopes(token.permissions) }
}

function readScopes(permissions: string | string[] | null | undefined): string[] | null {
  if (permissions === null || permissions === undefined) return null
  const scopes = typeof permissions === 'string' ? permissions.split(/[\s,]+/) : permissions
  return [...new Set(scopes.map((scope) => scope.trim()).filter((scope) => scope !== ''))]
}

/** Exchanges the one-hour token for one of 60 days. */
export function exchangeLongToken(
  send: SendToInstagram,
  options: LoginOptions,
  shortToken: Concealed,
): Promise<LongToken> {
  return options.appSecret.use((clientSecret) =>
    longTokenFrom(send, shortToken, {
      baseUrl: options.graphBaseUrl,
      path: '/access_token',
      query: { grant_type: 'ig_exchange_token', client_secret: clientSecret },
    }),
  )
}

/**
 * Gives a 60-day token 60 new days. The answer may hold the same text or a new one: both are saved with the new end.
 * Only a token that is at least a day old and has not ended can be refreshed; Instagram has no refresh token.
 * Source: Instagram Platform, "Refresh Access Token".
 */
export function refreshLongToken(
  send: SendToInstagram,
  options: LoginOptions,
  longToken: Concealed,
): Promise<LongToken> {
  const query = { grant_type: 'ig_refresh_token' }
  return longTokenFrom(send, longToken, { baseUrl: options.graphBaseUrl, path: '/refresh_access_token', query })
}

async function longTokenFrom(
  send: SendToInstagram,
  token: Concealed,
  call: { baseUrl: string; path: string; query: Record<string, string> },
): Promise<LongToken> {
  const endpoint = `GET ${call.path.slice(1)}`
  const body = await token.use((accessToken) =>
    send({ ...call, endpoint, query: { ...call.query, access_token: accessToken } }),
  )
  const answer = readable(longTokenAnswer.safeParse(body).data, endpoint)
  return { accessToken: answer.access_token, expiresInSeconds: lifetimeOf(answer.expires_in) }
}

/** In seconds, at most the 60 days that Instagram gives: what says more would be believed beyond the token's end. */
function lifetimeOf(told: unknown): number {
  const seconds = Math.floor(Number(typeof told === 'string' ? told.trim() : told))
  const isLifetime = (typeof told === 'number' || typeof told === 'string') && seconds > 0
  return isLifetime ? Math.min(seconds, longTokenSeconds) : longTokenSeconds
}
