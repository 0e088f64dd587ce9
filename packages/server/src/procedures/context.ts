import { randomUUID } from 'node:crypto'
import type { accounts } from '@instagram-dashboard/db'
import type { Request } from 'express'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { describeError } from '../log.ts'
import type { Identity } from './identity.ts'
import { isStorableText } from './storable-value.ts'
import { networkOf } from './ip-network.ts'
import { negotiateLocale, type Locale } from '../messages/messages.ts'
import type { StreamLogin } from '../streams/watch-login.ts'

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
  /** Who the same request is by now, for what lasts longer than a request; the host's own code is not asked. */
  identifyAgain?: (() => Promise<Identity | null>) | undefined
  requestId: string
  locale: Locale
  ipNetwork: string | null
  /** What the queries of one request share: the account that they are all about is loaded once. */
  sharedAccounts?: SharedAccounts | undefined
  /** Whoever answers writes what is long piece by piece: it may be handed over before it is read. */
  takesPages?: true | undefined
  /** Calls from outside are counted against what each may ask; the host's own code is not. */
  isFromOutside: boolean
  /** Set when the call was charged before its input was read: true, or the failure that the call then gives. */
  charged?: true | AppError | undefined
}

const plainRequestId = /^[\w.-]{8,64}$/
/** Of a user's id, in characters. */
export const longestUserId = 128

/** Ours, and never the caller's: it names this request alone in the log, in the audit log and in what the caller is told. */
export function newRequestId(): string {
  return randomUUID()
}

/** The id that a caller gave its request, for the log: whoever traces a request through several servers finds it there. */
export function callerRequestIdOf(request: Request): string | undefined {
  const given = request.get('x-request-id')
  return given !== undefined && plainRequestId.test(given) ? given : undefined
}

export async function createRequestContext(
  deps: Deps,
  { request, requestId, authenticate }: { request: Request; requestId: string; authenticate: Authenticate },
): Promise<RequestContext> {
  const identifyNow = () => identify(deps, request, authenticate)
  return {
    ...createAnonymousContext(deps, { request, requestId }),
    identity: await identifyNow(),
    identifyAgain: identifyNow,
  }
}

/** For an answer that is the same whoever asks: nobody's login is looked at. */
export function createAnonymousContext(
  deps: Deps,
  { request, requestId }: { request: Request; requestId: string },
): RequestContext {
  return {
    deps,
    requestId,
    isFromOutside: true,
    sharedAccounts: new Map(),
    ipNetwork: networkOf(request.ip),
    locale: negotiateLocale(request.get('accept-language'), deps.settings.defaultLocale),
    identity: null,
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
    return isNamed && isLiving(identity, deps.clock) ? identity : null
  } catch (error) {
    deps.log.warn('auth.failed', describeError(error))
    return null
  }
}

/** Anything but an instant ahead, where an end is told, is a login that has ended. */
function isLiving({ expiresAt }: Identity, clock: Deps['clock']): boolean {
  return expiresAt === undefined || (expiresAt instanceof Date && expiresAt > clock.now())
}

/** The login under which a live stream is opened, and by which it ends. */
export function streamLoginOf({ identity, identifyAgain }: RequestContext): StreamLogin {
  if (identity === null) throw new AppError('AUTH_REQUIRED')
  return { ...identity, identifyAgain }
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
