import { TRPCError } from '@trpc/server'

/**
 * The outcome of a call that may give up waiting when its caller goes away: that is no fault, and nobody reads it but
 * the log. @param signal aborted when the caller has gone; `undefined` for the host's own code
 */
export async function unlessGone<Result>(signal: AbortSignal | undefined, work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    if (signal?.aborted && error === signal.reason) {
      throw new TRPCError({ code: 'CLIENT_CLOSED_REQUEST', cause: error })
    }
    throw error
  }
}
