import { dailyMetrics, mediaReadings, openDatabase, stories as storedStories } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { testEngine } from '../../db/test/fresh-database.ts'
import type { Media } from '../src/sandbox/index.ts'
import { makeClock, startBackend, type Backend } from './start-backend.ts'

/*
 * What a month of nights must have stored, worked out beside the product: days by the time zone database alone, numbers by
 * what the sandbox says at the instant at which the product says that it read them. Nothing may be stored that was not said.
 */

const person = 'loja.anuncia'
const hour = 3_600_000
const nightHour = 8
const nights = testEngine === 'postgres' ? 8 : 30
/** The nights go over the end of daylight saving time, whose day has 25 hours. */
const firstNight = new Date('2026-10-18T08:00:00Z')
const agesInHours = { '1h': 1, '6h': 6, '24h': 24, '48h': 48, '7d': 168, '30d': 720 } as const

const losAngeles = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles', dateStyle: 'short' })
const dayOf = (instant: Date) => losAngeles.format(instant)
const dayBefore = (day: string, count: number) =>
  new Date(Date.parse(`${day}T12:00:00Z`) - count * 24 * hour).toISOString().slice(0, 10)

/** Days that ended 72 hours ago or longer, at which Instagram changes nothing any more. */
const isSettled = (day: string, now: Date) => dayOf(new Date(now.getTime() - 96 * hour)) >= day

async function passNight({ clock, dashboard, sandbox }: Backend): Promise<number> {
  clock.advance(nextNight(clock.now()) - clock.now().getTime())
  sandbox.control.clearRequests()
  expect(await dashboard.syncAccounts()).toMatchObject({ succeeded: 1 })
  const calls = accountCalls(sandbox)
  for (let passed = 2; passed <= 22; passed += 2) {
    clock.advance(2 * hour)
    if (passed % 4 === 0) await dashboard.syncStories()
    await dashboard.syncPosts()
  }
  return calls
}

function nextNight(now: Date): number {
  const tonight = new Date(now).setUTCHours(nightHour, 0, 0, 0)
  return tonight > now.getTime() ? tonight : tonight + 24 * hour
}

/** Those about the account itself: posts and stories are beside the twelve of a night. */
function accountCalls({ control }: Backend['sandbox']): number {
  return control.requests.filter(({ path }) => /\/me(\/insights)?$/.test(path)).length
}

test('a month of nights stores what Instagram said, each figure on its day, and nothing else', async () => {
  const clock = makeClock(firstNight)
  const backend = await startBackend({ clock, dashboard: { syncCron: 'off', tokenRefreshCron: 'off' } })
  const { control } = backend.sandbox
  await backend.connect('ana', person)
  await backend.settled('ana')
  const { id: accountId } = await backend.accountOf('ana')
  const today = dayOf(clock.now())
  const corrected = dayAfter(today, 12)
  control.correctLater(
    person,
    { metric: 'views', day: corrected },
    new Date(`${dayAfter(today, 14)}T20:00:00Z`),
    12_345,
  )

  const calls: number[] = []
  for (let night = 0; night < nights; night += 1) calls.push(await passNight(backend))
  expect(Math.max(...calls.slice(1))).toBeLessThanOrEqual(12)

  const db = await openDatabase(String(backend.options.databaseUrl))
  onTestFinished(() => db.close())
  const now = clock.now()
  const last = dayBefore(dayOf(now), 1)
  const days = Array.from({ length: nights - 2 }, (_, back) => dayBefore(last, back))

  await checkDays()
  await checkPosts()
  await checkStories()

  async function checkDays() {
    const rows = await dailyMetrics.listAllNumbers(db, accountId, { first: days.at(-1) ?? '', last })
    expect(rows.map(({ day }) => day).toSorted()).toEqual(days.toSorted())
    for (const row of rows) {
      expect(row.isFinal, row.day).toBe(isSettled(row.day, now))
      const said = isSettled(row.day, now)
        ? control.finalTruth(person, row.day)
        : at(row.fetchedAt, () => control.truth(person, row.day))
      expect(row, row.day).toMatchObject({
        reach: said.reach,
        views: said.views,
        accountsEngaged: said.accounts_engaged,
        totalInteractions: said.total_interactions,
        likes: said.likes,
        comments: said.comments,
        saves: said.saves,
        shares: said.shares,
        replies: said.replies,
        reposts: said.reposts,
        websiteClicks: said.website_clicks,
        profileLinksTaps: said.profile_links_taps,
        profileViews: said.profile_views,
      })
      if (row.followsReadAt === null) continue
      const moves = at(row.followsReadAt, () => control.truth(person, row.day))
      expect({ follows: row.follows, unfollows: row.unfollows }, row.day).toEqual({
        follows: moves.gained,
        unfollows: moves.lost,
      })
    }
  }

  async function checkPosts() {
    const posts = control.posts(person).filter(({ publishedAt }) => publishedAt > firstNight)
    expect(posts.length).toBeGreaterThan(nights / 5)
    for (const post of posts) {
      const readings = await mediaReadings.listOf(db, accountId, post.id)
      const age = (now.getTime() - post.publishedAt.getTime()) / hour
      const reached = Object.entries(agesInHours)
        .filter(([, hours]) => hours <= age && hours >= 24)
        .map(([name]) => name)
      expect(
        readings.map((reading) => reading.age),
        post.id,
      ).toEqual(expect.arrayContaining(reached))
      for (const reading of readings) {
        const off = (reading.readAt.getTime() - post.publishedAt.getTime()) / hour - agesInHours[reading.age]
        expect(Math.abs(off), `${post.id} ${reading.age}`).toBeLessThanOrEqual(
          Math.max(0.5, agesInHours[reading.age] / 4),
        )
        const said: Record<string, unknown> = { ...control.mediaTruth(person, post.id, reading.readAt) }
        for (const [name, value] of Object.entries(reading.figures))
          expect(value, `${post.id} ${reading.age} ${name}`).toBe(said[name])
        expect(Object.keys(reading.figures)).toContain(post.kind === 'REEL' ? 'reels_skip_rate' : 'follows')
      }
    }
  }

  async function checkStories() {
    const stories = days
      .flatMap((day) => control.stories(person, day))
      .filter(({ publishedAt }) => now.getTime() - publishedAt.getTime() > 30 * hour)
    const rows = await storedStories.listPage(db, accountId, { since: firstNight, until: now, after: null, limit: 500 })
    expect(stories.length).toBeGreaterThan(nights / 2)
    for (const story of stories) {
      const row = rows.find(({ mediaId }) => mediaId === story.id)
      if (row === undefined) throw new Error(`story ${story.id} of ${story.day} is not kept`)
      if (!story.hasEnoughViewers) {
        expect([row.insightState, row.reach, row.figures], story.id).toEqual(['too_few_viewers', null, {}])
        continue
      }
      const readAt = row.insightsAt ?? new Date(Number.NaN)
      const said: Record<string, unknown> = { ...control.mediaTruth(person, story.id, readAt) }
      for (const [name, value] of Object.entries(row.figures)) expect(value, `${story.id} ${name}`).toBe(said[name])
      expect(Object.keys(row.figures), story.id).toEqual(expect.arrayContaining(['reach', 'replies', 'navigation']))
      const actions = Object.values(row.navigation ?? {}).reduce((sum: number, value) => sum + (value ?? 0), 0)
      expect(actions, story.id).toBe(said['navigation'])
      expect(lastAnswer(story, now).getTime() - readAt.getTime(), story.id).toBeLessThan(9 * 24 * hour)
    }
  }

  function at<Said>(instant: Date, read: () => Said): Said {
    const before = control.now()
    control.setNow(instant)
    try {
      return read()
    } finally {
      control.setNow(before)
    }
  }
}, 120_000)

/** When a story could be read for the last time: in its 24 hours, or until now in a highlight. */
function lastAnswer({ publishedAt, highlightedAfter }: Media, now: Date): Date {
  return highlightedAfter === undefined ? new Date(publishedAt.getTime() + 24 * hour) : now
}

function dayAfter(day: string, count: number): string {
  return dayBefore(day, -count)
}
