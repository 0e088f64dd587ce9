import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { followerCounts, openDatabase, type Database } from '@instagram-dashboard/db'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, daysFrom, startOfDay } from '../src/instagram/index.ts'
import { CountedAccount, type Truth, type World } from './counted-account.ts'

const hour = 3_600_000
const folder = mkdtempSync(join(tmpdir(), 'followers-'))
let db: Database

beforeAll(async () => {
  db = await openDatabase(`file:${join(folder, 'test.db')}`)
})
afterAll(async () => {
  await db.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Ordinary days of an account with some thousand followers, told apart by their numbers. */
const ordinary = (count: number): Truth[] =>
  Array.from({ length: count }, (_, index) => ({ gained: 30 + ((index * 7) % 20), lost: 5 + ((index * 3) % 9) }))

async function start(world: Partial<World> = {}): Promise<CountedAccount> {
  const followed = new CountedAccount(db, {
    firstDay: '2026-11-01',
    followersBefore: 5_000,
    days: ordinary(60),
    ...world,
  })
  await followed.insert()
  return followed
}

const at = (day: string, hours = 0) => new Date(startOfDay(day).getTime() + hours * hour)

/** The first sync: everything up to this minute, today included. */
const connect = (followed: CountedAccount, day: string, hours: number, historyFrom = '2026-11-01') =>
  followed.visit(at(day, hours), daysFrom(historyFrom, day))

async function nights(
  followed: CountedAccount,
  first: string,
  last: string,
  { hours = 0.005, oldest = '2026-11-01' } = {},
) {
  for (const day of daysFrom(first, last)) await followed.night(at(day, hours), oldest)
}

const rowOf = async (followed: CountedAccount, day: string) => (await followed.series()).find((row) => row.day === day)

describe('the followers of each day', () => {
  test('are, once a day is settled, the total at its end and what Instagram says was gained minus lost', async () => {
    const followed = await start()
    await connect(followed, '2026-11-16', 10)
    await nights(followed, '2026-11-17', '2026-12-05')

    const finals = (await followed.series()).filter(({ isFinal }) => isFinal)
    expect(finals.map(({ day }) => day)).toEqual(daysFrom('2026-11-01', '2026-12-01'))
    expect(await followed.faults()).toEqual([])
  })

  test('of a day under way are the newest count, and its change an estimate', async () => {
    const followed = await start()
    await connect(followed, '2026-11-16', 10)
    await nights(followed, '2026-11-17', '2026-11-20')
    await followed.visit(at('2026-11-20', 15), [])
    await followed.visit(at('2026-11-20', 20), [])

    const followers = followed.countAt(at('2026-11-20', 20))
    expect(await rowOf(followed, '2026-11-20')).toEqual({
      day: '2026-11-20',
      followers,
      change: followers - followed.totalOf('2026-11-19'),
      isFinal: false,
      isDerived: false,
      isEstimated: true,
    })
  })

  test.each([3, 10, 17, 23.9])('are the same for a press after %i hours of any day as without', async (hours) => {
    const followed = await start()
    await connect(followed, '2026-11-16', 10)
    for (const day of daysFrom('2026-11-17', '2026-11-30')) {
      await followed.night(at(day), '2026-11-01')
      await followed.visit(at(day, hours), daysFrom(addDays(day, -4), day))
      expect(await followed.faults()).toEqual([])
    }
    expect(await rowOf(followed, '2026-11-26')).toMatchObject({ isFinal: true })
  })

  test('survive nights that never came', async () => {
    const followed = await start()
    await connect(followed, '2026-11-16', 10)
    await nights(followed, '2026-11-17', '2026-11-22')
    await nights(followed, '2026-11-27', '2026-12-04')

    expect(await followed.faults()).toEqual([])
    expect(await rowOf(followed, '2026-11-24')).toMatchObject({ isFinal: true, isDerived: true })
    expect(await rowOf(followed, '2026-11-27')).toMatchObject({ isFinal: true, isDerived: false })
  })

  test('count the first of two nights on one day', async () => {
    const followed = await start()
    await connect(followed, '2026-11-16', 10)
    for (const day of daysFrom('2026-11-17', '2026-11-30')) {
      for (const hours of [0.001, 2.5]) await followed.night(at(day, hours), '2026-11-01')
    }
    expect(await followed.faults()).toEqual([])
    const closing = await followerCounts.list(db, followed.id, { first: at('2026-11-20'), last: at('2026-11-20', 3) })
    expect(closing).toMatchObject([{ followersCount: followed.totalOf('2026-11-19') }])
  })

  test('are right within the rounding of one count where the night comes an hour after midnight', async () => {
    const followed = await start()
    await connect(followed, '2026-11-16', 10)
    await nights(followed, '2026-11-17', '2026-12-05', { hours: 1 })
    expect(await followed.faults(1)).toEqual([])
    expect(await rowOf(followed, '2026-12-01')).toMatchObject({ isFinal: true })
  })

  test('are right for whoever connects on a viral day, before and after it settles', async () => {
    const days = ordinary(60).map((day, index) => (index === 15 ? { gained: 4_000, lost: 60 } : day))
    const followed = await start({ days })
    await connect(followed, '2026-11-16', 10)
    const shown = async () =>
      (await followed.series()).filter(({ day }) => day <= '2026-11-12').map(({ followers }) => followers)
    const truth = daysFrom('2026-10-31', '2026-11-12').map((day) => followed.totalOf(day))
    for (const day of daysFrom('2026-11-17', '2026-11-24')) {
      expect((await shown()).map((total, index) => Math.abs((total ?? 0) - (truth[index] ?? 0)))).toEqual(
        truth.map(() => expect.closeTo(0, -1)),
      )
      await followed.night(at(day), '2026-11-01')
    }
    expect(await shown()).toEqual(truth)
    expect(await followed.faults()).toEqual([])
  })

  test('do not vanish from history while the gains of a day are late', async () => {
    const followed = await start({ lateHours: 80 })
    await connect(followed, '2026-11-16', 10)
    let known = (await followed.series()).filter(({ followers }) => followers !== null).length
    for (const day of daysFrom('2026-11-17', '2026-12-05')) {
      await followed.night(at(day), '2026-11-01')
      const now = (await followed.series()).filter(({ followers }) => followers !== null).length
      expect(now).toBeGreaterThanOrEqual(known)
      known = now
    }
    expect(await rowOf(followed, '2026-11-01')).toMatchObject({ isFinal: true, isDerived: true })
    expect(await followed.faults()).toEqual([])
  })

  test('are counted where Instagram never says who came, and say so', async () => {
    const days = ordinary(60).map(() => ({ gained: 3, lost: 1 }))
    const followed = await start({ isSilent: true, followersBefore: 40, days })
    await connect(followed, '2026-11-16', 10)
    await nights(followed, '2026-11-17', '2026-11-30')

    const series = await followed.series()
    expect(series[0]).toEqual({
      day: '2026-11-16',
      followers: followed.totalOf('2026-11-16'),
      change: null,
      isFinal: true,
      isDerived: false,
      isEstimated: false,
    })
    expect(series.slice(1)).toEqual(
      daysFrom('2026-11-17', '2026-11-29').map((day) => ({
        day,
        followers: followed.totalOf(day),
        change: 2,
        // What came since midnight is known a night later.
        isFinal: day <= '2026-11-25',
        isDerived: false,
        isEstimated: true,
      })),
    )
  })

  test('follow what Instagram counts when it deletes followers without telling', async () => {
    const days = ordinary(60).map((day, index) => (index === 20 ? { ...day, purged: 400 } : day))
    const followed = await start({ days })
    await connect(followed, '2026-11-16', 10)
    await nights(followed, '2026-11-17', '2026-12-05')

    const row = await rowOf(followed, '2026-11-21')
    expect(row).toMatchObject({ followers: followed.totalOf('2026-11-21'), change: followed.netOf('2026-11-21') })
    expect(await followed.faults()).toEqual([])
  })

  test.each([
    ['of 25 hours', '2026-10-20', '2026-11-01'],
    ['of 23 hours', '2027-03-02', '2027-03-14'],
  ])('are right over a day %s', async (_name, firstDay, turn) => {
    const followed = await start({ firstDay })
    await connect(followed, addDays(turn, -4), 10, firstDay)
    for (const day of daysFrom(addDays(turn, -3), addDays(turn, 8))) await followed.night(at(day), firstDay)
    expect(await followed.faults()).toEqual([])
    expect(await rowOf(followed, turn)).toMatchObject({ isFinal: true, followers: followed.totalOf(turn) })
  })

  test('are worked out where a schedule of the host never counts near midnight', async () => {
    const followed = await start()
    await connect(followed, '2026-11-16', 10)
    await nights(followed, '2026-11-17', '2026-12-05', { hours: 9 })
    expect(await followed.faults(1)).toEqual([])
    expect(await rowOf(followed, '2026-12-01')).toMatchObject({ isFinal: true })
  })

  test('become what a reading of old days says, and what follows from it with them', async () => {
    const followed = await start({ lateHours: 1_000 })
    await connect(followed, '2026-11-16', 10)
    await nights(followed, '2026-11-17', '2026-12-05')
    expect((await followed.series()).some(({ isFinal }) => isFinal)).toBe(false)

    await followed.visit(at('2027-01-15'), daysFrom('2026-11-01', '2026-12-03'))
    const finals = (await followed.series()).filter(({ isFinal }) => isFinal)
    expect(finals.map(({ day }) => day)).toEqual(daysFrom('2026-11-01', '2026-12-03'))
    expect(await followed.faults()).toEqual([])
  })

  test('forget what a clock that was a year ahead has counted', async () => {
    const followed = await start()
    await connect(followed, '2026-11-16', 10)
    await nights(followed, '2026-11-17', '2026-11-22')
    await followed.visit(at('2027-11-22', 15), [])
    await nights(followed, '2026-11-23', '2026-11-30')

    expect((await followed.series()).at(-1)?.day).toBe('2026-11-29')
    expect(await followed.faults()).toEqual([])
  })
})

test('of any account, whenever it is counted, each final change and total is true and stays', async () => {
  const moves = fc.record({ gained: fc.nat(80), lost: fc.nat(60), viral: fc.integer({ min: 0, max: 20 }) })
  const visit = fc.record({
    isMissed: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
    // So soon after midnight not even the most viral day has moved anybody: 3,200 a day are half a follower in 13.5 s.
    secondsLate: fc.nat(13),
    pressAfterHours: fc.option(fc.double({ min: 3.1, max: 22.9, noNaN: true }), { nil: null }),
  })
  const world = fc.record({
    firstDay: fc.constantFrom('2026-10-10', '2026-11-10', '2027-02-20'),
    days: fc.array(moves, { minLength: 40, maxLength: 40 }),
    visits: fc.array(visit, { minLength: 28, maxLength: 28 }),
    lateHours: fc.constantFrom(-24, 0, 30, 47, 90),
    connectedAfterHours: fc.double({ min: 3.1, max: 22.9, noNaN: true }),
  })
  await fc.assert(
    fc.asyncProperty(world, async ({ firstDay, days, visits, lateHours, connectedAfterHours }) => {
      const truths = days.map(({ gained, lost, viral }) => ({ gained: viral === 0 ? gained * 40 : gained, lost }))
      const followed = await start({ firstDay, followersBefore: 4_000, days: truths, lateHours })
      const connected = addDays(firstDay, 10)
      await connect(followed, connected, connectedAfterHours, firstDay)
      for (const [index, { isMissed, secondsLate, pressAfterHours }] of visits.entries()) {
        const day = addDays(connected, index + 1)
        // Without a night after the connection there is no total to begin with, and the last ones settle what came before.
        const isNeeded = index === 0 || index > visits.length - 6
        if (isNeeded || !isMissed) await followed.night(at(day, secondsLate / 3600), firstDay)
        if (pressAfterHours !== null) {
          await followed.visit(at(day, pressAfterHours), daysFrom(addDays(day, -4), day))
        }
        expect(await followed.faults()).toEqual([])
      }
      const finals = (await followed.series()).filter(({ isFinal }) => isFinal)
      expect(finals.length).toBeGreaterThan(20)
    }),
    { numRuns: 15 },
  )
})
