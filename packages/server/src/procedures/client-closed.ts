import { TRPCError } from '@trpc/server'

/**
 * The result of a call that may stop waiting when its client closes the connection, which is no fault of ours.
 * @param signal aborted when the client has closed; `undefined` for the host's own code
 * @throws TRPCError CLIENT_CLOSED_REQUEST when that is why it ended
 */
export async function unlessClientClosed<Result>(
  signal: AbortSignal | undefined,
  work: Promise<Result>,
): Promise<Result> {
  try {
    return await work
  } catch (error) {
    if (signal?.aborted && error === signal.reason) {
      throw new TRPCError({ code: 'CLIENT_CLOSED_REQUEST', cause: error })
    }
    throw error
  }
}
