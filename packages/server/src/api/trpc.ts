import { initTRPC, TRPCError, type TRPCDefaultErrorShape } from '@trpc/server'
import superjson from 'superjson'
import type { RequestContext } from './context.ts'
import { isTooDeep } from './nesting.ts'
import { presentFailure, type AppErrorData } from './failure-codes.ts'

/** A REST path that answers with the same procedure. */
export interface RestRoute {
  method: 'GET' | 'POST' | 'DELETE'
  path: `/api/v1/${string}`
  summary: string
}
export interface ProcedureMeta {
  rest?: RestRoute
  /** What a call costs of the caller's minute; else a query one and a mutation two. */
  cost?: number
}

/** Named, so that every procedure of the emitted router type refers to it instead of repeating it. */
export interface ErrorShape extends TRPCDefaultErrorShape {
  data: TRPCDefaultErrorShape['data'] & { app: AppErrorData }
}

/** What nests too deep is refused before anything reads it: reading takes stack. */
const boundedTransformer: typeof superjson = Object.assign(Object.create(superjson) as typeof superjson, {
  deserialize: <Value>(payload: Parameters<typeof superjson.deserialize>[0]): Value => {
    if (isTooDeep(payload)) throw new TRPCError({ code: 'BAD_REQUEST', message: 'nested too deep' })
    return superjson.deserialize<Value>(payload)
  },
})

const unknownRequest = { locale: 'pt-BR', requestId: 'unknown' } as const

/** tRPC puts the root context into the router's type, so it is opaque there: hosts must not need our dependencies. */
export const t = initTRPC
  .context<object>()
  .meta<ProcedureMeta>()
  .create({
    transformer: boundedTransformer,
    // Otherwise every error carries a stack outside production.
    isDev: false,
    sse: {
      ping: { enabled: true, intervalMs: 15_000 },
      client: { reconnectAfterInactivityMs: 45_000 },
      // Whoever comes back shows who they are again.
      maxDurationMs: 15 * 60_000,
    },
    errorFormatter: ({ shape, error, ctx, input }): ErrorShape => {
      const { message, app } = presentFailure(error, { ...(ctx ? contextOf(ctx) : unknownRequest), input })
      return { ...shape, message, data: { ...shape.data, app } }
    },
  })

/** The guarantee: `createRequestContext` is the only maker of contexts, in the HTTP doors and in `caller`. */
export function contextOf(context: object): RequestContext {
  return context as RequestContext
}
