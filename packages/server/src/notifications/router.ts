import type { TRPCRouterRecord } from '@trpc/server'
import { userProcedure } from '../api/procedures.ts'
import { notificationsListInput, notificationsListResult } from './contract.ts'

export const notificationsRouter = {
  /** Nothing writes notifications in this version, so the true list is empty. */
  list: userProcedure
    .meta({ rest: { method: 'GET', path: '/api/v1/social/instagram/notifications/', summary: 'Notifications' } })
    .input(notificationsListInput.prefault({}))
    .output(notificationsListResult)
    .query(() => ({ items: [], unreadCount: 0, nextCursor: null })),
} satisfies TRPCRouterRecord
