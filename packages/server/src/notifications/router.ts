import { tracked, type TRPCRouterRecord } from '@trpc/server'
import { streamLoginOf } from '../procedures/context.ts'
import { userProcedure } from '../procedures/procedures.ts'
import { streamOf } from '../procedures/streams.ts'
import {
  markReadInput,
  markReadResult,
  notificationItem,
  notificationsListInput,
  notificationsListResult,
  notificationsOnNewInput,
  unreadCountResult,
} from './contract.ts'
import { countUnread, listNotifications } from './list-notifications.ts'
import { markRead } from './mark-read.ts'
import { streamNew } from './stream-new.ts'

export const notificationsRouter = {
  list: userProcedure
    .input(notificationsListInput.prefault({}))
    .output(notificationsListResult)
    .query(({ ctx, input }) => listNotifications(ctx.deps, ctx, input)),
  unreadCount: userProcedure.output(unreadCountResult).query(({ ctx }) => countUnread(ctx.deps, ctx)),
  markRead: userProcedure
    .input(markReadInput)
    .output(markReadResult)
    .mutation(({ ctx, input }) => markRead(ctx.deps, ctx, input.ids)),
  markAllRead: userProcedure.output(markReadResult).mutation(({ ctx }) => markRead(ctx.deps, ctx, null)),
  onNew: userProcedure
    .input(notificationsOnNewInput.prefault({}))
    .output(streamOf(notificationItem))
    .subscription(async function* ({ ctx, input, signal }) {
      const { deps, caller } = ctx
      const login = streamLoginOf(ctx)
      for await (const item of streamNew(deps, { caller, login, signal }, input)) yield tracked(item.id, item)
    }),
} satisfies TRPCRouterRecord
