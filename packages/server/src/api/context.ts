import { randomUUID } from 'node:crypto'
import type { accounts } from '@instagram-dashboard/db'
import type { Request } from 'express'
import type { Caller, Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { describeError } from '../log.ts'
import { isStorableText } from './foreign-value.ts'
import { networkOf } from './ip-network.ts'
import { negotiateLocale, type Locale } from '../messages/messages.ts'

/** Who the host says is calling. */
export interface Identity {
  userId: string
  role?: 'admin' | 'user' | undefined
}

/** Tells who sends a request; `null` when nobody is signed in. */
export type Authenticate = (request: Request) => Identity | null | Promise<Identity | null>

/** Accounts of the caller by the name that they were asked by, found or on the way. */
export interface SharedAccounts {
  get(name: string): Promise<accounts.AccountRow | undefined> | undefined
  set(name: string, account: Promise<accounts.AccountRow | undefined>): unknown
}

/** What a procedure knows about its call. */
export interface RequestContext {
  deps: Deps
  identity: Identity | null
  requestId: string
  locale: Locale
  ipNetwork: string | null
  /** What the queries of one request share: the account that they are all about is loaded once. */
  sharedAccounts?: SharedAccounts | undefined
  /** Whoever answers writes what is long piece by piece: it may be handed over before it is read. */
  takesPieces?: true | undefined
  /** Calls from outside are counted against what each may ask; the host's own code is not. */
  isFromOutside: boolean
}

const requestIdPattern = /^[\w.-]{8,64}$/
const longestUserId = 128

/** A request's own id where it has a plain one, else a new one. */
export function requestIdOf(request: Request): string {
  const given = request.get('x-request-id')
  return given !== undefined && requestIdPattern.test(given) ? given : randomUUID()
}

export async function createRequestContext(
  deps: Deps,
  { request, requestId, authenticate }: { request: Request; requestId: string; authenticate: Authenticate },
): Promise<RequestContext> {
  return {
    deps,
    requestId,
    isFromOutside: true,
    sharedAccounts: new Map(),
    ipNetwork: networkOf(request.ip),
    locale: negotiateLocale(request.get('accept-language'), deps.settings.defaultLocale),
    identity: await identify(deps, request, authenticate),
  }
}

/** A host's function that throws, or names nobody properly, has not signed anybody in. */
async function identify(deps: Deps, request: Request, authenticate: Authenticate): Promise<Identity | null> {
  try {
    const identity = await authenticate(request)
    const isNamed =
      typeof identity?.userId === 'string' &&
      identity.userId !== '' &&
      identity.userId.length <= longestUserId &&
      isStorableText(identity.userId)
    return isNamed ? identity : null
  } catch (error) {
    deps.log.warn('auth.failed', describeError(error))
    return null
  }
}

export function callerOf({ identity, requestId, locale, ipNetwork }: RequestContext): Caller {
  if (identity === null) throw new AppError('AUTH_REQUIRED')
  return {
    actor: { kind: identity.role === 'admin' ? 'admin' : 'user', id: identity.userId },
    requestId,
    ipNetwork,
    locale,
  }
}
