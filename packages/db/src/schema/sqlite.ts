import { defineSchema } from './define.ts'
import { sqliteKit } from './kit.ts'

export const {
  accounts,
  oauthStates,
  connectionAttempts,
  dailyMetrics,
  followerCounts,
  followerDays,
  periodReach,
  syncRuns,
  events,
  jobSlots,
  callBudgets,
  media,
  installation,
  people,
  notifications,
  achievements,
  rewardTombstones,
  creditEntries,
  deliveries,
  deliveryCursors,
  erasures,
  deletionRequests,
  supportTickets,
  audiences,
} = defineSchema(sqliteKit)
