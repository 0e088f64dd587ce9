import type { Request } from 'express'
import { formatSessionTime } from './days.ts'
import { errors } from './errors.ts'
import type { SandboxPerson } from './people.ts'
import { tokenOf } from './request.ts'
import type { SandboxState } from './state.ts'
import { insightsScope, type Claims, type Scope } from './tokens.ts'

/** Who calls, and with which rights. */
export interface Caller {
  person: SandboxPerson
  claims: Claims
  scopes: readonly Scope[]
  token: string
}

/** Refuses absent, unreadable, forged, revoked and expired tokens, each with its own error. */
export function authenticate(state: SandboxState, request: Request): Caller {
  const token = tokenOf(request)
  if (token === undefined) throw errors.noToken()
  const claims = state.tokens.read(token)
  if (claims === 'forged') throw errors.cannotDecryptToken()
  if (claims === 'unreadable' || claims.kind === 'code') throw errors.cannotParseToken()
  const person = state.findPerson(claims.username)
  if (person === undefined) throw errors.cannotDecryptToken()
  if (state.tokens.isRevoked(person, claims)) throw errors.appRemoved(state.settings.appId)
  const now = state.now()
  if (now.getTime() >= claims.expiresAt.getTime())
    throw errors.expired(formatSessionTime(claims.expiresAt), formatSessionTime(now))
  return { person, claims, scopes: state.live(person).scopes ?? claims.scopes, token }
}

/** The node of the path must be the caller's own: `me`, the professional id or the app-scoped id. */
export function requireOwnNode(caller: Caller, id: string): void {
  if (id !== 'me' && id !== caller.person.userId && id !== caller.person.appScopedId) throw errors.objectMissing(id)
}

/** Both insights edges need the insights permission and a professional account. */
export function requireInsights(state: SandboxState, caller: Caller): void {
  if (!caller.scopes.includes(insightsScope) || state.live(caller.person).accountType === 'PERSONAL')
    throw errors.permissionMissing()
  if (caller.person.quirk === 'rate_limited') throw errors.accountRateLimit()
}
