import {
  accountHealth,
  accountLists,
  accounts,
  audiences,
  benchmarks,
  callBudgets,
  changes,
  connectionAttempts,
  creditEntries,
  dailyMetrics,
  deliveries,
  earlierReadings,
  events,
  finalDays,
  goals,
  followerDays,
  hourlyCalls,
  insights,
  jobSlots,
  manyAccounts,
  media,
  mediaReadings,
  mediaTags,
  newestAnswers,
  notifications,
  oauthStates,
  people,
  periodReach,
  personalData,
  refreshes,
  retention,
  sealedTokens,
  stories,
  supportTickets,
  syncQueue,
  syncRuns,
  youngPosts,
  type Database,
} from '../src/index.ts'

const dayMs = 86_400_000

/** Of these tables there are rows for each account, each event or each call: reading all of them takes longer each day. */
export const growingTables = [
  'accounts',
  'audiences',
  'benchmark_members',
  'benchmark_opt_outs',
  'call_budgets',
  'changes',
  'connection_attempts',
  'credit_entries',
  'daily_metrics',
  'daily_splits',
  'deliveries',
  'earlier_readings',
  'events',
  'final_days',
  'follower_counts',
  'follower_days',
  'forecasts',
  'goals',
  'hourly_calls',
  'insights',
  'job_slots',
  'media',
  'media_readings',
  'media_tags',
  'notifications',
  'oauth_states',
  'people',
  'period_reach',
  'support_tickets',
  'sync_runs',
] as const

type Read = (db: Database, now: Date) => Promise<unknown>

const position = (now: Date) => ({ connectedAt: now, id: 'account-1' })
const days = (now: Date, count: number) => new Date(now.getTime() + count * dayMs)
const someDays = { first: 'day-1', last: 'day-9' }
const someAccounts = ['account-1', 'account-2']
const newest = { before: null, limit: 51 }
const older = { before: 900, limit: 51 }

/** What persons and admins read. */
const shown: Record<string, Read> = {
  'goals of an account': (db) => goals.listByAccount(db, 'account-1'),
  'goals that are open': (db) => goals.listOpen(db, 'account-1'),
  'a goal of a person': (db) => goals.findOwned(db, 'user-1', 'goal-1'),
  'goals: the days': (db) => goals.listDays(db, 'account-1', someDays),
  'goals: the most followers': (db, now) => goals.highestCount(db, 'account-1', { from: days(now, -28), until: now }),
  'some accounts: the numbers': (db) => manyAccounts.listNumbers(db, someAccounts, someDays),
  'some accounts: what is not settled': (db) => manyAccounts.listUnsettled(db, someAccounts, someDays),
  'some accounts: the followers': (db) => manyAccounts.listFollowerDays(db, someAccounts, someDays),
  'some accounts: the reach of periods': (db) =>
    manyAccounts.listPeriodReach(db, someAccounts, { days: 7, lastDay: 'day-9', previousLastDay: 'day-2' }),
  'benchmarks: in which cell an account is': (db) => benchmarks.findMember(db, 'account-1'),
  'benchmarks: who of some is in which cell': (db) => benchmarks.listMembers(db, someAccounts),
  'benchmarks: who is in a cell': (db) => benchmarks.listMemberIds(db, 'cell-1', 'day-1'),
  'benchmarks: who is still in a cell': (db) => benchmarks.listRemaining(db, 'cell-1', 'day-1'),
  'benchmarks: who may be counted': (db) => benchmarks.listCandidates(db, { after: 'account-1', limit: 100 }),
  'benchmarks: who of some opted out': (db) => benchmarks.listOptedOut(db, ['user-1', 'user-2']),
  'benchmarks: who opted out': (db) => benchmarks.optedOut(db, 'user-1'),
  'benchmarks: the sums': (db) => benchmarks.sumsOf(db, someAccounts, someDays),
  'benchmarks: the followers': (db) => benchmarks.followersOf(db, someAccounts, someDays),
  'benchmarks: the posts': (db, now) => benchmarks.postsOf(db, someAccounts, { from: days(now, -28), until: now }),
  'audit: everything': (db) => events.listPage(db, {}, newest),
  'audit: the next page': (db) => events.listPage(db, {}, older),
  'audit: a person': (db) => events.listPage(db, { personRef: 'ref-1' }, older),
  'audit: a person and types': (db) => events.listPage(db, { personRef: 'ref-1', types: ['a', 'b'] }, older),
  'audit: an account': (db) => events.listPage(db, { accountId: 'account-1' }, older),
  'audit: an account and a time': (db, now) =>
    events.listPage(db, { accountId: 'account-1', since: days(now, -1), until: now }, older),
  'audit: types': (db) => events.listPage(db, { types: ['sync.completed', 'rare'] }, older),
  'audit: types and a time': (db, now) => events.listPage(db, { types: ['rare'], until: now }, newest),
  'audit: a request': (db) => events.listPage(db, { requestId: 'request-1' }, newest),
  'audit: a time': (db, now) => events.listPage(db, { since: days(now, -9), until: now }, newest),
  'audit: the next page of a time': (db, now) => events.listPage(db, { until: now }, older),
  'audit: all at once': (db, now) =>
    events.listPage(
      db,
      { personRef: 'ref-1', accountId: 'account-1', requestId: 'r', types: ['a'], since: now, until: now },
      older,
    ),
  'the first connection of a person': (db) => events.hasConnected(db, 'ref-1'),
  'accounts: everything': (db) => accountLists.findPage(db, {}, { after: null, limit: 51 }),
  'accounts: the next page': (db, now) => accountLists.findPage(db, {}, { after: position(now), limit: 51 }),
  'accounts: a status': (db, now) =>
    accountLists.findPage(db, { status: 'active' }, { after: position(now), limit: 51 }),
  'accounts: a search': (db, now) =>
    accountLists.findPage(db, { search: 'nobody' }, { after: position(now), limit: 51 }),
  'accounts: a search in a status': (db) =>
    accountLists.findPage(db, { search: '%_', status: 'disconnected' }, { after: null, limit: 51 }),
  'accounts: ends, errors, rest': (db, now) =>
    accountLists.findPage(
      db,
      { tokenEndsBefore: now, hasError: true, isDeactivated: false },
      { after: null, limit: 51 },
    ),
  'accounts: without numbers, and failing refreshes': (db, now) =>
    accountLists.findPage(
      db,
      { numbersOlderThan: { before: now, latest: now }, refreshFailures: 2 },
      { after: null, limit: 51 },
    ),
  'accounts: without errors': (db) => accountLists.findPage(db, { hasError: false }, { after: null, limit: 51 }),
  'accounts: a username': (db) => accountLists.listByUsername(db, 'Nobody', 10),
  'users with accounts': (db) => accountLists.listUserIds(db, { after: 'user-1', limit: 100 }),
  'accounts of a person': (db) => accountLists.listAllOf(db, 'user-1'),
  'notices: the first page': (db) => notifications.listPage(db, 'user-1', { after: null, limit: 21 }),
  'notices: after an unread one': (db) =>
    notifications.listPage(db, 'user-1', { after: { isUnread: true, id: 9 }, limit: 21 }),
  'notices: after one that was seen': (db) =>
    notifications.listPage(db, 'user-1', { after: { isUnread: false, id: 9 }, limit: 21 }),
  'notices: how many are unread': (db) => notifications.countUnread(db, 'user-1'),
  'notices: since one': (db) => notifications.listAfter(db, 'user-1', { after: 9, limit: 21 }),
  'notices: the newest': (db) => notifications.newestId(db, 'user-1'),
  'notices for admins: everything': (db) => notifications.listForAdmin(db, {}, newest),
  'notices for admins: a kind': (db) => notifications.listForAdmin(db, { kind: 'sync_failed' }, older),
  'notices for admins: an account': (db) => notifications.listForAdmin(db, { accountId: 'account-1' }, older),
  'notices for admins: a person and a kind': (db) =>
    notifications.listForAdmin(db, { userId: 'user-1', kind: 'sync_failed' }, older),
  'questions of a person': (db) => supportTickets.listPage(db, { userId: 'user-1' }, older),
  'questions of a status': (db) => supportTickets.listPage(db, { status: 'open' }, older),
  'questions: everything': (db) => supportTickets.listPage(db, {}, newest),
  'questions of a day': (db, now) => supportTickets.countSince(db, 'user-1', now),
  'runs of an account': (db, now) =>
    syncRuns.listPage(db, 'account-1', { after: { startedAt: now, id: 'run-1' }, limit: 21 }),
  'runs: everything': (db) => syncRuns.listForAdmin(db, {}, { after: null, limit: 51 }),
  'runs: the next page': (db, now) =>
    syncRuns.listForAdmin(db, {}, { after: { startedAt: now, id: 'run-1' }, limit: 51 }),
  'runs: a status': (db) => syncRuns.listForAdmin(db, { status: 'failed' }, { after: null, limit: 51 }),
  'runs: those at work': (db) => syncRuns.listForAdmin(db, { status: 'running' }, { after: null, limit: 51 }),
  'runs: an account and a trigger': (db) =>
    syncRuns.listForAdmin(db, { accountId: 'account-1', trigger: 'scheduled' }, { after: null, limit: 51 }),
  "runs: Instagram's code": (db) =>
    syncRuns.listForAdmin(db, { instagramCode: 190, instagramSubcode: 460 }, { after: null, limit: 51 }),
  'messages to the host: a status': (db) => deliveries.list(db, 'dead', { after: null, limit: 51 }),
  'messages to the host: the next page': (db) =>
    deliveries.list(db, 'delivered', { after: { eventSequence: 900, channel: 'webhook' }, limit: 51 }),
  'the funnel': (db, now) =>
    connectionAttempts.listBetween(db, { since: days(now, -30), until: now }, { after: null, limit: 500 }),
  'the next page of the funnel': (db, now) =>
    connectionAttempts.listBetween(
      db,
      { since: days(now, -30), until: now },
      { after: { createdAt: days(now, -3), id: 9 }, limit: 500 },
    ),
  "everybody's changes": (db) => changes.listPage(db, { scope: null, from: 5, upTo: 900, limit: 100 }),
  "everybody's changes behind one": (db) =>
    changes.listPage(db, {
      scope: null,
      from: { position: 5, accountId: 'account-1', kind: 'day', key: 'day-1' },
      upTo: 900,
      limit: 100,
    }),
  "a user's changes": (db) =>
    changes.listPage(db, {
      scope: { accountIds: ['account-1', 'account-2'], erasedRef: 'ref-1' },
      from: 5,
      upTo: 900,
      limit: 100,
    }),
  'changes: accounts': (db) => changes.listAccountIds(db, 'account-1', 100),
  "changes: a user's accounts": (db) => changes.listAccountIdsOf(db, 'user-1'),
  'changes: days of an account': (db) => changes.listDayKeys(db, 'account-1', { after: '2026-01-01', limit: 100 }),
  'changes: posts of an account': (db) => changes.listMediaKeys(db, 'account-1', { after: 'media-1', limit: 100 }),
  'days that became final': (db) => db.transaction((tx) => finalDays.takeUntold(tx, 'account-1')),
  'posts of an account': (db, now) =>
    media.listPage(db, 'account-1', {
      sort: 'recent',
      productType: null,
      after: { value: now.getTime(), mediaId: '1' },
      limit: 21,
    }),
  'posts of an account by reach': (db) =>
    media.listPage(db, 'account-1', { sort: 'reach', productType: null, after: null, limit: 21 }),
  'posts that averages are made of': (db, now) =>
    media.listAveraged(db, 'account-1', { before: days(now, -7), limit: 200 }),
  'posts that findings are made of': (db, now) =>
    media.listPublished(db, 'account-1', { since: days(now, -90), until: now }),
  'days that findings are made of': (db) =>
    dailyMetrics.listLookedAt(db, 'account-1', { first: '2026-01-01', last: '2026-11-30' }),
  'findings that were told': (db) => insights.listSince(db, 'account-1', '2026-11-01'),
  'the newest forecast': (db) => insights.newestForecast(db, 'account-1', 'reach'),
  'earlier forecasts': (db) =>
    insights.listForecasts(db, 'account-1', { metric: 'reach', first: '2026-01-01', last: '2026-11-30' }),
  'stories of an account': (db, now) =>
    stories.listPage(db, 'account-1', {
      since: days(now, -30),
      until: now,
      after: { publishedAt: now, mediaId: '1' },
      limit: 21,
    }),
  'readings of a post': (db) => mediaReadings.listOf(db, 'account-1', 'media-1'),
  'readings of a kind of posts': (db) =>
    mediaReadings.listOfProduct(db, 'account-1', { productType: 'FEED', limit: 600 }),
  'tags of posts': (db) => mediaTags.listOf(db, 'account-1', ['media-1']),
  'how many tags there are': (db) => mediaTags.countOf(db, 'account-1'),
  'posts by tag': (db) => mediaTags.summarize(db, 'account-1'),
  'posts of an account by watch time, of a type and a time': (db, now) =>
    media.listPage(db, 'account-1', {
      sort: 'averageWatchTimeMs',
      productType: null,
      type: 'reel',
      publishedFrom: days(now, -30),
      publishedBefore: now,
      after: { value: 5, mediaId: '1' },
      limit: 21,
    }),
  'followers of an account, with who came and who went': (db) =>
    followerDays.listGrowth(db, 'account-1', { first: '2026-01-01', last: '2026-12-31' }),
  'what days of an account were before': (db) =>
    earlierReadings.list(db, 'account-1', { first: '2026-01-01', last: '2026-12-31' }),
  'what later days were before': (db) => earlierReadings.listAfter(db, 'account-1', '2026-12-31'),
  'since when days of an account are there': (db) =>
    dailyMetrics.listFirstReadings(db, 'account-1', { first: '2026-01-01', last: '2026-12-31' }),
  'since when its followers are known': (db) =>
    followerDays.listFirstKnown(db, 'account-1', { first: '2026-01-01', last: '2026-12-31' }),
  'one period of an account': (db) => periodReach.find(db, 'account-1', { days: 7, lastDay: '2026-01-01' }),
  'what was published on a day': (db, now) => media.listOfDay(db, 'account-1', { since: days(now, -1), until: now }),
  'the first day of an account': (db) => dailyMetrics.findFirstDay(db, 'account-1'),
  'the first day of its followers': (db) => followerDays.findFirstDay(db, 'account-1'),
  'credits of a person': (db) => creditEntries.listPage(db, 'ref-1', older),
  'credits of a person, summed': (db) => creditEntries.balance(db, 'ref-1'),
  'people of references': (db) => people.listByRefs(db, ['ref-1', 'ref-2']),
  'everything of a person': (db) => personalData.collect(db, 'user-1'),
  'accounts of an id of the app': (db) => accountLists.listByAppScopedId(db, '1'),
  'accounts of a person that live': (db) => accounts.listLiving(db, 'user-1'),
}

/** What the background asks each minute, and health at each look. */
export const scanned: Record<string, Read> = {
  'health: accounts': (db, now) =>
    accountHealth.summarize(db, {
      tokenEndsBefore: days(now, 7),
      lateBefore: days(now, -1),
      stoppedBefore: days(now, -2),
      refreshFailures: 2,
      latest: { happened: now, lease: now, wait: days(now, 1), token: days(now, 61) },
    }),
  'health: instants ahead': (db, now) =>
    accountHealth.countAhead(db, {
      latest: { happened: now, lease: now, wait: days(now, 1), token: days(now, 61) },
    }),
  'health: refused metrics': (db) => syncQueue.countRefusedMetrics(db),
  'health: pauses': (db, now) => callBudgets.countPaused(db, { now, latest: days(now, 1) }),
  'health: refusals': (db) => callBudgets.listRefused(db),
  'health: slots': (db, now) => jobSlots.summarize(db, { latest: now }),
  'after a night: its runs': (db, now) => syncRuns.listSince(db, days(now, -1), { after: null, limit: 500 }),
  'after a night: more of its runs': (db, now) =>
    syncRuns.listSince(db, days(now, -1), { after: { startedAt: now, id: 'run-9' }, limit: 500 }),
  'health: the newest slot': (db, now) => jobSlots.findNewest(db, 'sync', { dueUntil: now }),
  'health: runs ahead': (db, now) => syncRuns.countUnfinishedAfter(db, now),
  'health: the oldest refresh due': (db, now) => refreshes.findOldestDue(db, windowAt(now)),
  'health: messages to the host': (db) => deliveries.countOpen(db),
  'health: the longest due message': (db, now) => deliveries.findDueSince(db, now),
  'health: keys': (db) => sealedTokens.countByKey(db),
  'review pack: newest answers': (db) => newestAnswers.findNewestAnswers(db, 50),
  'doctor: scopes': (db) => accountLists.countMissingScopes(db, ['a']),
  'each minute: what goes on': (db, now) => syncQueue.listDue(db, { now, latest: days(now, 1), limit: 1_000 }),
  'each minute: audiences': (db, now) => audiences.listDue(db, { before: days(now, -7), latest: now, limit: 1_000 }),
  'each minute: young posts': (db, now) => youngPosts.listAccountsDue(db, { now, since: days(now, -2), limit: 1_000 }),
  'each minute: the next post of an account': (db) => youngPosts.findNext(db, 'account-1'),
  'each minute: posts put off': (db, now) =>
    youngPosts.postpone(db, 'account-1', { now, until: now, youngFrom: days(now, -3) }),
  'every four hours: stories that are over': (db, now) => stories.listDue(db, 'account-1', { now, limit: 3 }),
  'each minute: first syncs': (db) => accountLists.listActive(db, { after: '', limit: 100, neverSynced: true }),
  'each minute: runs that a crash left': (db) => syncRuns.listAccountsWithUnfinished(db, { after: '', limit: 100 }),
  'each minute: connections that a crash left': (db, now) => oauthStates.listResumable(db, now),
  'each minute: messages to the host': (db, now) =>
    deliveries.listDue(db, ['webhook', 'callback'], {
      now,
      latestAttempt: days(now, 2),
      latestLease: now,
      limit: 100,
    }),
  'each hour: tokens that end': (db, now) =>
    refreshes.listExpiring(db, { now, until: days(now, 7), except: windowAt(now) }, { after: null, limit: 100 }),
  'at a claim: open runs': (db) => syncRuns.listUnfinished(db, 'account-1'),
  'at night: refreshes due': (db, now) => refreshes.listDue(db, windowAt(now), { after: null, limit: 20 }),
  'at night: active accounts': (db) => accountLists.listActiveIds(db, { after: '', limit: 500 }),
  'at night: accounts disconnected long ago': (db, now) =>
    accountLists.listDisconnectedBefore(db, { before: now, limit: 100 }),
  'at night: runs dated ahead': (db, now) => syncRuns.dateBack(db, { after: now, to: now, limit: 200 }),
  'at night: pauses dated ahead': (db, now) =>
    callBudgets.dropAfter(db, { said: now, paused: now }, { after: '', limit: 200 }),
  'at night: slots dated ahead': (db, now) => jobSlots.dropAfter(db, { after: now }),
  'at night: calls of an hour ago': (db, now) => hourlyCalls.dropBefore(db, { before: now, limit: 100 }),
  'at night: flows': (db, now) => retention.dropBatch(db, 'connectionFlows', days(now, -400)),
  'at night: steps': (db, now) => retention.dropBatch(db, 'connectionAttempts', days(now, -400)),
  'at night: runs': (db, now) => retention.dropBatch(db, 'syncRuns', days(now, -400)),
  'at night: notices': (db, now) => retention.dropBatch(db, 'notifications', days(now, -400)),
  'at night: told events': (db, now) => retention.dropBatch(db, 'deliveries', days(now, -400)),
  'at night: events given up': (db, now) => retention.dropBatch(db, 'deadDeliveries', days(now, -400)),
  'at night: questions': (db, now) => retention.dropBatch(db, 'supportTickets', days(now, -400)),
  'at night: slots': (db, now) => retention.dropBatch(db, 'jobSlots', days(now, -400)),
  'at night: changes of long ago': (db, now) => retention.dropBatch(db, 'changes', days(now, -400)),
  'at night: pictures of stories': (db, now) => retention.dropBatch(db, 'storyPictures', days(now, -400)),
  'at night: an account that goes': (db, now) =>
    retention.dropBatchOfAccount(db, 'account-1', { disconnectedBefore: days(now, -400), at: now }),
}

function windowAt(now: Date): refreshes.DueWindow {
  return {
    now,
    issuedBefore: days(now, -1),
    expiresBefore: days(now, 30),
    longUnrefreshedBefore: days(now, -7),
    latestIssue: now,
    latestEnd: days(now, 61),
    latestRetry: days(now, 1),
  }
}

/** Every question that is asked of a growing table by whoever waits, or again and again. */
export const everyRead: readonly [string, Read][] = [...Object.entries(shown), ...Object.entries(scanned)]
