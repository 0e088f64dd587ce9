import type { TRPCRouterRecord } from '@trpc/server'
import { adminProcedure } from '../api/procedures.ts'
import { healthResult } from './contract.ts'
import { readHealth } from './read-health.ts'

export const adminRouter = {
  health: adminProcedure
    .meta({ rest: { method: 'GET', path: '/api/v1/social/instagram/health/', summary: 'Health, for admins' } })
    .output(healthResult)
    .query(({ ctx }) => readHealth(ctx.deps)),
} satisfies TRPCRouterRecord
