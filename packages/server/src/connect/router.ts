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

export const connectRouter = {
  start: userProcedure
    .meta({ perHour: 20 })
    .input(connectStartInput.prefault({}))
    .output(connectStartResult)
    .mutation(({ ctx, input }) => startConnection(ctx.deps, ctx, input)),
  texts: userProcedure
    .output(connectTextsSchema)
    .query(({ ctx }) => connectTexts(variantOf(ctx.deps, ctx.userId), ctx.caller.locale)),
  redirected: userProcedure
    .input(connectRedirectedInput)
    .output(successResult)
    .mutation(({ ctx, input }) => recordRedirect(ctx.deps, ctx, input)),
  complete: userProcedure
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
  status: userProcedure.output(connectStatusResult).query(({ ctx }) => readStatus(ctx.deps, ctx)),
  disconnect: accountProcedure
    .input(disconnectInput.prefault({}))
    .output(successResult)
    .mutation(({ ctx, input }) => disconnectAccount(ctx.deps, ctx, input)),
} satisfies TRPCRouterRecord
