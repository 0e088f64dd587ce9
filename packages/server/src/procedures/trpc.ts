import { initTRPC, type TRPCDefaultErrorShape } from '@trpc/server'
import { minuteMs } from '../clock/index.ts'
import { locales } from '../messages/locales.ts'
import type { RequestContext } from './context.ts'
import { presentFailure, type AppErrorData } from './failure-codes.ts'
import { transformer } from './superjson-encode.ts'

export interface ProcedureMeta {
  /** It is about one of the caller's accounts, which its input may name. */
  isAboutAccount?: true
  /** What a call costs of the caller's minute; else a query one and a mutation two. */
  cost?: number
  /** How often a user may call it in an hour, failures included: for what is expensive or is never deleted. */
  perHour?: number
  /** By REST its answer goes out piece by piece as it is read: `ctx.takesPages` says so to the procedure. */
  isStreamed?: true
  /** It answers a file, which REST sends as it is made: `ctx.takesFile` takes it in place of the answer. */
  isFile?: true
  /**
   * What it answers is the account's stored numbers and nothing else: it stays the same until the account changes, or
   * the day. Whoever has the answer is told so instead of being given it again.
   */
  changesWithAccount?: true
}

/** Named, so that every procedure of the emitted router type refers to it instead of repeating it. */
export interface ErrorShape extends TRPCDefaultErrorShape {
  data: TRPCDefaultErrorShape['data'] & { app: AppErrorData }
}

const unknownRequest = { locale: locales[0], requestId: 'unknown' } as const

/** tRPC puts the root context into the router's type, so it is opaque there: hosts must not need our dependencies. */
export const t = initTRPC
  .context<object>()
  .meta<ProcedureMeta>()
  .create({
    transformer,
    // Otherwise every error carries a stack outside production.
    isDev: false,
    sse: {
      ping: { enabled: true, intervalMs: 15_000 },
      client: { reconnectAfterInactivityMs: 45_000 },
      // Whoever comes back shows who they are again.
      maxDurationMs: 15 * minuteMs,
    },
    errorFormatter: ({ shape, error, ctx, input }): ErrorShape => {
      const { message, app } = presentFailure(error, { ...(ctx ? contextOf(ctx) : unknownRequest), input })
      return { ...shape, message, data: { ...shape.data, app } }
    },
  })

/** The guarantee: `createRequestContext` is the only maker of contexts, for HTTP and for `caller`. */
export function contextOf(context: object): RequestContext {
  return context as RequestContext
}
