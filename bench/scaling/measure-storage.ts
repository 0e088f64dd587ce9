// Measures what one account and day takes in a database: `node bench/scaling/measure-storage.ts file:/tmp/a.db`.
import { randomBytes, randomUUID } from 'node:crypto'
import {
  accountLists,
  accounts,
  dailyMetrics,
  events,
  followerCounts,
  followerDays,
  openDatabase,
  periodReach,
  syncRuns,
} from '@instagram-dashboard/db'

const dayMs = 86_400_000
/** Each night reads the newest days again. */
const daysReadAgain = 4
/** PostgreSQL clears away what was overwritten when it is a fifth of a table; with a year in it, every so many nights. */
const nightsBetweenVacuums = 20

const [url = '', askedPeople = '30', askedDays = '90'] = process.argv.slice(2)
const people = Number(askedPeople)
const days = Number(askedDays)
const db = await openDatabase(url)
const start = new Date('2026-01-01T08:00:00Z')
let sequence = 0
/** Numbers as large as those of an account with some thousand followers. */
const some = (most: number) => Math.floor(Math.random() * most)
for (let person = 0; person < people; person += 1) {
  const id = randomUUID()
  await db.transaction((tx) =>
    accounts.insert(tx, {
      id,
      userId: `user-${person}`,
      instagramUserId: String(17_841_400_000_000_000n + BigInt(person)),
      username: `person.${person}`,
      status: 'active',
      grantedScopes: [],
      connectedAt: start,
      createdAt: start,
      updatedAt: start,
    }),
  )
}
const before = (await db.describe()).bytes ?? 0
const ids = (await accountLists.listActive(db, { after: '', limit: people, neverSynced: false })).map(({ id }) => id)
// Night after night, as it happens: the rows of one account do not come one after the other.
for (let day = 0; day < days; day += 1) {
  const at = new Date(start.getTime() + day * dayMs)
  const newest = Array.from({ length: Math.min(day + 1, daysReadAgain) }, (_, back) => dateOf(day - back))
  const lastDay = dateOf(day)
  await db.transaction(async (tx) => {
    for (const accountId of ids) {
      const run = { id: randomUUID(), accountId, userId: `user-of-${accountId}`, trigger: 'scheduled' as const }
      await syncRuns.insert(tx, { ...run, status: 'queued', phase: 'queued', startedAt: at })
      await syncRuns.updateUnfinished(tx, run.id, {
        status: 'succeeded',
        phase: 'finished',
        finishedAt: at,
        apiCalls: 22,
      })
      await dailyMetrics.saveDays(
        tx,
        newest.map((date) => dayOf(accountId, date, at)),
      )
      const followers = 4_000 + day
      const counted = { followersCount: followers, followsCount: 300, mediaCount: 200 }
      await followerCounts.save(tx, { accountId, takenAt: at, ...counted })
      const followed = { followers, change: some(40), isFinal: true, isDerived: false, isEstimated: false }
      await followerDays.saveDays(
        tx,
        accountId,
        newest.map((date) => ({ day: date, ...followed })),
      )
      for (const length of [7, 30]) {
        await periodReach.save(tx, { accountId, days: length, lastDay, reach: some(60_000), readAt: at })
      }
      await events.append(tx, eventOf(accountId, run.id, at))
      // One token of seven is refreshed a night.
      if (some(7) === 0) await events.append(tx, { ...eventOf(accountId, run.id, at), type: 'token.refreshed' })
    }
  })
  if (day % nightsBetweenVacuums === 0) await db.queueAccess?.executeSql('VACUUM')
}
await db.checkpoint()
const { engine, bytes } = await db.describe()
console.log(`${engine}: ${Math.round(((bytes ?? 0) - before) / (people * days))} bytes an account and day`)
await db.close()

function dateOf(day: number): string {
  return new Date(start.getTime() + day * dayMs).toISOString().slice(0, 10)
}

function dayOf(accountId: string, day: string, fetchedAt: Date): dailyMetrics.DailyMetricsRow {
  return {
    accountId,
    day,
    reach: some(9_000),
    views: some(20_000),
    accountsEngaged: some(900),
    totalInteractions: some(1_200),
    likes: some(900),
    comments: some(90),
    saves: some(90),
    shares: some(90),
    replies: some(30),
    reposts: some(20),
    profileViews: some(300),
    websiteClicks: some(40),
    profileLinksTaps: some(20),
    newFollowers: null,
    follows: some(40),
    unfollows: some(20),
    other: null,
    missing: { follower_count: 'not_read_yet' },
    unsettled: [],
    followsReadAt: fetchedAt,
    rawEndTime: null,
    isFinal: true,
    fetchedAt,
  }
}

function eventOf(accountId: string, runId: string, createdAt: Date): events.EventRow {
  sequence += 1
  return {
    sequence,
    type: 'sync.completed',
    personRef: `person-of-${accountId}`,
    accountId,
    actorKind: 'system',
    actorRef: null,
    requestId: null,
    ipNetwork: null,
    data: {
      runId,
      trigger: 'scheduled',
      status: 'succeeded',
      daysWritten: daysReadAgain,
      followersChange: 3,
      code: null,
      reason: null,
      followers: 4_003,
      growthStreakDays: 2,
      isBestDay: false,
    },
    sealedPersonal: null,
    createdAt,
    mac: randomBytes(32).toString('base64url'),
  }
}
