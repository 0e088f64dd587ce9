import { describe, expect, it } from 'vitest'
import { addDays, daysFrom, settledFrom, startOfDay } from '../instagram/index.ts'
import type { DayState } from './late-days.ts'
import { historyDays, planDays, type PlanKind } from './plan-days.ts'
import { areSplitsReread, hasOpenSplits, planSplits, type SplitRequest, type SplitState } from './plan-splits.ts'
import { stepsFor } from './series-windows.ts'

const today = '2026-11-16'
const night = startOfDay(today)
const hour = 3_600_000
const after = (instant: Date, hours: number) => new Date(instant.getTime() + hours * hour)
const back = (days: number) => addDays(today, -days)
const lastNight = after(night, -24)

const read = (day: string, at: Date): DayState => ({
  day,
  isFinal: at >= settledFrom(day),
  fetchedAt: at,
  followsReadAt: at,
  unsettled: [],
  missing: {},
})
const split = (day: string, by: SplitState['by'], change: Partial<SplitState> = {}): SplitState => ({
  day,
  by,
  missing: {},
  isFinal: true,
  readAt: settledFrom(day),
  ...change,
})
const both = (day: string, change: Partial<SplitState> = {}) =>
  (['contentType', 'followType'] as const).map((by) => split(day, by, change))
/** What a night leaves behind: of each day its parts by what it shows, and of older ones by who follows too. */
const states = [
  ...daysFrom(back(historyDays), back(5)).map((day) => read(day, settledFrom(day))),
  ...[4, 3, 2].map((days) => read(back(days), lastNight)),
]
const splits = [
  ...daysFrom(back(historyDays), back(5)).flatMap((day) => both(day)),
  ...[4, 3, 2].flatMap((days) => both(back(days), { isFinal: false, readAt: lastNight })),
]

const request = (change: Partial<SplitRequest> = {}): SplitRequest => ({
  now: night,
  since: '2026-01-01',
  states,
  splits,
  followersCount: 500,
  refusedMetrics: new Set(),
  reread: null,
  ...change,
})
function plan(kind: PlanKind, change: Partial<SplitRequest> = {}) {
  const days = planDays(kind, request(change))
  const questions = planSplits(kind, request(change), days)
  // With the reach of two periods.
  return {
    shown: questions.map(({ day, by }) => `${day} ${by}`),
    calls: stepsFor({ days, today }) + 2 + questions.length,
  }
}
const without = (...days: string[]) => splits.filter(({ day }) => !days.includes(day))

describe('a night', () => {
  it('asks once for the day that has ended and once for the day that has settled, and takes twelve calls', () => {
    expect(plan('night')).toEqual({ shown: [`${back(1)} contentType`, `${back(4)} contentType`], calls: 12 })
  })

  it('asks by who follows beside it only where that does not come along', () => {
    const shown = [1, 4].flatMap((days) => [`${back(days)} contentType`, `${back(days)} followType`])
    expect(plan('night', { followersCount: 50 })).toEqual({ shown, calls: 11 })
    expect(plan('night', { refusedMetrics: new Set(['follows_and_unfollows']) }).shown).toEqual(shown)
    const apart = plan('night', { refusedMetrics: new Set(['follow_type.together']) })
    expect(apart).toEqual({ shown: shown.slice(0, 2), calls: 12 })
  })

  it('takes twelve calls as well when days are late, and leaves the rest for an hour later', () => {
    const late = { ...read(back(6), lastNight), isFinal: false, unsettled: ['views', 'follows_and_unfollows'] }
    const change = { states: [...states.filter(({ day }) => day !== late.day), late] }
    expect(plan('night', change)).toEqual({ shown: [], calls: 12 })
  })

  it('asks nothing that Instagram refuses for this account', () => {
    const names = ['views', 'reach', 'total_interactions'].map((name) => `${name}.media_product_type`)
    expect(plan('night', { refusedMetrics: new Set(names) }).shown).toEqual([])
    expect(plan('night', { refusedMetrics: new Set(names.slice(1)) }).shown).toHaveLength(2)
  })

  it('takes what a clock that ran ahead has left behind for not read', () => {
    const wrong = [...without(back(5)), ...both(back(5), { readAt: after(night, 9_000) })]
    expect(hasOpenSplits(request({ splits: wrong }))).toBe(true)
  })
})

describe('what was missed', () => {
  const anHourLater = (change: Partial<SplitRequest> = {}) =>
    plan('catch_up', {
      now: after(night, 1),
      states: [...states.slice(0, -3), ...[4, 3, 2, 1].map((days) => read(back(days), night))],
      splits: [...splits.slice(0, -6), ...both(back(4), { readAt: night })],
      ...change,
    }).shown

  it('is asked for an hour later, newest first', () => {
    const missed = [...without(back(4), back(6), back(7)), ...both(back(4), { readAt: night })]
    expect(anHourLater({ splits: missed }).slice(1)).toEqual(
      [6, 7].flatMap((days) => [`${back(days)} contentType`, `${back(days)} followType`]),
    )
    expect(hasOpenSplits(request({ splits: missed }))).toBe(true)
    expect(hasOpenSplits(request())).toBe(false)
  })

  it('of the whole history is as much at once as forty days take, and comes after the days themselves', () => {
    expect(anHourLater({ splits: [] })).toHaveLength(79)
    expect(anHourLater({ splits: [], states: [] })).toEqual([])
    expect(hasOpenSplits(request({ splits: [], states: [] }))).toBe(false)
  })

  it('of a settled day is asked again once a day for two weeks, once at thirty days, and where a day near it has it', () => {
    const missing = { views: 'not_yet_available' }
    const asks = (days: number, change: Partial<SplitState> = {}) => {
      const row = split(back(days), 'contentType', { isFinal: false, missing, readAt: lastNight, ...change })
      const others = splits.filter(({ day, by }) => day !== row.day || by !== row.by)
      return anHourLater({ splits: [...others, row] }).includes(`${back(days)} contentType`)
    }
    expect([6, 14, 15, 29].map((days) => asks(days))).toEqual([true, true, false, false])
    expect(asks(30, { readAt: after(night, -400) })).toBe(true)
    expect(asks(30, { readAt: after(night, 0.5) })).toBe(false)
    expect(asks(6, { readAt: after(night, 0.5) })).toBe(false)
    const notSaid = { missing: { views: 'not_returned' }, isFinal: false }
    expect(asks(6, notSaid)).toBe(true)
    const nobody = splits.map((row) => ({ ...row, ...notSaid, isFinal: true }))
    const asksAlone = (change: Partial<SplitState>) => {
      const late = split(back(6), 'contentType', { readAt: lastNight, ...change })
      const left = nobody.filter(({ day, by }) => day !== late.day || by !== late.by)
      return anHourLater({ splits: [...left, late] }).includes(`${back(6)} contentType`)
    }
    expect(asksAlone(notSaid)).toBe(false)
    // A question that failed says nothing about the account.
    expect(asksAlone({ missing, isFinal: false })).toBe(true)
    const last = (hours: number) => ({ isFinal: false, missing, readAt: after(night, -hours) })
    expect([asks(90, last(24)), asks(90, last(24 * 8)), asks(90, { ...notSaid, readAt: last(24 * 8).readAt })]).toEqual(
      [false, true, false],
    )
  })
})

describe('a first sync', () => {
  it('asks for the thirty days that it reads, newest first, by who follows only of accounts where that comes alone', () => {
    const empty = { states: [], splits: [], now: after(night, 12) }
    expect(plan('first', empty).shown).toEqual(
      daysFrom(back(30), back(1))
        .toReversed()
        .map((day) => `${day} contentType`),
    )
    expect(plan('first', { ...empty, followersCount: 50 }).shown).toHaveLength(60)
  })
})

describe('a press', () => {
  it('leaves them to the night, but for days that an operator wants read again', () => {
    const now = after(night, 12)
    expect(plan('press', { now, splits: [] }).shown).toEqual([])
    const reread = { from: back(400), to: back(399), askedAt: after(night, 11) }
    const change = { now, reread, states: [...states, ...[400, 399].map((days) => read(back(days), night))] }
    expect(plan('press', change).shown).toEqual([`${back(399)} contentType`, `${back(400)} contentType`])
    expect(areSplitsReread(request(change))).toBe(false)
    const again = [399, 400].map((days) => split(back(days), 'contentType', { readAt: now }))
    expect(areSplitsReread(request({ ...change, splits: [...splits, ...again] }))).toBe(true)
  })
})
