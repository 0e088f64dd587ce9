import { randomBytes, randomUUID } from 'node:crypto'
import {
  accounts,
  audiences,
  callBudgets,
  connectionAttempts,
  dailyMetrics,
  deliveries,
  events,
  followerCounts,
  followerDays,
  media,
  notifications,
  people,
  periodReach,
  syncRuns,
  type Database,
} from '@instagram-dashboard/db'
import { cleanUp } from './clean-up.ts'

const dayMs = 86_400_000
/** Each night reads the newest days again. */
const daysReadAgain = 4
/** Somebody who posts every fourth day and shows a story on each. */
const daysBetweenPosts = 4
/** PostgreSQL clears away what was overwritten when it is a fifth of a table; with a year in it, every so many nights. */
const nightsBetweenVacuums = 20

export interface TwoYears {
  people: number
  /** Nights from the connection on. */
  nights: number
  /** After a night, counted from 1. */
  afterNight?: (night: number) => Promise<void>
}

/**
 * What so many people with one account each leave in a database, night after night, written by the statements that the
 * product itself writes with, and cleaned up as it cleans up: the connection, then for each night a sync with its run,
 * event, message to the host and notice, numbers, followers, posts and stories.
 */
export async function livePeople(db: Database, { people: count, nights, afterNight }: TwoYears): Promise<void> {
  const start = new Date('2026-01-01T08:00:00Z')
  const ids = Array.from({ length: count }, (_, person) => `${String(person).padStart(8, '0')}${randomUUID().slice(8)}`)
  for (const [person, id] of ids.entries()) await db.transaction((tx) => connect(tx, { id, person, at: start }))
  for (let night = 0; night < nights; night += 1) {
    const at = new Date(start.getTime() + night * dayMs)
    // Night after night, as it happens: the rows of one account do not come one after the other.
    await db.transaction(async (tx) => {
      for (const id of ids) await syncOf(tx, { id, night, at })
    })
    await cleanUp(db, at)
    if (night % nightsBetweenVacuums === 0) await db.queueAccess?.executeSql('VACUUM')
    await afterNight?.(night + 1)
  }
}

type Handle = Parameters<typeof accounts.insert>[0]

interface Night {
  id: string
  night: number
  at: Date
}

let sequence = 0
let posts = 17_900_000_000_000_000n
/** Numbers as large as those of an account with some thousand followers. */
const some = (most: number) => Math.floor(Math.random() * most)
const dateOf = (instant: Date, back = 0) => new Date(instant.getTime() - back * dayMs).toISOString().slice(0, 10)
const secretOf = (bytes: number) => randomBytes(bytes).toString('base64url')
const userOf = (id: string) => `user-${id}`
const signedAddress = () => `https://scontent.cdninstagram.com/v/t51.82787-15/${some(1e9)}_n.jpg?${secretOf(180)}`

async function connect(tx: Handle, { id, person, at }: { id: string; person: number; at: Date }): Promise<void> {
  const userId = userOf(id)
  await accounts.insert(tx, {
    id,
    userId,
    instagramUserId: String(17_841_400_000_000_000n + BigInt(person)),
    appScopedId: String(24_000_000_000_000_000n + BigInt(person)),
    username: `person.${person}`,
    name: `Person ${person}`,
    accountType: 'BUSINESS',
    profilePictureUrl: signedAddress(),
    status: 'active',
    sealedToken: `v1.0f1e2d3c.${secretOf(260)}`,
    tokenIssuedAt: at,
    tokenExpiresAt: new Date(at.getTime() + 60 * dayMs),
    grantedScopes: ['instagram_business_basic', 'instagram_business_manage_insights'],
    connectedAt: at,
    createdAt: at,
    updatedAt: at,
  })
  await people.findOrAdd(tx, { userId, ref: randomUUID(), key: secretOf(32), createdAt: at })
  const stateHash = randomBytes(32).toString('hex')
  for (const step of ['started', 'redirected', 'returned', 'exchanged', 'validated', 'connected'] as const) {
    const subject = { stateHash, userId, accountId: id, placement: 'settings', errorMessage: null }
    await connectionAttempts.insert(tx, { ...subject, step, durationSeconds: 9, createdAt: at })
  }
  const calls = Object.fromEntries(Array.from({ length: 5 }, (_, minute) => [String(29_000_000 + minute), 8]))
  const quiet = {
    usagePercent: 3,
    usageAt: at,
    pausedUntil: null,
    pauseReason: null,
    pauseCode: null,
    refusedSince: null,
  }
  await callBudgets.save(tx, { scope: id, calls, ...quiet })
  const groups = (count: number) => Array.from({ length: count }, (_, n) => ({ name: `group ${n}`, people: some(900) }))
  for (const kind of ['followers', 'engaged'] as const) {
    const sizes = { age: 7, gender: 3, country: 45, city: 45 } as const
    const rows = Object.entries(sizes).map(([dimension, size]) => ({
      accountId: id,
      kind,
      // The guarantee: a name of `sizes`.
      dimension: dimension as keyof typeof sizes,
      groups: groups(size),
      readAt: at,
    }))
    await audiences.save(tx, rows)
  }
}

async function syncOf(tx: Handle, { id, night, at }: Night): Promise<void> {
  const run = { id: randomUUID(), accountId: id, userId: userOf(id), trigger: 'scheduled' as const }
  await syncRuns.insert(tx, { ...run, status: 'queued', phase: 'queued', startedAt: at })
  await syncRuns.updateUnfinished(tx, run.id, { status: 'succeeded', phase: 'finished', finishedAt: at, apiCalls: 22 })
  await saveNumbers(tx, { id, night, at })
  await saveMedia(tx, { id, night, at })
  const data = {
    runId: run.id,
    trigger: 'scheduled',
    status: 'succeeded',
    daysWritten: daysReadAgain,
    followersChange: 3,
    code: null,
    reason: null,
    followers: 4_003,
    growthStreakDays: 2,
    isBestDay: false,
  }
  await tell(tx, { id, type: 'sync.completed', data, at })
  // The host is told of each sync.
  const message = {
    id: `msg_${randomUUID()}`,
    channel: 'webhook' as const,
    eventSequence: sequence,
    type: 'sync.completed',
  }
  await deliveries.insert(tx, [{ ...message, createdAt: at }])
  const owner = 'bench'
  const bounds = { now: at, latestAttempt: at, latestLease: at }
  await deliveries.claim(tx, message.id, { owner, leaseUntil: new Date(at.getTime() + 60_000), ...bounds })
  const told = { status: 'delivered', attempts: 1, nextAttemptAt: at, lastFailure: null, endedAt: at } as const
  await deliveries.settle(tx, { id: message.id, owner }, told)
  // On two nights of three there are more followers than the night before, and the person hears of it.
  if (night % 3 > 0) {
    await notifications.insertOnce(tx, {
      userId: userOf(id),
      accountId: id,
      kind: 'followers_grew',
      parameters: { username: `person.${some(1_000)}`, count: 3, total: 4_003 },
      dedupeKey: `followers_grew:${id}:${dateOf(at)}`,
      eventSequence: sequence,
      createdAt: at,
    })
  }
  // Each token is refreshed once a week.
  if (night % 7 === 0) await tell(tx, { id, type: 'token.refreshed', data: { expiresInSeconds: 5_184_000 }, at })
}

async function saveNumbers(tx: Handle, { id, night, at }: Night): Promise<void> {
  const newest = Array.from({ length: Math.min(night + 1, daysReadAgain) }, (_, back) => dateOf(at, back))
  await dailyMetrics.saveDays(
    tx,
    newest.map((day) => ({ accountId: id, day, ...numbers(), fetchedAt: at, followsReadAt: at })),
  )
  const followers = 4_000 + night
  await followerCounts.save(tx, {
    accountId: id,
    takenAt: at,
    followersCount: followers,
    followsCount: 300,
    mediaCount: 200,
    importedAt: null,
  })
  const followed = { followers, change: some(40), isFinal: true, isDerived: false, isEstimated: false }
  await followerDays.saveDays(
    tx,
    { accountId: id, now: at },
    newest.map((day) => ({ day, ...followed })),
  )
  for (const days of [7, 30]) {
    await periodReach.save(tx, { accountId: id, days, lastDay: dateOf(at), reach: some(60_000), readAt: at })
  }
}

function numbers(): Omit<dailyMetrics.DailyMetricsRow, 'accountId' | 'day' | 'fetchedAt' | 'followsReadAt'> {
  return {
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
    rawEndTime: null,
    isFinal: true,
    importedAt: null,
  }
}

/** A story each night, a post every few; with the figures that Instagram has for each. */
async function saveMedia(tx: Handle, { id, night, at }: Night): Promise<void> {
  const products = night % daysBetweenPosts === 0 ? ['STORY', 'FEED'] : ['STORY']
  await media.save(
    tx,
    products.map((productType) => mediaOf(id, productType, at)),
  )
}

const caption =
  'Chegou novidade na loja: peças feitas à mão, com entrega em todo o Brasil. Link na bio. #feitoamao #artesanato'

function mediaOf(accountId: string, productType: string, at: Date): media.MediaRow {
  posts += 1n
  const isStory = productType === 'STORY'
  const [views, reach, likes] = [some(5_000), some(4_000), some(400)]
  const more = isStory
    ? ['reposts', 'follows', 'profile_visits', 'replies', 'navigation']
    : ['likes', 'comments', 'saved', 'reposts', 'follows', 'profile_visits']
  const figures = {
    views,
    reach,
    shares: some(30),
    total_interactions: some(500),
    ...Object.fromEntries(more.map((name) => [name, some(90)])),
  }
  return {
    accountId,
    mediaId: String(posts),
    mediaType: 'IMAGE',
    productType,
    caption: isStory ? null : caption,
    permalink: `https://www.instagram.com/p/${secretOf(8)}/`,
    previewUrl: signedAddress(),
    ownerUsername: null,
    navigation: null,
    nextReadAt: null,
    publishedAt: at,
    views,
    reach,
    totalInteractions: some(500),
    likes: isStory ? null : likes,
    comments: isStory ? null : some(40),
    saved: isStory ? null : some(40),
    shares: some(30),
    figures,
    insightState: 'read',
    refusedMetrics: [],
    insightsAt: at,
    goneAt: null,
    seenAt: at,
  }
}

async function tell(
  tx: Handle,
  { id, type, data, at }: { id: string; type: string; data: Record<string, unknown>; at: Date },
): Promise<void> {
  sequence += 1
  await events.append(tx, {
    sequence,
    type,
    personRef: `${id.slice(0, 30)}-ref`,
    accountId: id,
    actorKind: 'system',
    actorRef: null,
    requestId: null,
    ipNetwork: null,
    data,
    sealedPersonal: null,
    createdAt: at,
    mac: secretOf(32),
  })
}
