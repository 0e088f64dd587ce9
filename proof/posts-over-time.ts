import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, youngPosts, type Database } from '../packages/db/src/index.ts'
import { createInstagramDashboard, generateEncryptionKey, type Dashboard } from '../packages/server/src/index.ts'
import { SANDBOX_APP_ID, SANDBOX_APP_SECRET, startSandbox, type Sandbox } from '../packages/server/src/sandbox/index.ts'
import { makeClock, type TestClock } from '../packages/server/test/start-backend.ts'

export interface PostsProof {
  posts: number
  stories: number
  /** How many posts have a reading at each age, of those that were that old within these days. */
  read: Record<string, string>
  /** The farthest that a reading at 6, 24 or 48 hours was from it, seconds. */
  worstOffSeconds: number
  highlightsReadAgain: number
  /** Calls a day beside the nights, by how many posts are younger than 48 hours. */
  callsADay: Record<string, number>
  mostWithinAnHour: number
  /** Most calls about the account itself in a night. */
  mostOwnCalls: number
  /** What was wrong, by kind; each with its first examples. */
  faults: string[]
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const username = 'loja.da.ana'
const redirectUri = 'http://localhost:3999/return'

/**
 * Lives through some weeks of an account: nights, stories every four hours, and posts whenever one is due. In the end every
 * reading is held against what Instagram said at that minute.
 */
export async function provePostsOverTime({ days, seed }: { days: number; seed: number }): Promise<PostsProof> {
  const folder = mkdtempSync(join(tmpdir(), 'posts-proof-'))
  const databaseUrl = `file:${join(folder, 'proof.db')}`
  const clock = makeClock(new Date('2026-11-16T18:00:00Z'))
  const sandbox = await startSandbox({ now: clock.now, seed: `posts ${seed}` })
  const dashboard = await createInstagramDashboard({
    instagramAppId: SANDBOX_APP_ID,
    instagramAppSecret: SANDBOX_APP_SECRET,
    instagramRedirectUri: redirectUri,
    instagramTokenEncryptionKey: generateEncryptionKey(),
    instagramAuthorizeUrl: sandbox.authorizeUrl,
    instagramOauthBaseUrl: sandbox.oauthBaseUrl,
    instagramGraphBaseUrl: sandbox.graphBaseUrl,
    databaseUrl,
    backgroundJobs: false,
    authenticate: () => null,
    writeLog: () => undefined,
    clock,
  })
  const db = await openDatabase(databaseUrl)
  try {
    const accountId = await connect(dashboard, sandbox)
    const life = { dashboard, sandbox, clock, db, accountId, since: clock.now(), days }
    const counted = await live(life)
    return { ...counted, ...(await check(life, counted)) }
  } finally {
    await db.close()
    await dashboard.close()
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Life {
  dashboard: Dashboard
  sandbox: Sandbox
  clock: TestClock
  db: Database
  accountId: string
  since: Date
  days: number
}

async function connect(dashboard: Dashboard, sandbox: Sandbox): Promise<string> {
  const { instagram } = dashboard.caller({ userId: 'ana' })
  const { state } = await instagram.connect.start({})
  const code = sandbox.control.approve(username, { state, redirectUri })
  const { account } = await instagram.connect.complete({ code, state })
  for (;;) {
    const { items } = await instagram.sync.history({})
    if (items.length > 0 && items.every(({ finishedAt }) => finishedAt !== null)) return account.id
  }
}

interface Counted {
  callsADay: Record<string, number>
  mostWithinAnHour: number
  mostOwnCalls: number
}

const isOwn = (path: string) => /\/me(\/insights)?$/.test(path)

/** Goes from one instant at which something is due to the next. */
async function live({ dashboard, sandbox, clock, db, accountId, since, days }: Life): Promise<Counted> {
  const end = since.getTime() + days * day
  const calls: number[] = []
  const spans = new Map<number, { hours: number; calls: number }>()
  let mostOwnCalls = 0
  let [night, stories] = [nextAt(since, { every: day, offset: 8 * hour }), nextAt(since, fourHours)]
  while (clock.now().getTime() < end) {
    const now = clock.now().getTime()
    const due = (await youngPosts.findNext(db, accountId))?.nextReadAt?.getTime() ?? Infinity
    // Somebody looks each minute.
    const look = Math.max(now + minute, Math.ceil(due / minute) * minute)
    const at = Math.min(night, stories, look, end)
    const young = sandbox.control.posts(username).filter(({ publishedAt }) => now - publishedAt.getTime() < 2 * day)
    clock.advance(at - now)
    sandbox.control.clearRequests()
    if (at === night) await dashboard.syncAccounts()
    else if (at === stories) await dashboard.syncStories()
    else if (at === look) await dashboard.syncPosts()
    if (at === night) night += day
    else if (at === stories) stories += 4 * hour
    const paths = sandbox.control.requests.map(({ path }) => path)
    for (const _path of paths) calls.push(at)
    const ownCalls = paths.filter(isOwn).length
    // The first nights go on with the history.
    if (at > since.getTime() + 3 * day) mostOwnCalls = Math.max(mostOwnCalls, ownCalls)
    const span = spans.get(young.length) ?? { hours: 0, calls: 0 }
    const made = ownCalls > 0 ? 0 : paths.length
    spans.set(young.length, { hours: span.hours + (at - now) / hour, calls: span.calls + made })
  }
  const within = calls.map((at) => calls.filter((other) => other >= at && other < at + hour).length)
  const perDay = [...spans].toSorted(([one], [other]) => one - other)
  return {
    callsADay: Object.fromEntries(perDay.map(([posts, span]) => [posts, Math.round((24 * span.calls) / span.hours)])),
    mostWithinAnHour: Math.max(0, ...within),
    mostOwnCalls,
  }
}

const fourHours = { every: 4 * hour, offset: 15 * minute }

/** The first instant after another that is `offset` after a multiple of `every`. */
function nextAt(after: Date, { every, offset }: { every: number; offset: number }): number {
  return (Math.floor((after.getTime() - offset) / every) + 1) * every + offset
}

class Faults {
  readonly #found = new Map<string, string[]>()

  add(kind: string, example: string): void {
    this.#found.set(kind, [...(this.#found.get(kind) ?? []), example])
  }

  list(): string[] {
    return [...this.#found].map(
      ([kind, examples]) => `${kind}: ${examples.length} (${examples.slice(0, 3).join('; ')})`,
    )
  }
}

async function check(
  life: Life,
  { mostWithinAnHour, mostOwnCalls }: Counted,
): Promise<Omit<PostsProof, keyof Counted>> {
  const faults = new Faults()
  const posts = await checkPosts(life, faults)
  const stories = await checkStories(life, faults)
  if (mostWithinAnHour > 200) faults.add('over the limit', String(mostWithinAnHour))
  if (mostOwnCalls > 12) faults.add('night', String(mostOwnCalls))
  return { ...posts, ...stories, faults: faults.list() }
}

async function checkPosts({ dashboard, sandbox, clock, accountId, since }: Life, faults: Faults) {
  const { metrics } = dashboard.caller({ userId: 'ana' }).instagram
  const reached = new Map<string, [read: number, all: number]>()
  const posts = sandbox.control.posts(username).filter(({ publishedAt }) => publishedAt > since)
  let worstOffSeconds = 0
  for (const { id, publishedAt } of posts) {
    const isStored = (await metrics.media({ accountId, limit: 100 })).items.some((item) => item.id === id)
    if (!isStored) continue
    const { points } = await metrics.mediaHistory({ accountId, mediaId: id })
    for (const { age, targetSeconds, toleranceSeconds, readAt, offBySeconds, ...point } of points) {
      const endsAt = publishedAt.getTime() + (targetSeconds + toleranceSeconds) * 1_000
      const isOver = endsAt < clock.now().getTime()
      const [read, all] = reached.get(age) ?? [0, 0]
      if (isOver) reached.set(age, [read + Number(readAt !== null), all + 1])
      // The first hour after a pause may be missed.
      if (isOver && readAt === null && age !== '1h') faults.add('missing', `${id} ${age}`)
      if (readAt === null) continue
      const off = Math.abs(offBySeconds ?? Infinity)
      if (off > toleranceSeconds) faults.add('too far', `${id} ${age} ${off}`)
      if (isOver && ['6h', '24h', '48h'].includes(age)) worstOffSeconds = Math.max(worstOffSeconds, off)
      const truth = sandbox.control.mediaTruth(username, id, readAt)
      const isTrue = truth?.views === point.views && truth.reach === point.reach
      if (!isTrue) faults.add('untrue', `${id} ${age} ${point.views} for ${truth?.views}`)
    }
  }
  const read = Object.fromEntries([...reached].map(([age, [some, all]]) => [age, `${some} of ${all}`]))
  return { posts: posts.length, read, worstOffSeconds }
}

async function checkStories({ dashboard, sandbox, clock, accountId, since }: Life, faults: Faults) {
  const { metrics } = dashboard.caller({ userId: 'ana' }).instagram
  const kept = new Map<string, Awaited<ReturnType<typeof metrics.stories>>['items'][number]>()
  for (let cursor: string | undefined; ;) {
    const page = await metrics.stories({ accountId, limit: 50, ...(cursor === undefined ? {} : { cursor }) })
    for (const item of page.items) kept.set(item.id, item)
    if (page.nextCursor === null) break
    cursor = page.nextCursor
  }
  const ended = [...kept.values()].filter(({ isOver }) => isOver)
  for (const { id, views, missingReason, readAt, publishedAt, navigation } of ended) {
    if (missingReason !== null) continue
    const truth = readAt && sandbox.control.mediaTruth(username, id, readAt)
    if (truth?.views !== views) faults.add('untrue story', `${id} ${views} for ${truth?.views}`)
    if (navigation === null) faults.add('without navigation', id)
    const age = (readAt?.getTime() ?? 0) - publishedAt.getTime()
    if (publishedAt > since && age < 18 * hour) faults.add('read too early', id)
  }
  for (let at = since.getTime() + day; at < clock.now().getTime() - 10 * day; at += day) {
    const losAngelesDay = new Date(at - 8 * hour).toISOString().slice(0, 10)
    for (const { id, highlightedAfter, hasEnoughViewers } of sandbox.control.stories(username, losAngelesDay)) {
      const story = kept.get(id)
      if (!story) faults.add('lost story', id)
      else if (highlightedAfter !== undefined && hasEnoughViewers && !story.isInHighlight) {
        faults.add('overlooked highlight', id)
      }
    }
  }
  return { stories: ended.length, highlightsReadAgain: ended.filter(({ isInHighlight }) => isInHighlight).length }
}
