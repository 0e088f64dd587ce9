import { defineAccounts } from './accounts.ts'
import { defineCallBudgets } from './call-budgets.ts'
import { defineConnectionAttempts } from './connection-attempts.ts'
import { defineDailyMetrics } from './daily-metrics.ts'
import { defineEvents } from './events.ts'
import { defineFollowerSnapshots } from './follower-snapshots.ts'
import { defineJobSlots } from './job-slots.ts'
import type { Kit } from './kit.ts'
import { defineMedia } from './media.ts'
import { defineOauthStates } from './oauth-states.ts'
import { defineSyncRuns } from './sync-runs.ts'

export const defineSchema = (kit: Kit) => {
  const accounts = defineAccounts(kit)
  return {
    accounts,
    oauthStates: defineOauthStates(kit),
    connectionAttempts: defineConnectionAttempts(kit),
    dailyMetrics: defineDailyMetrics(kit, accounts),
    followerSnapshots: defineFollowerSnapshots(kit, accounts),
    syncRuns: defineSyncRuns(kit, accounts),
    events: defineEvents(kit),
    jobSlots: defineJobSlots(kit),
    callBudgets: defineCallBudgets(kit),
    media: defineMedia(kit, accounts),
  }
}

export type Schema = ReturnType<typeof defineSchema>
