import { describe, expect, it } from 'vitest'
import { addDays, dayOf, daysFrom, settledFrom, startOfDay, windowOf } from '../instagram/index.ts'
import type { DayState } from './late-days.ts'
import type { PlannedDay } from './late-days.ts'
import { historyDays, isRereadDone, openWork, planDays, type PlanRequest } from './plan-days.ts'
import { reachPeriods, stepsFor } from './series-windows.ts'

const today = '2026-11-16'
const hour = 3_600_000
/** The default time of a night in winter: 05:00 in São Paulo, when a day has just ended in Los Angeles. */
const night = new Date('2026-11-16T08:00:00Z')
const noon = new Date('2026-11-16T20:00:00Z')

const after = (instant: Date, hours: number) => new Date(instant.getTime() + hours * hour)
const back = (days: number) => addDays(today, -days)
const names = ['reach', 'views', 'likes', 'follows_and_unfollows']

/** Read whole at the last moment of its own correction. */
const settled = (day: string, change: Partial<DayState> = {}): DayState => ({
  day,
  isFinal: true,
  fetchedAt: settledFrom(day),
  followsReadAt: settledFrom(day),
  unsettled: [],
  missing: {},
  ...change,
})
/** Read by the night that followed it, and by the ones after that. */
const corrected = (day: string, fetchedAt: Date): DayState =>
  settled(day, { isFinal: false, fetchedAt, followsReadAt: fetchedAt, unsettled: names })
const history = (until: string) => daysFrom(back(historyDays), until).map((day) => settled(day))
/** What the night before has left behind. */
const lastNight = after(night, -24)
const current = [...history(back(5)), ...[4, 3, 2].map((days) => corrected(back(days), lastNight))]
const withRow = (states: DayState[], row: DayState) => [...states.filter(({ day }) => day !== row.day), row]

const request = (states: DayState[], change: Partial<PlanRequest> = {}): PlanRequest => ({
  now: night,
  since: '2026-01-01',
  states,
  followersCount: 500,
  refusedMetrics: new Set(),
  reread: null,
  ...change,
})
const planNight = (states: DayState[], change: Partial<PlanRequest> = {}) => planDays('night', request(states, change))
/** The newest days were read by the night. */
const anHourLater = (states: DayState[], change: Partial<PlanRequest> = {}) => {
  const read = [settled(back(4)), ...[1, 2, 3].map((days) => corrected(back(days), night))]
  return planDays('catch_up', request(read.reduce(withRow, states), { now: after(night, 1), ...change }))
}
const shown = (planned: readonly PlannedDay[]) => planned.map(({ day, parts }) => `${day} ${parts}`)
const daysOf = (planned: readonly PlannedDay[]) => planned.map(({ day }) => day)
/** With the profile and the reach of two periods. */
const callsOf = (planned: readonly PlannedDay[]) => stepsFor({ days: planned, today }) + 2

const ordinary = [`${back(1)} totals`, `${back(2)} whole`, `${back(3)} whole`, `${back(4)} whole`]

describe('a night', () => {
  it('of an account that misses nothing reads the four days that Instagram corrects, in ten calls', () => {
    const planned = planNight(current)
    expect(shown(planned)).toEqual(ordinary)
    expect(callsOf(planned)).toBe(10)
  })

  it('reads nothing again that another night has just read', () => {
    const read = [1, 2, 3].map((days) => corrected(back(days), night))
    expect(planNight([...history(back(4)), ...read], { now: after(night, 1) })).toEqual([])
  })

  it('reads a day again that a press of the evening has read while it was running', () => {
    const pressed = corrected(back(1), after(night, -3))
    expect(shown(planNight([...current, pressed]))).toEqual(ordinary)
  })

  it('reads the day that has settled also when it was read a moment before', () => {
    const tooEarly = corrected(back(4), new Date(settledFrom(back(4)).getTime() - 1))
    expect(shown(planNight(withRow(current, tooEarly)))).toContain(`${back(4)} whole`)
    expect(daysOf(planNight(withRow(current, settled(back(4)))))).not.toContain(back(4))
  })

  it.each([
    ['a small account', { followersCount: 99 }],
    ['an account that is refused them', { refusedMetrics: new Set(['follows_and_unfollows']) }],
  ])('does not ask %s who followed', (_name, change) => {
    expect(planNight(current, change).every(({ parts }) => parts === 'totals')).toBe(true)
  })

  it('takes what a clock that ran ahead has left behind for not read, and looks at no later day', () => {
    const wrong = [settled(back(5), { fetchedAt: after(night, 9_000) }), settled(addDays(today, 3))]
    const planned = planNight(wrong.reduce(withRow, current))
    expect(shown(planned)).toEqual([...ordinary, `${back(5)} whole`])
  })

  it('reads at once what 90 days lack, and what is older an hour after it, forty days at a time', () => {
    expect(daysOf(planNight([]))).toEqual(daysFrom(back(90), back(1)).toReversed())
    const near = daysFrom(back(90), back(5)).map((day) => settled(day))
    expect(shown(planNight([...near, ...current.slice(-3)]))).toEqual(ordinary)
    expect(daysOf(anHourLater(near))).toEqual(daysFrom(back(130), back(91)).toReversed())
  })

  it.each([
    ['winter', '2026-12-01T08:00:00Z'],
    ['the day after the long day', '2026-11-02T08:00:00Z'],
    ['three days after it', '2026-11-05T08:00:00Z'],
    ['the day after the short day', '2026-03-09T08:00:00Z'],
    ['three days after that', '2026-03-12T08:00:00Z'],
    ['summer', '2026-07-01T08:00:00Z'],
  ])('settles one day at the default time: %s', (_season, time) => {
    const now = new Date(time)
    const ago = (days: number) => addDays(dayOf(now), -days)
    const rows = daysFrom(ago(historyDays), ago(5)).map((day) => settled(day))
    const planned = planNight([...rows, ...[4, 3, 2].map((days) => corrected(ago(days), after(now, -24)))], { now })
    expect(daysOf(planned)).toEqual([1, 2, 3, 4].map(ago))
    expect(settledFrom(ago(4)) <= now).toBe(true)
    expect(settledFrom(ago(3)) > now).toBe(true)
  })
})

describe('a day that Instagram is late with', () => {
  const late = (day: string, change: Partial<DayState> = {}) =>
    settled(day, { isFinal: false, unsettled: ['views'], fetchedAt: after(night, -21), ...change })
  const asksFor = (row: DayState, change: Partial<PlanRequest> = {}) =>
    planNight(withRow(current, row), change).find(({ day }) => day === row.day)?.parts

  it.each([
    [6, 21, 'totals'],
    [6, 0, undefined],
    [14, 21, 'totals'],
    [15, 200, undefined],
    [29, 400, undefined],
    [30, 400, 'totals'],
    [90, 1_800, 'totals'],
    [90, 24, undefined],
  ])('%i days ago, asked for %i hours ago, is asked again: %s', (days, hours, parts) => {
    expect(asksFor(late(back(days), { fetchedAt: after(night, -hours) }))).toBe(parts)
  })

  it('is asked once a Los Angeles day by whoever is not the night', () => {
    const states = (hours: number) => withRow(current, late(back(6), { fetchedAt: after(night, hours) }))
    const asked = (hours: number) =>
      planDays('catch_up', request(states(hours), { now: after(night, 9) })).some(({ day }) => day === back(6))
    expect([asked(-1), asked(0), asked(8)]).toEqual([true, false, false])
  })

  it('is asked only for the part that is missing', () => {
    expect(asksFor(late(back(6), { unsettled: ['follows_and_unfollows'], followsReadAt: after(night, -21) }))).toBe(
      'follows',
    )
    expect(
      asksFor(late(back(6), { unsettled: ['views', 'follows_and_unfollows'], followsReadAt: after(night, -21) })),
    ).toBe('whole')
    expect(asksFor(late(back(6), { unsettled: [], followsReadAt: after(settledFrom(back(6)), -1) }))).toBe('follows')
  })

  it('is not asked for what no day near it has, unless all of it is missing', () => {
    const without = current.map((row) => ({ ...row, unsettled: [...row.unsettled, 'website_clicks'] }))
    const row = late(back(6), { unsettled: ['website_clicks'] })
    expect(planNight(withRow(without, row)).some(({ day }) => day === row.day)).toBe(false)
    expect(asksFor(row)).toBe('totals')
    const refused = current.map((day) => ({ ...day, missing: { website_clicks: 'unsupported' } }))
    expect(planNight(withRow(refused, row)).some(({ day }) => day === row.day)).toBe(false)

    const alone = late(back(6), { unsettled: ['reach', 'views'] })
    const refusedMetrics = new Set([
      'accounts_engaged',
      'total_interactions',
      'likes',
      'comments',
      'shares',
      'saves',
      'replies',
      'reposts',
      'profile_links_taps',
      'profile_views',
      'website_clicks',
    ])
    expect(shown(planNight([alone], { refusedMetrics }))).toContain(`${back(6)} totals`)
  })

  it('is asked for when nights were missed, before those that are asked once more', () => {
    const unseen = corrected(back(6), after(night, -49))
    expect(shown(planNight([late(back(5)), unseen].reduce(withRow, current)))).toEqual([
      ...ordinary,
      `${back(6)} whole`,
    ])
  })

  it('leaves the night at twelve calls, however many they are, and goes on later', () => {
    const lateDays = daysFrom(back(14), back(5)).map((day) => late(day))
    const states = lateDays.reduce(withRow, current)
    const planned = planNight(states)
    expect(shown(planned)).toEqual([...ordinary, `${back(5)} totals`, `${back(6)} totals`])
    expect(callsOf(planned)).toBe(12)
    expect(openWork(request(states))).toBe('later')

    expect(stepsFor({ days: anHourLater(states), today })).toBeLessThanOrEqual(12)
  })
})

describe('a press', () => {
  const planPress = (states: DayState[], change: Partial<PlanRequest> = {}) =>
    planDays('press', request(states, { now: noon, ...change }))
  const read = [1, 2, 3].map((days) => corrected(back(days), night))
  const afterNight = [...history(back(4)), ...read]

  it('reads today and yesterday, without who followed, and nothing that the night has read', () => {
    expect(shown(planPress(afterNight))).toEqual([`${today} totals`, `${back(1)} totals`])
  })

  it('reads what a night would find', () => {
    expect(shown(planPress(current))).toEqual([`${today} totals`, ...ordinary])
  })

  it('leaves what is older than a month to the background', () => {
    expect(daysOf(planPress([]))).toEqual(daysFrom(back(30), today).toReversed())
    const late = settled(back(31), { unsettled: ['views'] })
    expect(planPress(withRow(afterNight, late))).toHaveLength(2)
  })
})

describe('the first sync', () => {
  it('reads today and a month before it whole, the newest first', () => {
    const planned = planDays('first', request([], { now: noon }))
    expect(daysOf(planned)).toEqual(daysFrom(back(30), today).toReversed())
    expect(planned.every(({ parts }) => parts === 'whole')).toBe(true)
  })

  it('goes on where it was cut off', () => {
    const read = daysFrom(back(7), today).map((day) => corrected(day, noon))
    const planned = planDays('first', request(read, { now: after(noon, 1) }))
    expect(daysOf(planned).slice(-23)).toEqual(daysFrom(back(30), back(8)).toReversed())
    expect(daysOf(planned)).not.toContain(back(1))
  })

  it('counts calendar days over the change of the clocks', () => {
    const at = (time: string) => daysOf(planDays('first', request([], { now: new Date(time) })))
    expect(at('2026-03-10T18:00:00Z')).toContain('2026-03-08')
    expect(at('2026-03-10T18:00:00Z')).toHaveLength(31)
    expect(at('2026-11-03T18:00:00Z')).toHaveLength(31)
  })
})

describe('days that are to be read again', () => {
  const reread = { from: back(700), to: back(20), askedAt: after(night, -1) }

  it('is carried out forty days at a time, the newest first, whole as far back as Instagram says who followed', () => {
    expect(shown(planNight(current, { reread }))).toEqual(ordinary)
    expect(daysOf(anHourLater(current, { reread }))).toEqual(daysFrom(back(59), back(20)).toReversed())
    expect(anHourLater(current, { reread: { ...reread, to: back(366) } })[0]).toEqual({
      day: back(366),
      parts: 'totals',
    })
    expect(anHourLater(current, { reread: { ...reread, to: back(365) } })[0]).toEqual({
      day: back(365),
      parts: 'whole',
    })
    const press = planDays('press', request(current, { reread }))
    expect(daysOf(press).slice(5)).toEqual(daysFrom(back(59), back(20)).toReversed())
  })

  it('is done when every day of it was read since, or is older than Instagram keeps', () => {
    const few = { ...reread, from: back(22) }
    const read = (day: string) => settled(day, { fetchedAt: night, followsReadAt: night })
    const states = [22, 21].map((days) => read(back(days))).reduce(withRow, current)
    expect(isRereadDone(request(states, { reread: few }))).toBe(false)
    expect(openWork(request(states, { reread: few }))).toBe('later')
    expect(isRereadDone(request(withRow(states, read(back(20))), { reread: few }))).toBe(true)
    expect(isRereadDone(request(states, { reread: { ...reread, from: back(800), to: back(730) } }))).toBe(true)
  })

  it('asks only for the part that a run did not come to', () => {
    const half = settled(back(20), { fetchedAt: night })
    const planned = anHourLater(withRow(current, half), { reread: { ...reread, from: back(20) } })
    expect(planned).toEqual([{ day: back(20), parts: 'follows' }])
  })
})

describe('what the background goes on with', () => {
  it('is nothing when the history is whole: the newest days are the nights’ own', () => {
    expect(openWork(request(current))).toBeNull()
    expect(openWork(request(history(back(5))))).toBeNull()
  })

  it('is recent history at once and older history later', () => {
    expect(openWork(request([]))).toBe('now')
    expect(openWork(request(current.filter(({ day }) => day !== back(90))))).toBe('now')
    expect(openWork(request(current.filter(({ day }) => day !== back(91))))).toBe('later')
  })
})

describe('the periods of which the reach is asked', () => {
  it.each([
    ['2026-10-31', [7, 30]],
    ['2026-11-01', [7, 30]],
    ['2026-11-02', [7, 28]],
    ['2026-12-01', [7, 28]],
    ['2026-12-02', [7, 30]],
    ['2027-03-20', [7, 30]],
  ])('on %s are of %j days and end the day before', (day, lengths) => {
    const periods = reachPeriods(day)
    expect(periods.map(({ days }) => days)).toEqual(lengths)
    for (const { days, first, last } of periods) {
      expect([first, last]).toEqual([addDays(day, -days), addDays(day, -1)])
      const { since, until } = windowOf(first, last)
      expect(until - since).toBeLessThanOrEqual(2_592_000)
    }
  })
})

it('a night begins when the day has ended', () => {
  expect(night).toEqual(startOfDay(today))
})
