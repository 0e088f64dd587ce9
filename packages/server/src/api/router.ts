import { achievementsRouter, creditsRouter } from '../achievements/router.ts'
import { adminRouter } from '../admin/router.ts'
import { connectRouter } from '../connect/router.ts'
import { goalsRouter } from '../goals/router.ts'
import { adminMetricsRouter, metricsRouter } from '../metrics/router.ts'
import { notificationsRouter } from '../notifications/router.ts'
import { privacyRouter } from '../privacy/router.ts'
import { receiptsRouter } from '../receipts/router.ts'
import { supportRouter } from '../support/router.ts'
import { syncRouter } from '../sync/router.ts'
import { mediaRouter } from '../tags/router.ts'
import { t } from '../procedures/trpc.ts'

export const appRouter = t.router({
  instagram: {
    connect: connectRouter,
    sync: syncRouter,
    metrics: { ...metricsRouter, ...receiptsRouter },
    media: mediaRouter,
    goals: goalsRouter,
    notifications: notificationsRouter,
    achievements: achievementsRouter,
    credits: creditsRouter,
    support: supportRouter,
    privacy: privacyRouter,
  },
  admin: { ...adminRouter, ...adminMetricsRouter },
})

export type AppRouter = typeof appRouter
