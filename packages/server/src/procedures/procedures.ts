import type { accounts } from '@instagram-dashboard/db'
import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { charge } from './charge.ts'
import { callerOf } from './context.ts'
import { knownFailure, toTrpcError } from './failure-codes.ts'
import { findAccountToChange, findSharedAccount } from './find-account.ts'
import { passingFault } from '../passing-fault.ts'
import { guardStream, isStream } from './streams.ts'
import { withSpan } from '../tracing.ts'
import { contextOf, t, type ProcedureMeta } from './trpc.ts'

function failureLabel({ cause, code }: { cause?: unknown; code: string }): string {
  return cause instanceof AppError ? cause.code : code
}

/** What an answer that is a failure is counted as. */
function endOf(error: unknown): { code: string; status: number } {
  const failure = error instanceof TRPCError ? error : new TRPCError({ code: 'INTERNAL_SERVER_ERROR' })
  return { code: failureLabel(failure), status: getHTTPStatusCodeFromError(failure) }
}

const isFault = (error: { cause?: unknown; code: string }) =>
  ['INTERNAL', 'INTERNAL_SERVER_ERROR'].includes(failureLabel(error))

/**
 * Around every procedure. Every call of a batch is charged for itself, whoever sends it and whether it goes well or not.
 * Known failures keep their code, a database that is away for a while is said to be; anything else leaves as a plain
 * internal error.
 */
const publicProcedure = t.procedure.use(async ({ ctx, meta, type, path, next }) => {
  const context = contextOf(ctx)
  const { deps } = context
  // The database is closed, or will be before an answer.
  if (deps.lifetime.hasEnded()) throw toTrpcError(passingFault())
  const end = deps.counters.startCall(path)
  try {
    await charge(context, { type, meta })
  } catch (error) {
    const refusal = error instanceof AppError ? toTrpcError(error) : error
    end(endOf(refusal))
    throw refusal
  }
  const attributes = { 'rpc.system': 'trpc', 'rpc.method': path }
  // A refusal is an answer; only what nobody expected is a fault.
  const result = await withSpan(
    `trpc ${path}`,
    { attributes, isFault: (answer) => !answer.ok && isFault(answer.error) },
    () => next({ ctx: context }),
  )
  const failure = result.ok ? null : knownFailure(result.error)
  end(failure === null ? { code: 'ok', status: 200 } : endOf(failure))
  if (failure !== null) throw failure
  return result.ok && isStream(result.data) ? { ...result, data: guardStream(result.data) } : result
})

const signedInProcedure = publicProcedure.use(({ ctx, next }) => {
  const caller = callerOf(ctx)
  return next({ ctx: { caller, userId: caller.actor.id ?? '' } })
})

/** Counts the call where its procedure has an hourly limit. @throws AppError RATE_LIMITED */
async function takeHourly(
  { deps, userId }: { deps: Deps; userId: string },
  { meta, path }: { meta: ProcedureMeta | undefined; path: string },
): Promise<void> {
  if (meta?.perHour !== undefined) await deps.hourlyLimits.take({ userId, action: path, most: meta.perHour })
}

/** For anybody who is signed in. The user id comes from the caller's login and from nowhere else. */
export const userProcedure = signedInProcedure.use(async ({ ctx, meta, path, next }) => {
  await takeHourly(ctx, { meta, path })
  return next()
})

/**
 * Loads the account that the input names through the user, so that a handler cannot reach another user's. Without a
 * name a read is about the oldest connection, and a change about the only one: see `find-account.ts`.
 */
export const accountProcedure = userProcedure
  .meta({ isAboutAccount: true })
  .input(z.object({ accountId: z.string().min(1).max(64).optional() }).prefault({}))
  .use(async ({ ctx, input, type, next }) => {
    const find = type === 'query' ? findSharedAccount : findAccountToChange
    const account: accounts.AccountRow | undefined = await find(ctx, ctx.userId, input.accountId)
    if (!account) throw new AppError(input.accountId === undefined ? 'NOT_CONNECTED' : 'NOT_FOUND')
    return next({ ctx: { account } })
  })

/** For admins of the host, by the role in their login. */
export const adminProcedure = signedInProcedure.use(async ({ ctx, meta, path, next }) => {
  if (ctx.identity?.role !== 'admin') throw new AppError('FORBIDDEN')
  await takeHourly(ctx, { meta, path })
  return next()
})
