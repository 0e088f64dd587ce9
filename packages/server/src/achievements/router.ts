import type { TRPCRouterRecord } from '@trpc/server'
import { userProcedure } from '../procedures/procedures.ts'
import { achievementsResult, creditsBalanceInput, creditsBalanceResult } from './contract.ts'
import { listAchievements } from './list-achievements.ts'
import { readCredits } from './read-credits.ts'

export const achievementsRouter = {
  list: userProcedure.output(achievementsResult).query(({ ctx }) => listAchievements(ctx.deps, ctx)),
} satisfies TRPCRouterRecord

export const creditsRouter = {
  balance: userProcedure
    .input(creditsBalanceInput.prefault({}))
    .output(creditsBalanceResult)
    .query(({ ctx, input }) => readCredits(ctx.deps, ctx, input)),
} satisfies TRPCRouterRecord
