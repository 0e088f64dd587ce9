import { randomUUID } from 'node:crypto'
import type { accounts } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { LoginRequest } from './authenticate.ts'
import type { FileInPieces } from './file-in-pieces.ts'
import type { Identify } from './identify.ts'
import type { Identity } from './identity.ts'
import { networkOf } from './ip-network.ts'
import { negotiateLocale, type Locale } from '../messages/messages.ts'
import type { StreamLogin } from '../streams/watch-login.ts'

/** Accounts of the caller by the name that they were asked by, found or on the way. */
export interface SharedAccounts {
  get(name: string): Promise<accounts.AccountRow | undefined> | undefined
  set(name: string, account: Promise<accounts.AccountRow | undefined>): unknown
}

/** What a procedure knows about its call. */
export interface RequestContext {
  deps: Deps
  identity: Identity | null
  /** Why nobody knows who is calling: what is answered in place of `AUTH_REQUIRED`. */
  loginFailure?: AppError | null | undefined
  /** Who the same request is by now, for what lasts longer than a request; the host's own code is not asked. */
  identifyAgain?: (() => Promise<Identity | null>) | undefined
  requestId: string
  locale: Locale
  /** The same where the caller has named a language that we speak. */
  askedLocale?: Locale | undefined
  ipNetwork: string | null
  /** Where the caller's browser finds us, where that is looked at. */
  mountUrl?: string | null | undefined
  /** What the queries of one request share: the account that they are all about is loaded once. */
  sharedAccounts?: SharedAccounts | undefined
  /** Whoever answers writes what is long piece by piece: it may be handed over before it is read. */
  takesPages?: true | undefined
  /** Whoever answers sends a file as it is made: it may be handed over instead of being answered. */
  takesFile?: ((file: FileInPieces) => void) | undefined
  /** Calls from outside are counted against what each may ask; the host's own code is not. */
  isFromOutside: boolean
  /** Set when the call was charged before its input was read: true, or the failure that the call then gives. */
  charged?: true | AppError | undefined
}

const plainRequestId = /^[\w.-]{8,64}$/

/** Ours, and never the caller's: it names this request alone in the log, in the audit log and in what the caller is told. */
export function newRequestId(): string {
  return randomUUID()
}

/** The id that a caller gave its request, for the log: whoever traces a request through several servers finds it there. */
export function callerRequestIdOf(given: string | undefined): string | undefined {
  return given !== undefined && plainRequestId.test(given) ? given : undefined
}

export async function createRequestContext(
  deps: Deps,
  { request, identify }: { request: LoginRequest; identify: Identify },
): Promise<RequestContext> {
  const { identity, failure } = await identify(request)
  return {
    ...createAnonymousContext(deps, request),
    identity,
    loginFailure: failure,
    identifyAgain: async () => (await identify(request)).identity,
  }
}

/** For an answer that is the same whoever asks: nobody's login is looked at. */
export function createAnonymousContext(deps: Deps, request: LoginRequest): RequestContext {
  const askedLocale = negotiateLocale(request.header('accept-language'), undefined)
  return {
    deps,
    requestId: request.requestId,
    isFromOutside: true,
    sharedAccounts: new Map(),
    ipNetwork: networkOf(request.ip ?? undefined),
    locale: askedLocale ?? deps.settings.defaultLocale,
    askedLocale,
    identity: null,
  }
}

/** The login under which a live stream is opened, and by which it ends. */
export function streamLoginOf({ identity, loginFailure, identifyAgain }: RequestContext): StreamLogin {
  if (identity === null) throw loginFailure ?? new AppError('AUTH_REQUIRED')
  return { ...identity, identifyAgain }
}

/** @throws AppError when nobody is signed in, or when that cannot be found out just now */
export function callerOf({ identity, loginFailure, requestId, locale, ipNetwork }: RequestContext): Caller {
  if (identity === null) throw loginFailure ?? new AppError('AUTH_REQUIRED')
  return {
    actor: { kind: identity.role === 'admin' ? 'admin' : 'user', id: identity.userId },
    requestId,
    ipNetwork,
    locale,
  }
}
