import type { dailyMetrics } from '@instagram-dashboard/db'
import { describe, expect, it } from 'vitest'
import { addDays, dayOf, type FollowsReading, settledFrom, startOfDay } from '../instagram/index.ts'
import { dayRows, instagramNameOf } from './day-rows.ts'
import type { DayState } from './late-days.ts'
import type { Answers } from './answers.ts'

const now = new Date('2026-11-16T18:00:00Z')
const today = '2026-11-16'

interface Said {
  day: string
  /** `null`: not asked for. */
  totals?: Record<string, number> | null
  /** `undefined`: not asked for. */
  follows?: FollowsReading | 'nothing' | null | undefined
  reach?: number
  newFollowers?: number
  followersCount?: number | null
  refused?: string[]
}

function readingOf(said: Said, askedAt = now): Answers {
  const { day, totals = {}, reach, newFollowers, followersCount = 500, refused = [] } = said
  const follows = 'follows' in said ? said.follows : null
  const rawEndTime = `${day}T08:00:00+0000`
  const series: Answers['series'] = new Map()
  if (reach !== undefined) series.set('reach', new Map([[day, { value: reach, rawEndTime }]]))
  if (newFollowers !== undefined) series.set('follower_count', new Map([[day, { value: newFollowers, rawEndTime }]]))
  return {
    profile: {
      instagramUserId: '17841405793187218',
      appScopedId: null,
      username: 'ana',
      name: null,
      accountType: 'BUSINESS',
      profilePictureUrl: null,
      followersCount,
      followsCount: null,
      mediaCount: null,
    },
    beganAt: askedAt,
    series,
    days: new Map([
      [day, { day, askedAt, totals: totals === null ? undefined : new Map(Object.entries(totals)), follows }],
    ]),
    failingMetrics: new Set(),
    periods: [],
    splits: [],
    failures: [],
    refusedMetrics: new Set(refused),
  }
}

interface Known {
  before?: dailyMetrics.DailyMetricsRow | undefined
  states?: DayState[]
  at?: Date
  /** When Instagram was asked; before it was saved. */
  askedAt?: Date
}

function rowOf(said: Said, { before, states = [], at = now, askedAt = at }: Known = {}): dailyMetrics.DailyMetricsRow {
  const [row] = dayRows({
    since: '2026-01-01',
    accountId: 'account-1',
    answers: readingOf(said, askedAt),
    days: [said.day],
    stored: new Map(before ? [[said.day, before]] : []),
    states: new Map(states.map((state) => [state.day, state])),
    today: dayOf(at),
    now: at,
  })
  if (!row) throw new Error('There is no row')
  return row
}

const full: Said = {
  day: '2026-11-10',
  reach: 40,
  newFollowers: 6,
  follows: { follows: 6, unfollows: 2 },
  totals: {
    views: 90,
    accounts_engaged: 5,
    total_interactions: 8,
    likes: 4,
    comments: 1,
    saves: 2,
    shares: 1,
    replies: 0,
    reposts: 0,
    profile_views: 7,
    website_clicks: 3,
    profile_links_taps: 2,
  },
}

describe('dayRows', () => {
  it('keeps of the series only what still says where the reach is from', () => {
    const before = rowOf(full)
    expect(rowOf({ day: '2026-11-10', totals: { reach: 41 } }, { before })).toMatchObject({
      reach: 41,
      rawEndTime: null,
    })
    // Nothing new was said of the reach, so the old one and its question stay.
    expect(rowOf({ day: '2026-11-10', totals: { views: 9 } }, { before })).toMatchObject({
      reach: 40,
      rawEndTime: '2026-11-10T08:00:00+0000',
    })
  })

  it('puts each number of Instagram where it belongs', () => {
    expect(rowOf(full)).toEqual({
      accountId: 'account-1',
      day: '2026-11-10',
      reach: 40,
      views: 90,
      accountsEngaged: 5,
      totalInteractions: 8,
      likes: 4,
      comments: 1,
      saves: 2,
      shares: 1,
      replies: 0,
      reposts: 0,
      profileViews: 7,
      websiteClicks: 3,
      profileLinksTaps: 2,
      newFollowers: 6,
      follows: 6,
      unfollows: 2,
      other: null,
      missing: {},
      unsettled: [],
      rawEndTime: '2026-11-10T08:00:00+0000',
      isFinal: true,
      fetchedAt: now,
      importedAt: null,
      followsReadAt: now,
    })
  })

  it('keeps a number where Instagram now says nothing', () => {
    const row = rowOf({ day: '2026-11-10' }, { before: rowOf(full) })
    expect(row).toMatchObject({
      reach: 40,
      likes: 4,
      replies: 0,
      follows: 6,
      rawEndTime: '2026-11-10T08:00:00+0000',
      missing: {},
    })
  })

  describe('of a day that somebody brought along', () => {
    const importedAt = new Date('2026-11-15T18:00:00Z')
    const notSaid = Object.fromEntries(Object.values(instagramNameOf).map((name) => [name, 'not_read']))
    const imported: dailyMetrics.DailyMetricsRow = {
      ...rowOf({ day: '2026-11-10' }),
      reach: 51,
      views: 101,
      missing: notSaid,
      unsettled: [],
      isFinal: false,
      fetchedAt: importedAt,
      importedAt,
    }

    it('takes what Instagram says and keeps the rest, which stays brought along', () => {
      const { missing, ...row } = rowOf({ day: '2026-11-10', totals: { views: 90, likes: 4 } }, { before: imported })
      expect(row).toMatchObject({ reach: 51, views: 90, likes: 4, isFinal: false, importedAt, fetchedAt: now })
      expect(missing).toHaveProperty('reach')
      expect(missing).not.toHaveProperty('views')
      expect(row.unsettled).toContain('reach')
    })

    it('keeps every number where Instagram has none of the day any more', () => {
      const row = rowOf({ day: '2026-11-10' }, { before: imported })
      expect(row).toMatchObject({ reach: 51, views: 101, likes: null, importedAt, fetchedAt: now })
      expect(rowOf({ day: '2026-11-10' }, { before: row })).toMatchObject({ reach: 51, views: 101, importedAt })
    })

    it('is Instagram’s once it has said all of the numbers', () => {
      const half = rowOf({ day: '2026-11-10', totals: { views: 90 } }, { before: imported })
      expect(rowOf(full, { before: half })).toMatchObject({ reach: 40, importedAt: null, missing: {}, isFinal: true })
    })

    it('says nothing of who followed by the numbers that were brought along', () => {
      expect(rowOf({ day: '2026-11-10', follows: 'nothing' }, { before: imported }).follows).toBeNull()
    })
  })

  it('takes a corrected number, zero included', () => {
    const row = rowOf({ day: '2026-11-10', reach: 0, totals: { likes: 0, views: 91 } }, { before: rowOf(full) })
    expect(row).toMatchObject({ reach: 0, likes: 0, views: 91, comments: 1 })
  })

  it('gives every blank a reason and no number one', () => {
    const row = rowOf({ day: '2026-11-10', reach: 0, totals: { likes: 0 } })
    expect(Object.keys(row.missing)).not.toContain('reach')
    expect(Object.keys(row.missing)).not.toContain('likes')
    expect(Object.keys(row.missing)).toHaveLength(13)
    expect(row.views).toBeNull()
  })

  it.each<[string, Said, string, string]>([
    ['the day may still come', { day: '2026-11-15' }, 'views', 'not_yet_available'],
    ['today', { day: today }, 'reach', 'not_yet_available'],
    ['the day has settled and is blank', { day: '2026-11-10' }, 'views', 'not_yet_available'],
    ['the day has settled and has other numbers', { day: '2026-11-10', reach: 4 }, 'views', 'not_returned'],
    ['the day is blank and was asked for the last time', { day: '2026-10-17' }, 'views', 'not_returned'],
    ['the metric is refused', { day: '2026-11-10', refused: ['views'] }, 'views', 'unsupported'],
    ['the metric is refused and the day is new', { day: '2026-11-15', refused: ['views'] }, 'views', 'unsupported'],
    ['new followers of 29 days ago', { day: '2026-10-18' }, 'follower_count', 'not_returned'],
    [
      'new followers of 30 days ago, whose beginning is too old',
      { day: '2026-10-17' },
      'follower_count',
      'outside_retention',
    ],
    ['follows of a year ago', { day: '2025-11-16', follows: undefined }, 'follows_and_unfollows', 'not_read_yet'],
    ['follows of longer ago', { day: '2025-11-15', follows: undefined }, 'follows_and_unfollows', 'outside_retention'],
    ['follows of a small account', { day: '2026-11-10', followersCount: 99 }, 'follows_and_unfollows', 'not_returned'],
    [
      'follows of an account of a hundred',
      { day: '2026-11-10', followersCount: 100, refused: ['follows_and_unfollows'] },
      'follows_and_unfollows',
      'unsupported',
    ],
  ])('explains a blank: %s', (_name, said, metric, reason) => {
    expect(rowOf(said).missing[metric]).toBe(reason)
  })

  it('keeps a metric without a column beside the others', () => {
    const row = rowOf({ day: '2026-11-10', totals: { likes: 1, content_views: 12 } })
    expect(row.other).toEqual({ content_views: 12 })
    expect(rowOf({ day: '2026-11-10' }, { before: row }).other).toEqual({ content_views: 12 })
  })

  it('knows only the follows or unfollows that were said', () => {
    expect(rowOf({ day: '2026-11-10', follows: { follows: 3, unfollows: 0 } })).toMatchObject({
      follows: 3,
      unfollows: 0,
    })
    expect(rowOf({ day: '2026-11-10', follows: null })).toMatchObject({ follows: null, unfollows: null })
  })

  it.each<[string, Said, number | null]>([
    ['on a day with other numbers', { day: '2026-11-10', totals: { views: 0 } }, 0],
    ['on a day whose reach alone is known', { day: '2026-11-10', reach: 3 }, 0],
    ['on a day without numbers', { day: '2026-11-10' }, null],
    ['a year ago', { day: '2025-11-16', totals: { views: 5 } }, 0],
    ['longer ago, where Instagram’s breakdown is always empty', { day: '2025-11-15', totals: { views: 5 } }, null],
    ['of a small account', { day: '2026-11-10', totals: { views: 5 }, followersCount: 50 }, null],
  ])('reads an empty breakdown %s', (_name, said, net) => {
    expect(rowOf({ ...said, follows: 'nothing' })).toMatchObject({ follows: net, unfollows: net })
  })

  it('reads an empty breakdown by the numbers that the day had before, and takes no number back for it', () => {
    const before = rowOf({ ...full, follows: undefined })
    const alone: Said = { day: '2026-11-10', totals: null, follows: 'nothing' }
    expect(rowOf(alone, { before })).toMatchObject({ follows: 0, unfollows: 0, views: 90, isFinal: true })
    expect(rowOf(alone, { before: rowOf(full) })).toMatchObject({ follows: 6, unfollows: 2 })
  })
})

describe('a day is final', () => {
  const { day } = full
  const settled = settledFrom(day)
  const before = (hours: number) => new Date(settled.getTime() - hours * 3_600_000)
  const noonOfIt = new Date(startOfDay(day).getTime() + 12 * 3_600_000)
  const allNames = [...Object.keys(full.totals ?? {}), 'reach', 'follows_and_unfollows'].toSorted()
  const without = (...names: string[]): Said => ({
    ...full,
    totals: Object.fromEntries(Object.entries(full.totals ?? {}).filter(([name]) => !names.includes(name))),
  })

  it('72 hours after its end in Los Angeles and not a second before', () => {
    expect(rowOf(full, { at: settled })).toMatchObject({ isFinal: true, unsettled: [] })
    const early = rowOf(full, { at: new Date(settled.getTime() - 1) })
    expect(early.isFinal).toBe(false)
    expect(early.unsettled.toSorted()).toEqual(allNames)
  })

  it('when both of its parts were asked for since then', () => {
    const early = rowOf(full, { at: before(24) })
    const totals = rowOf({ ...full, follows: undefined }, { before: early, at: settled })
    expect(totals).toMatchObject({ isFinal: false, unsettled: ['follows_and_unfollows'], follows: 6 })
    expect(totals.followsReadAt).toEqual(before(24))
    const follows = rowOf({ day, totals: null, follows: { follows: 7, unfollows: 2 } }, { before: totals, at: settled })
    expect(follows).toMatchObject({ isFinal: true, unsettled: [], follows: 7, views: 90, fetchedAt: settled })
  })

  it.each([
    ['it was never asked who followed', { ...full, follows: undefined }],
    ['nothing at all was said', { day }],
  ])('not while %s', (_name, said) => {
    expect(rowOf(said, { at: settled }).isFinal).toBe(false)
  })

  it.each([
    ['the account is too small to be told who followed', { ...full, follows: undefined, followersCount: 99 }],
    ['that is refused', { ...full, follows: undefined, refused: ['follows_and_unfollows'] }],
    ['a metric is refused', { ...without('views'), refused: ['views'] }],
    ['the new followers of the series are not said', (({ newFollowers: _left, ...rest }) => rest)(full)],
  ])('also when %s', (_name, said) => {
    expect(rowOf(said, { at: settled })).toMatchObject({ isFinal: true, unsettled: [] })
  })

  it('never with a number of the day while it was running: of the whole day it is none', () => {
    const half = rowOf({ ...full, totals: { ...full.totals, views: 27 } }, { at: noonOfIt })
    expect(half).toMatchObject({ views: 27, isFinal: false })
    const near = rowOf({ ...full, day: '2026-10-20' }, { at: settled })
    const row = rowOf(without('views'), { before: half, at: settled, states: [near] })
    expect(row).toMatchObject({ views: null, likes: 4, isFinal: false, missing: { views: 'not_yet_available' } })
    // A reading that failed takes nothing away.
    expect(rowOf({ ...full, totals: null }, { before: half, at: settled })).toMatchObject({ views: 27, isFinal: false })
    expect(rowOf(full, { before: row, at: before(-24) })).toMatchObject({ views: 90, isFinal: true, unsettled: [] })
  })

  it('not before it has what a day near it has, unless it was asked for the last time', () => {
    const near = rowOf({ ...full, day: '2026-10-20' }, { at: settled })
    const blank = rowOf(without('views'), { at: settled, states: [near] })
    expect(blank).toMatchObject({ isFinal: false, unsettled: ['views'], missing: { views: 'not_yet_available' } })
    const far = { ...near, day: '2026-10-09' }
    expect(rowOf(without('views'), { at: settled, states: [far] })).toMatchObject({
      isFinal: true,
      missing: { views: 'not_returned' },
    })
    const last = new Date(startOfDay(addDays(day, 30)).getTime())
    expect(rowOf(without('views'), { before: blank, at: last, states: [near] })).toMatchObject({
      isFinal: true,
      unsettled: ['views'],
      missing: { views: 'not_returned' },
    })
  })

  it('by when Instagram was asked, not by when the answer was saved', () => {
    const asked = (msBefore: number) =>
      rowOf(full, {
        askedAt: new Date(settledFrom(full.day).getTime() - msBefore),
        at: new Date(settledFrom(full.day).getTime() + 10_000),
      })
    expect(asked(1)).toMatchObject({ isFinal: false, fetchedAt: new Date(settledFrom(full.day).getTime() - 1) })
    expect(asked(1).unsettled).toContain('views')
    expect(asked(0)).toMatchObject({ isFinal: true, unsettled: [] })
  })

  it('by what is read together with it, in whatever order', () => {
    const answers = readingOf(without('views'))
    const other = '2026-11-09'
    answers.days.set(other, { day: other, askedAt: now, totals: new Map([['views', 3]]), follows: null })
    for (const days of [
      [day, other],
      [other, day],
    ]) {
      const rows = dayRows({
        accountId: 'a',
        answers,
        days,
        stored: new Map(),
        states: new Map(),
        today,
        since: '2026-01-01',
        now,
      })
      expect(rows.find((row) => row.day === day)).toMatchObject({
        isFinal: false,
        missing: { views: 'not_yet_available' },
      })
    }
  })

  it('by a reading of a clock that did not run ahead', () => {
    const wrong = rowOf(full, { at: new Date('2027-11-16T18:00:00Z') })
    expect(wrong.isFinal).toBe(true)
    expect(rowOf(without('views'), { before: wrong })).toMatchObject({
      isFinal: false,
      unsettled: ['views'],
      views: 90,
    })
  })

  it('as an older version of this program called it so, of which the instants are not known', () => {
    const { unsettled: _unknown, ...old } = rowOf(full)
    const before = { ...old, unsettled: [], followsReadAt: null }
    expect(rowOf({ ...full, follows: undefined }, { before })).toMatchObject({ isFinal: true, follows: 6 })
  })
})
