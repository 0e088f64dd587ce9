import { goals } from '@instagram-dashboard/db'
import type { TRPCRouterRecord } from '@trpc/server'
import { accountProcedure, userProcedure } from '../procedures/procedures.ts'
import { removeGoal, updateGoal } from './change-goal.ts'
import {
  goalCreateInput,
  goalRemoveInput,
  goalRemoveResult,
  goalSchema,
  goalsListInput,
  goalsListResult,
  goalUpdateInput,
} from './contract.ts'
import { createGoal } from './create-goal.ts'
import { presentGoals } from './present-goal.ts'

export const goalsRouter = {
  list: accountProcedure
    .input(goalsListInput.prefault({}))
    .output(goalsListResult)
    .query(async ({ ctx: { deps, account } }) => {
      const rows = await goals.listByAccount(deps.db, account.id)
      return { items: await presentGoals(deps.db, account, { rows, now: deps.clock.now() }) }
    }),
  create: accountProcedure
    .input(goalCreateInput)
    .output(goalSchema)
    .mutation(({ ctx, input }) => createGoal(ctx.deps, ctx.account, input)),
  update: userProcedure
    .input(goalUpdateInput)
    .output(goalSchema)
    .mutation(({ ctx, input }) => updateGoal(ctx.deps, ctx, input)),
  remove: userProcedure
    .input(goalRemoveInput)
    .output(goalRemoveResult)
    .mutation(({ ctx, input }) => removeGoal(ctx.deps, ctx, input)),
} satisfies TRPCRouterRecord
