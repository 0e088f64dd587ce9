import type { Request, Response, Router } from 'express'
import { dayMs } from './days.ts'
import { authenticate, requireOwnNode } from './access.ts'
import { errors, oauthError } from './errors.ts'
import { people, type SandboxPerson } from './people.ts'
import type { Overrides } from './overrides.ts'
import { queryText } from './request.ts'
import type { SandboxState } from './state.ts'
import { basicScope, fingerprint, insightsScope, type Scope } from './tokens.ts'

/** The token endpoints; fields of the posted form are in `request.body`. */
export function addOauthRoutes(router: Router, state: SandboxState): void {
  router.post('/oauth/access_token', (request, response) => exchangeCode(state, request, response))
  router.get('/access_token', (request, response) => void response.json(exchangeShortToken(state, request)))
  router.get('/refresh_access_token', (request, response) => void response.json(refresh(state, request)))
  router.delete('/:id/permissions', (request, response) => {
    const caller = authenticate(state, request)
    requireOwnNode(caller, request.params.id)
    state.tokens.revoke(caller.person)
    response.json({ success: true })
  })
}

function exchangeCode(state: SandboxState, request: Request, response: Response): void {
  const form = request.body as Readonly<Record<string, string | undefined>>
  const { appId, appSecret } = state.settings
  if (form['client_id'] !== appId) throw oauthError('Invalid platform app')
  // A wrong secret was seen to be answered with the text about redirect_uri.
  if (form['client_secret'] !== appSecret) throw oauthError(redirectMismatch)
  if (form['grant_type'] !== 'authorization_code') throw oauthError(`Invalid grant_type: ${form['grant_type'] ?? ''}`)
  const claims = state.tokens.read(form['code'] ?? '')
  if (typeof claims === 'string' || claims.kind !== 'code') throw oauthError('Invalid authorization code')
  const person = state.findPerson(claims.username)
  if (person === undefined || state.tokens.isRevoked(person, claims))
    throw oauthError('Matching code was not found or was already used')
  if (claims.redirect !== fingerprint(form['redirect_uri'] ?? '')) throw oauthError(redirectMismatch)
  if (state.now().getTime() >= claims.expiresAt.getTime()) throw oauthError('This authorization code has expired')
  if (!state.tokens.useCode(claims)) throw oauthError('Matching code was not found or was already used')
  const token = state.tokens.issueShort(person, claims.scopes)
  response.type('json').send(shortTokenText(state.overrides.tokenShape, token, person.appScopedId, claims.scopes))
}

const redirectMismatch =
  'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request'

/** By hand: in production the id is an unquoted integer beyond 2^53, which JSON.stringify of a number would round. */
function shortTokenText(shape: Overrides['tokenShape'], token: string, id: string, granted: readonly Scope[]): string {
  return shape === 'documented'
    ? JSON.stringify({ data: [{ access_token: token, user_id: id, permissions: granted.join(',') }] })
    : `{"access_token":${JSON.stringify(token)},"user_id":${id},"permissions":${JSON.stringify(granted)}}`
}

/** "Access Token" reference: short to long, with the secret in the query. */
function exchangeShortToken(state: SandboxState, request: Request): unknown {
  if (queryText(request, 'grant_type') !== 'ig_exchange_token') throw errors.unsupportedGet()
  if (queryText(request, 'client_secret') !== state.settings.appSecret) throw errors.unsupportedGet()
  const { person, claims } = authenticate(state, request)
  if (claims.kind !== 'short') throw errors.unsupportedGet()
  const { token, expiresIn } = state.tokens.issueLong(person, claims.scopes, false)
  return longToken(state, token, expiresIn)
}

/** "Refresh Access Token" reference: at least 24 hours old, not expired, basic permission still granted. */
function refresh(state: SandboxState, request: Request): unknown {
  if (queryText(request, 'grant_type') !== 'ig_refresh_token') throw errors.unsupportedGet()
  const { person, claims, scopes, token } = authenticate(state, request)
  if (claims.kind !== 'long') throw errors.objectMissing('refresh_access_token')
  if (!scopes.includes(basicScope)) throw errors.permissionMissing()
  // The answer for a younger token is not documented; an error is the one a caller must survive.
  if (state.now().getTime() - claims.issuedAt.getTime() < dayMs) throw errors.unsupportedGet()
  if (state.overrides.refreshGives === 'same') return longToken(state, token, state.tokens.extend(claims))
  const given = state.tokens.issueLong(person, claims.scopes, true)
  return longToken(state, refreshedText(state, person, given.token), given.expiresIn)
}

/** Usually the new token; blank, foreign and `null`-like answers were seen. */
function refreshedText(state: SandboxState, person: SandboxPerson, token: string): string {
  switch (state.overrides.refreshGives) {
    case 'blank':
      return ''
    case 'null':
      return 'null'
    case 'other': {
      const other = people.find(({ username, quirk }) => username !== person.username && quirk === null) ?? person
      return state.tokens.issueLong(other, [basicScope, insightsScope], true).token
    }
    default:
      return token
  }
}

function longToken({ overrides }: SandboxState, token: string, expiresIn: number): unknown {
  return { access_token: token, token_type: 'bearer', expires_in: overrides.expiresIn ?? expiresIn }
}
