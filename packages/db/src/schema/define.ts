import { defineAccounts } from './accounts.ts'
import { defineAchievements, defineRewardTombstones } from './achievements.ts'
import { defineAudiences } from './audiences.ts'
import { defineBenchmarkMembers, defineBenchmarkOptOuts, defineBenchmarks } from './benchmarks.ts'
import { defineCallBudgets } from './call-budgets.ts'
import { defineChangeFeed, defineChanges, defineFinalDays } from './changes.ts'
import { defineConnectionAttempts } from './connection-attempts.ts'
import { defineCreditEntries } from './credit-entries.ts'
import { defineDailyMetrics } from './daily-metrics.ts'
import { defineDailySplits } from './daily-splits.ts'
import { defineDeletionRequests } from './deletion-requests.ts'
import { defineDeliveries, defineDeliveryCursors } from './deliveries.ts'
import { defineEarlierReadings } from './earlier-readings.ts'
import { defineErasures } from './erasures.ts'
import { defineEvents } from './events.ts'
import { defineFollowerCounts } from './follower-counts.ts'
import { defineFollowerDays } from './follower-days.ts'
import { defineGoals } from './goals.ts'
import { defineHourlyCalls } from './hourly-calls.ts'
import { defineForecasts, defineInsights } from './insights.ts'
import { defineInstallation } from './installation.ts'
import { defineJobSlots } from './job-slots.ts'
import type { Kit } from './kit.ts'
import { defineMedia } from './media.ts'
import { defineMediaReadings } from './media-readings.ts'
import { defineMediaTags } from './media-tags.ts'
import { defineNotifications } from './notifications.ts'
import { defineOauthStates } from './oauth-states.ts'
import { definePeople } from './people.ts'
import { definePeriodReach } from './period-reach.ts'
import { defineSupportTickets } from './support-tickets.ts'
import { defineSyncRuns } from './sync-runs.ts'

export const defineSchema = (kit: Kit) => {
  const accounts = defineAccounts(kit)
  return {
    accounts,
    oauthStates: defineOauthStates(kit),
    connectionAttempts: defineConnectionAttempts(kit),
    dailyMetrics: defineDailyMetrics(kit, accounts),
    followerCounts: defineFollowerCounts(kit, accounts),
    followerDays: defineFollowerDays(kit, accounts),
    periodReach: definePeriodReach(kit, accounts),
    syncRuns: defineSyncRuns(kit, accounts),
    events: defineEvents(kit),
    jobSlots: defineJobSlots(kit),
    callBudgets: defineCallBudgets(kit),
    hourlyCalls: defineHourlyCalls(kit),
    media: defineMedia(kit, accounts),
    installation: defineInstallation(kit),
    people: definePeople(kit),
    notifications: defineNotifications(kit, accounts),
    achievements: defineAchievements(kit),
    rewardTombstones: defineRewardTombstones(kit),
    creditEntries: defineCreditEntries(kit),
    deliveries: defineDeliveries(kit),
    deliveryCursors: defineDeliveryCursors(kit),
    erasures: defineErasures(kit),
    deletionRequests: defineDeletionRequests(kit),
    supportTickets: defineSupportTickets(kit),
    audiences: defineAudiences(kit, accounts),
    dailySplits: defineDailySplits(kit, accounts),
    earlierReadings: defineEarlierReadings(kit, accounts),
    mediaReadings: defineMediaReadings(kit, accounts),
    mediaTags: defineMediaTags(kit, accounts),
    goals: defineGoals(kit, accounts),
    insights: defineInsights(kit, accounts),
    forecasts: defineForecasts(kit, accounts),
    benchmarks: defineBenchmarks(kit),
    benchmarkMembers: defineBenchmarkMembers(kit, accounts),
    benchmarkOptOuts: defineBenchmarkOptOuts(kit),
    changes: defineChanges(kit),
    changeFeed: defineChangeFeed(kit),
    finalDays: defineFinalDays(kit, accounts),
  }
}

export type Schema = ReturnType<typeof defineSchema>
