import { callTRPCProcedure, getTRPCErrorFromUnknown, type TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { AppError } from '../errors.ts'
import { chargeAhead } from '../procedures/charge.ts'
import type { RequestContext } from '../procedures/context.ts'
import { knownFailure } from '../procedures/failure-codes.ts'
import type { CallFailure } from '../procedures/refusals.ts'
import type { ProcedureMeta } from '../procedures/trpc.ts'
import { checkETag, noETag } from './etag.ts'
import { appRouter } from './router.ts'

/** One call of a request, in whichever form it came. */
export interface Call {
  path: string
  type: 'query' | 'mutation' | 'subscription'
  meta: ProcedureMeta | undefined
  /** Called once the caller is known and charged. @throws for a call that is refused before its procedure */
  check?: () => void
  /** Called once the caller is known and charged. @throws for an input that cannot be read; the call fails with that */
  readInput: () => Promise<unknown>
}

export interface CallConditions {
  context: RequestContext
  ifNoneMatch: string | undefined
  /** Aborted when the caller is gone: what only waits need not go on. */
  signal?: AbortSignal
  onFailure: (error: CallFailure, path: string) => void
}

export type Outcome = { data: unknown; error: null; input: unknown } | { error: TRPCError; input: unknown }

export interface Answer {
  /** Of all calls, or 207 when they differ; 304 when the caller has the answer already. */
  status: number
  /** Cache-Control always; ETag and Retry-After where there is one. */
  headers: Record<string, string>
  /** One for each call, in their order; none with 304. */
  outcomes: readonly Outcome[]
}

/** Kept by the caller's own browser alone, and asked about each time (RFC 9111 §5.2.2.4). */
const revalidated = 'private, no-cache'
const mixedStatuses = 207

/**
 * Answers the calls of one request: charges them, compares the ETag, runs the procedures, logs what fails, and says how
 * the answer may be cached and when to come back. The forms of tRPC and REST are only translated to calls and from
 * outcomes.
 */
export async function answerCalls(calls: readonly Call[], conditions: CallConditions): Promise<Answer> {
  const { context, ifNoneMatch, signal, onFailure } = conditions
  const inputs = calls.map(({ readInput }) => once(readInput))
  const contexts = await Promise.all(calls.map((call) => chargeAhead(context, call)))
  const mayRead = context.identity !== null && contexts.every(({ charged }) => charged === true)
  const asked = calls.map((call, index) => ({ ...call, readInput: inputs[index] ?? call.readInput }))
  const { etag, isUnchanged } = mayRead ? await checkETag(asked, context, ifNoneMatch) : noETag
  if (etag !== null && isUnchanged) return { status: 304, headers: cacheHeaders(etag), outcomes: [] }

  const outcomes = await Promise.all(
    asked.map(async ({ path, type, readInput, check }, batchIndex): Promise<Outcome> => {
      let input: unknown
      const getRawInput = async () => (input = await readInput())
      const ctx = contexts[batchIndex]
      try {
        if (mayRead) check?.()
        const options = { router: appRouter, path, type, ctx, getRawInput, signal, batchIndex }
        const data: unknown = await callTRPCProcedure(options)
        return { data, error: null, input }
      } catch (cause) {
        const error = knownFailure(getTRPCErrorFromUnknown(cause))
        onFailure(error, path)
        return { error, input }
      }
    }),
  )
  const errors = outcomes.flatMap(({ error }) => (error === null ? [] : [error]))
  const [status = 200, ...others] = outcomes.map(({ error }) =>
    error === null ? 200 : getHTTPStatusCodeFromError(error),
  )
  return {
    status: others.every((other) => other === status) ? status : mixedStatuses,
    headers: errors.length === 0 && etag !== null ? cacheHeaders(etag) : uncachedHeaders(errors),
    outcomes,
  }
}

function cacheHeaders(etag: string): Record<string, string> {
  return { 'cache-control': revalidated, etag }
}

/** Of an answer that nobody may keep: with the longest wait, in seconds, that one of the failures asks for. */
export function uncachedHeaders(errors: readonly { cause?: unknown }[]): Record<string, string> {
  const waits = errors.map(({ cause }) => (cause instanceof AppError ? (cause.retryAfterSeconds ?? 0) : 0))
  const wait = Math.max(0, ...waits)
  return { 'cache-control': 'no-store', ...(wait > 0 ? { 'retry-after': String(wait) } : {}) }
}

function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let reading: Promise<Value> | undefined
  return () => (reading ??= read())
}
