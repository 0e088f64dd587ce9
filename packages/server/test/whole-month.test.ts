import { dailyMetrics, dailySplits, openDatabase } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { testEngine } from '../../db/test/fresh-database.ts'
import type { DayNumbers, GivenSplit } from '../src/sandbox/index.ts'
import { makeClock, startBackend } from './start-backend.ts'
import { testOnce } from './test-once.ts'

/*
 * What a month of nights must have stored, worked out beside the product: days by the time zone database alone, numbers by
 * what the sandbox says at the instant at which the product says that it read them. Nothing may be stored that was not said.
 */

const person = 'loja.anuncia'
const hour = 3_600_000
const nightHour = 8
/** The nights go over the end of daylight saving time, whose day has 25 hours. */
const firstNight = new Date('2026-10-18T08:00:00Z')
/** What an account may be asked in an hour. */
const hourlyCalls = 200
const agesInHours = { '1h': 1, '6h': 6, '24h': 24, '48h': 48, '7d': 168, '30d': 720 } as const
const byName = { contentType: 'media_product_type', followType: 'follow_type' } as const
const splitMetrics = { contentType: ['views', 'reach', 'total_interactions'], followType: ['views', 'reach'] } as const

const asked = [
  { metric: 'impressions', name: 'views', by: 'contentType' },
  { metric: 'reach', name: 'reach', by: 'contentType' },
  { metric: 'engagement', name: 'total_interactions', by: 'contentType' },
  { metric: 'impressions', name: 'views', by: 'followType' },
  { metric: 'reach', name: 'reach', by: 'followType' },
] as const
const shownName = (category: string) => category.toLowerCase().replace('_container', '')

const losAngeles = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles', dateStyle: 'short' })
const dayOf = (instant: Date) => losAngeles.format(instant)
const dayAfter = (day: string, count: number) =>
  new Date(Date.parse(`${day}T12:00:00Z`) + count * 24 * hour).toISOString().slice(0, 10)
const dayBefore = (day: string, count: number) => dayAfter(day, -count)
const firstDay = dayOf(firstNight)

/** Whether a day ended at least 72 hours ago: Instagram changes nothing of it any more. */
const isSettled = (day: string, now: Date) => dayOf(new Date(now.getTime() - 96 * hour)) >= day

async function begin() {
  const clock = makeClock(firstNight)
  const backend = await startBackend({ clock, dashboard: { syncCron: 'off', tokenRefreshCron: 'off' } })
  await backend.connect('ana', person)
  await backend.settled('ana')
  const { id: accountId } = await backend.accountOf('ana')
  const { control } = backend.sandbox
  const db = await openDatabase(String(backend.options.databaseUrl))
  onTestFinished(() => db.close())
  /** When Instagram was asked for anything. */
  const instants = [clock.now()]
  return {
    ...backend,
    accountId,
    db,
    control,
    instants,
    /** What somebody else would have been told at an instant. */
    at<Said>(instant: Date, read: () => Said): Said {
      const before = control.now()
      control.setNow(instant)
      const said = read()
      control.setNow(before)
      return said
    },
  }
}
type Month = Awaited<ReturnType<typeof begin>>

/** A night and the day after it. @returns the calls of the night about the account itself, beside its posts and stories */
async function passNight({ clock, dashboard, control, instants }: Month): Promise<number> {
  clock.advance(nextNight(clock.now()) - clock.now().getTime())
  control.clearRequests()
  instants.push(clock.now())
  expect(await dashboard.syncAccounts()).toMatchObject({ succeeded: 1 })
  const calls = control.requests.filter(({ path }) => /\/me(\/insights)?$/.test(path)).length
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

/** The whole days since the first night, oldest first. */
function daysOf({ clock }: Month): string[] {
  const days: string[] = []
  for (let day = firstDay; day < dayOf(clock.now()); day = dayAfter(day, 1)) days.push(day)
  return days
}

async function storedDays(month: Month) {
  const days = daysOf(month)
  const range = { first: firstDay, last: days.at(-1) ?? '' }
  const rows = await dailyMetrics.listAllNumbers(month.db, month.accountId, range)
  expect(rows.map(({ day }) => day).toSorted()).toEqual(days)
  return rows
}

async function storedSplits(month: Month) {
  const last = daysOf(month).at(-1) ?? ''
  const rows = await dailySplits.listDays(month.db, month.accountId, { first: firstDay, last })
  for (const { day, by, values, missing } of rows) {
    const named = new Set([...Object.keys(values), ...Object.keys(missing)])
    expect([...named].toSorted(), `${day} ${by}`).toEqual([...splitMetrics[by]].toSorted())
  }
  return rows
}

const numbersOf = (said: DayNumbers) => ({
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

async function everyStory({ as }: Month) {
  const { metrics } = as('ana').instagram
  const items: Awaited<ReturnType<typeof metrics.stories>>['items'] = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await metrics.stories({ ...(cursor !== undefined && { cursor }) })
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return items
}

const isSaid = (split: GivenSplit | null) => typeof split === 'object' && split !== null

testOnce(
  'a first connection has followers and audience by the tenth call, the newest week first, within an hour’s calls',
  async () => {
    const { control } = await begin()
    const calls = control.requests
      .filter(({ path }) => /\/me(\/\w+)?$|\/insights$/.test(path))
      .map(({ path, query }) => ({
        isOfAccount: path.endsWith('/me/insights'),
        wanted: (query['metric'] ?? query['fields'] ?? '').split(','),
        by: query['breakdown'],
        day: query['since'] === undefined ? '' : dayOf(new Date(Number(query['since']) * 1000)),
      }))
    const firstTen = calls.slice(0, 10).flatMap(({ wanted }) => wanted)
    expect(firstTen).toEqual(expect.arrayContaining(['followers_count', 'follower_demographics']))
    expect(calls.length).toBeLessThanOrEqual(hourlyCalls)
    const week = Array.from({ length: 7 }, (_, back) => dayBefore(firstDay, 7 - back))
    for (const by of [undefined, ...Object.values(byName)]) {
      const days = calls.filter((call) => call.isOfAccount && call.by === by && call.wanted.includes('views'))
      const inOrder = [...new Set(days.map(({ day }) => day))].filter((day) => day !== firstDay)
      expect(inOrder.slice(0, 7).toSorted(), by).toEqual(week)
    }
  },
)

test('a month of nights stores what Instagram said, each figure on its day, and nothing else', async () => {
  const nights = testEngine === 'postgres' ? 8 : 30
  const month = await begin()
  const { control, clock, at } = month
  const [unsaid, emptied, odd, corrected] = [2, 3, 4, 1].map((later) => dayAfter(firstDay, later))
  control.setSplit(person, { metric: 'views', by: 'media_product_type', day: unsaid ?? '' }, 'omitted')
  control.setSplit(person, { metric: 'reach', by: 'follow_type', day: emptied ?? '' }, 'empty')
  control.setSplit(person, { metric: 'views', by: 'media_product_type', day: odd ?? '' }, { REEL: 7, UNHEARD_OF: 2 })
  const correctedAt = new Date(`${dayAfter(firstDay, 3)}T20:00:00Z`)
  control.correctLater(person, { metric: 'views', day: corrected ?? '' }, correctedAt, 12_345)

  // It passes: no breakdown is unsupported because of it.
  const passing = { code: 1, status: 500, message: 'An unknown error has occurred.' }
  control.fault({ kind: 'graph_error', ...passing, match: { breakdown: 'follow_type' } })
  const calls: number[] = []
  for (let night = 0; night < nights; night += 1) {
    if (night === 5) control.setTotalBesideSplit(false)
    calls.push(await passNight(month))
  }
  // The first night reads as well what a connection leaves to it.
  expect(Math.max(...calls.slice(1))).toBeLessThanOrEqual(12)
  expect((await month.as('carla', 'admin').admin.health()).unsupportedMetrics).toEqual({})
  const now = clock.now()

  for (const row of await storedDays(month)) {
    expect(row.isFinal, row.day).toBe(isSettled(row.day, now))
    const read = () => control.truth(person, row.day)
    expect(row, row.day).toMatchObject(
      numbersOf(row.isFinal ? control.finalTruth(person, row.day) : at(row.fetchedAt, read)),
    )
    if (row.followsReadAt === null) continue
    const { gained: follows, lost: unfollows } = at(row.followsReadAt, read)
    expect(row, row.day).toMatchObject({ follows, unfollows })
  }

  const splits = await storedSplits(month)
  for (const day of daysOf(month).filter((one) => isSettled(one, now))) {
    const rows = splits.filter((row) => row.day === day)
    expect(rows.map(({ by }) => by).toSorted(), day).toEqual(['contentType', 'followType'])
    // What was not said may still come for some weeks.
    for (const { by, isFinal, missing } of rows)
      expect([day, by, isFinal]).toEqual([day, by, Object.keys(missing).length === 0])
  }
  for (const { day, by, values, readAt } of splits) {
    for (const metric of splitMetrics[by]) {
      const said = at(readAt, () => control.splitTruth(person, { metric, by: byName[by], day }))
      expect(values[metric], `${day} ${metric} ${by}`).toEqual(isSaid(said) ? said : undefined)
    }
  }
  const gaps = splits.flatMap(({ day, by, missing }) => Object.keys(missing).map((metric) => [day, by, metric]))
  expect(gaps).toEqual(expect.arrayContaining([[unsaid, 'contentType', 'views']]))
  expect(gaps).toEqual(expect.arrayContaining([[emptied, 'followType', 'reach']]))
  expect(gaps).toHaveLength(2)

  const { metrics } = month.as('ana').instagram
  const range = { startDate: firstDay, endDate: daysOf(month).at(-1) ?? '' }
  for (const { metric, by, name } of asked) {
    const { days } = await metrics.breakdown({ metric, by, ...range })
    for (const { date, values } of days) {
      const stored = splits.find((row) => row.day === date && row.by === by)?.values[name]
      const expected = stored && Object.entries(stored).map(([category, value]) => [shownName(category), value])
      const shown = values === null ? undefined : Object.entries(values).filter(([, value]) => value > 0)
      expect(shown?.toSorted(), `${date} ${metric} ${by}`).toEqual(expected?.toSorted())
    }
  }
  const posts = control.posts(person).filter(({ publishedAt }) => publishedAt > firstNight)
  expect(posts.length).toBeGreaterThan(nights / 5)
  for (const post of posts) {
    const { points } = await metrics.mediaHistory({ mediaId: post.id })
    const age = (now.getTime() - post.publishedAt.getTime()) / hour
    for (const { age: name, readAt, figures, missingReason, ...shown } of points) {
      const wanted = agesInHours[name]
      const tolerance = Math.max(0.5, wanted / 4)
      if (readAt === null || figures === null) {
        expect([post.id, name, missingReason]).toEqual([
          post.id,
          name,
          age < wanted + tolerance ? 'not_reached' : 'not_read',
        ])
        expect([post.id, name, wanted < 24 || age < wanted + tolerance]).toEqual([post.id, name, true])
        continue
      }
      const off = (readAt.getTime() - post.publishedAt.getTime()) / hour - wanted
      expect(Math.abs(off), `${post.id} ${name}`).toBeLessThanOrEqual(tolerance)
      const said = control.mediaTruth(person, post.id, readAt)
      expect(said, post.id).toMatchObject(figures)
      expect(Object.keys(figures)).toContain(post.kind === 'REEL' ? 'reels_skip_rate' : 'follows')
      expect(shown, post.id).toMatchObject({
        views: said?.views,
        reach: said?.reach,
        engagement: said?.total_interactions,
        likes: said?.likes,
        saves: said?.saved,
        shares: said?.shares,
      })
    }
  }

  const rows = await everyStory(month)
  const stories = daysOf(month).flatMap((day) => control.stories(person, day))
  const seen = stories.filter(
    ({ publishedAt }) => publishedAt > firstNight && publishedAt.getTime() < now.getTime() - 30 * hour,
  )
  expect(seen.length).toBeGreaterThan(nights / 2)
  for (const { id, publishedAt, hasEnoughViewers, highlightedAfter } of seen) {
    const row = rows.find((one) => one.id === id)
    if (!hasEnoughViewers) {
      expect(row, id).toMatchObject({ missingReason: 'too_few_viewers', reach: null, replies: null, navigation: null })
      continue
    }
    const readAt = row?.readAt ?? new Date(Number.NaN)
    const said = control.mediaTruth(person, id, readAt)
    expect(said, id).toMatchObject(row?.figures ?? { is: 'not kept' })
    expect(row, id).toMatchObject({ reach: said?.reach, views: said?.views, replies: said?.replies, missing: {} })
    const { forward, back, exits, nextStory } = row?.navigation ?? {}
    expect([forward, back, exits, nextStory].reduce((sum: number, count) => sum + (count ?? 0), 0)).toBe(
      said?.navigation,
    )
    expect(row?.completion).toBeCloseTo(100 * (1 - (exits ?? 0) / (said?.views ?? 0)))
    // For as long as it answers: in its 24 hours, or in a highlight.
    const untilWhen = highlightedAfter === undefined ? publishedAt.getTime() + 24 * hour : now.getTime()
    expect(untilWhen - readAt.getTime(), id).toBeLessThan(9 * 24 * hour)
  }
}, 120_000)

testOnce(
  'of days that come late, in parts and with holes nothing is stored that Instagram did not say of them',
  async () => {
    const month = await begin()
    const { control, at, instants, clock } = month
    control.setLateness({ lateShare: 0.5, worstShare: 0.05, worstDays: 6, omittedShare: 0.05 })
    const calls: number[] = []
    for (let night = 0; night < 8; night += 1) calls.push(await passNight(month))
    expect(Math.max(...calls.slice(1))).toBeLessThanOrEqual(12)
    const ever = <Said>(read: () => Said) => instants.map((instant) => at(instant, read))

    for (const row of await storedDays(month)) {
      const final = numbersOf(control.finalTruth(person, row.day))
      const said = ever(() => numbersOf(control.truth(person, row.day)))
      for (const [metric, value] of Object.entries(numbersOf(control.finalTruth(person, row.day)))) {
        const stored: unknown = Object.entries(row).find(([name]) => name === metric)?.[1]
        expect([
          null,
          ...said.map((numbers) => Object.entries(numbers).find(([name]) => name === metric)?.[1]),
        ]).toContain(stored)
        if (row.isFinal) expect([null, value], `${row.day} ${metric}`).toContain(stored)
      }
      if (row.isFinal) expect(Object.values(final)).not.toContain(null)
    }
    let filled = 0
    for (const { day, by, values, isFinal } of await storedSplits(month)) {
      for (const [metric, split] of Object.entries(values)) {
        const question = { metric, by: byName[by], day }
        expect(
          ever(() => control.splitTruth(person, question)),
          `${day} ${metric} ${by}`,
        ).toContainEqual(split)
        if (isFinal) expect(split, `${day} ${metric} ${by}`).toEqual(control.finalSplitTruth(person, question))
        filled += 1
      }
    }
    expect(filled).toBeGreaterThan(daysOf(month).length)
    expect(dayOf(clock.now()) > firstDay).toBe(true)
  },
  60_000,
)
