import type { TRPCRouterRecord } from '@trpc/server'
import { accountProcedure } from '../procedures/procedures.ts'
import { setTagsInput, setTagsResult, tagsListInput, tagsListResult } from './contract.ts'
import { listTags } from './list-tags.ts'
import { setTags } from './set-tags.ts'

export const mediaRouter = {
  setTags: accountProcedure
    .input(setTagsInput)
    .output(setTagsResult)
    .mutation(({ ctx, input }) => setTags(ctx.deps, ctx.account, input)),
  tags: accountProcedure
    .input(tagsListInput.prefault({}))
    .output(tagsListResult)
    .query(({ ctx }) => listTags(ctx.deps, ctx.account)),
} satisfies TRPCRouterRecord
