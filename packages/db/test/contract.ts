import { describe } from 'vitest'
import { describeAccounts } from './contract/accounts.ts'
import { describeChanges } from './contract/changes.ts'
import { describePublishedChanges } from './contract/published-changes.ts'
import { describeCallBudgets } from './contract/call-budgets.ts'
import { describeConnectionAttempts } from './contract/connection-attempts.ts'
import {
  describeDeliveries,
  describeEventLog,
  describeExpiryNotifications,
  describeNotifications,
  describeRewards,
} from './contract/consequences.ts'
import { describeDailyMetrics } from './contract/daily-metrics.ts'
import { describeDatabase } from './contract/database.ts'
import { describeEvents } from './contract/events.ts'
import { describeFollowerCounts } from './contract/follower-counts.ts'
import { describeDailySplits } from './contract/daily-splits.ts'
import { describeFollowerDays } from './contract/follower-days.ts'
import { describeGoals } from './contract/goals.ts'
import { describeInsights } from './contract/insights.ts'
import { describeJobSlots } from './contract/job-slots.ts'
import { describeLongLists } from './contract/long-lists.ts'
import { describeMedia } from './contract/media.ts'
import { describeMigrations } from './contract/migrations.ts'
import { describeOauthStates } from './contract/oauth-states.ts'
import { describeEarlierReadings } from './contract/earlier-readings.ts'
import { describePeriodReach } from './contract/period-reach.ts'
import { describePostsOverTime } from './contract/posts-over-time.ts'
import { describeAccountLists, describePrivacy } from './contract/privacy.ts'
import { describeRefreshes } from './contract/refreshes.ts'
import { describeSealedTokens } from './contract/sealed-tokens.ts'
import { describeSyncClaims } from './contract/sync-claims.ts'
import { describeSyncRuns } from './contract/sync-runs.ts'
import { makeTest } from './contract/make-test.ts'
import type { Engine } from './engine.ts'

/** What the product relies on, whichever engine stores the rows. */
export function describeContract(name: string, engine: Engine): void {
  const test = makeTest(engine)
  describe(name, () => {
    describe('migrations', () => describeMigrations(test))
    describe('the database', () => describeDatabase(test, engine))
    describe('announcements', () => describePublishedChanges(test, engine))
    describe('the feed of changes', () => describeChanges(test, engine))
    describe('oauth states', () => describeOauthStates(test))
    describe('connection attempts', () => describeConnectionAttempts(test))
    describe('accounts', () => describeAccounts(test))
    describe('sync claims', () => describeSyncClaims(test))
    describe('sync runs', () => describeSyncRuns(test))
    describe('daily metrics', () => describeDailyMetrics(test))
    describe('follower counts', () => describeFollowerCounts(test))
    describe('what days are made of', () => describeDailySplits(test))
    describe('follower days', () => describeFollowerDays(test))
    describe('findings and forecasts', () => describeInsights(test))
    describe('the reach of periods', () => describePeriodReach(test))
    describe('goals', () => describeGoals(test))
    describe('earlier readings', () => describeEarlierReadings(test))
    describe('events', () => describeEvents(test))
    describe('the event log', () => describeEventLog(test))
    describe('notifications', () => describeNotifications(test))
    describe('rewards', () => describeRewards(test))
    describe('deliveries', () => describeDeliveries(test))
    describe('expiry notices and the audit', () => describeExpiryNotifications(test))
    describe('job slots', () => describeJobSlots(test))
    describe('sealed tokens', () => describeSealedTokens(test))
    describe('media', () => describeMedia(test))
    describe('posts over time, stories and tags', () => describePostsOverTime(test))
    describe('long lists', () => describeLongLists(test))
    describe('lists of accounts', () => describeAccountLists(test))
    describe('what is held on people', () => describePrivacy(test))
    describe('refreshes', () => describeRefreshes(test))
    describe('call budgets and the queue behind them', () => describeCallBudgets(test))
  })
}
