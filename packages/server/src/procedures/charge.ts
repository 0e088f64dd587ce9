import { AppError } from '../errors.ts'
import type { RequestContext } from './context.ts'
import type { ProcedureMeta } from './trpc.ts'

export interface ChargedCall {
  type: 'query' | 'mutation' | 'subscription'
  meta: ProcedureMeta | undefined
}

/** Points of a call: its own, or one for reading and two for a change. */
function costOf({ type, meta }: ChargedCall): number {
  return meta?.cost ?? (type === 'mutation' ? 2 : 1)
}

/**
 * Charges a call to whoever sends it, unless the host's own code does or it was charged already.
 * @throws AppError RATE_LIMITED with the wait
 */
export async function charge(context: RequestContext, call: ChargedCall): Promise<void> {
  const { deps, identity, loginFailure, ipNetwork, isFromOutside, charged } = context
  if (charged instanceof AppError) throw charged
  if (!isFromOutside || charged) return
  // Who cannot be known because of us is not counted among those whom nobody knows, and neither without a limit.
  const network = loginFailure ? `login ${ipNetwork}` : ipNetwork
  await deps.limits.charge({ userId: identity?.userId ?? null, ipNetwork: network }, costOf(call))
}

/** Charges a call before anything of its input is read. @returns the context to run it with, which says what came of it */
export async function chargeAhead(context: RequestContext, call: ChargedCall): Promise<RequestContext> {
  try {
    await charge(context, call)
    return { ...context, charged: true }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ...context, charged: error }
  }
}
