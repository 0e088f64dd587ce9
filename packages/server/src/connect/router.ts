import type { TRPCRouterRecord } from '@trpc/server'
import { unlessClientClosed } from '../procedures/client-closed.ts'
import { accountProcedure, userProcedure } from '../procedures/procedures.ts'
import { cancelConnection } from './cancel-connection.ts'
import { completeConnection } from './complete-connection.ts'
import {
  connectAttemptInput,
  connectAttemptResult,
  connectCancelInput,
  connectCompleteInput,
  connectCompleteResult,
  connectRedirectedInput,
  connectStartInput,
  connectStartResult,
  connectStatusResult,
  connectTextsSchema,
  disconnectInput,
  successResult,
} from './contract.ts'
import { disconnectAccount } from './disconnect-account.ts'
import { findAttempt } from './find-attempt.ts'
import { recordRedirect } from './record-redirect.ts'
import { readStatus } from './read-status.ts'
import { startConnection } from './start-connection.ts'
import { connectTexts, variantOf } from './text-variants.ts'

const base = '/api/v1/social/instagram'

export const connectRouter = {
  start: userProcedure
    .meta({
      perHour: 20,
      rest: { method: 'GET', path: `${base}/connect/`, summary: 'Begin to connect an Instagram account' },
    })
    .input(connectStartInput.prefault({}))
    .output(connectStartResult)
    .mutation(({ ctx, input }) => startConnection(ctx.deps, ctx, input)),
  texts: userProcedure
    .output(connectTextsSchema)
    .query(({ ctx }) => connectTexts(variantOf(ctx.deps.keys, ctx.userId), ctx.caller.locale)),
  redirected: userProcedure
    .input(connectRedirectedInput)
    .output(successResult)
    .mutation(({ ctx, input }) => recordRedirect(ctx.deps, ctx, input)),
  complete: userProcedure
    .meta({ rest: { method: 'POST', path: `${base}/callback/`, summary: 'Complete a connection' } })
    .input(connectCompleteInput)
    .output(connectCompleteResult)
    .mutation(({ ctx, input, signal }) =>
      unlessClientClosed(signal, completeConnection(ctx.deps, { ...ctx, signal }, input)),
    ),
  cancel: userProcedure
    .input(connectCancelInput)
    .output(successResult)
    .mutation(({ ctx, input }) => cancelConnection(ctx.deps, ctx, input)),
  attempt: userProcedure
    .input(connectAttemptInput)
    .output(connectAttemptResult)
    .query(({ ctx, input }) => findAttempt(ctx.deps, ctx, input)),
  status: userProcedure
    .meta({ rest: { method: 'GET', path: `${base}/status/`, summary: 'The connected accounts' } })
    .output(connectStatusResult)
    .query(({ ctx }) => readStatus(ctx.deps, ctx)),
  disconnect: accountProcedure
    .meta({ rest: { method: 'DELETE', path: `${base}/disconnect/`, summary: 'End a connection' } })
    .input(disconnectInput.prefault({}))
    .output(successResult)
    .mutation(({ ctx, input }) => disconnectAccount(ctx.deps, ctx, input)),
} satisfies TRPCRouterRecord
