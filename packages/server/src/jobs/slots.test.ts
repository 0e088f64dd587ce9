import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jobSlots, openDatabase } from '@instagram-dashboard/db'
import { expect, onTestFinished, test } from 'vitest'
import { createLog } from '../log.ts'
import { createSlots, newestDueTime, type Slots } from './slots.ts'

const due = (pattern: string, timeZone: string, now: string) =>
  newestDueTime({ pattern, timeZone }, new Date(now))?.toISOString() ?? null

test.each([
  ['just before three in the morning: yesterday', '2026-11-16T05:59:59Z', '2026-11-15T06:00:00.000Z'],
  ['at three in the morning: today', '2026-11-16T06:00:00Z', '2026-11-16T06:00:00.000Z'],
  ['late in the evening: still today', '2026-11-17T02:00:00Z', '2026-11-16T06:00:00.000Z'],
])('%s', (_when, now, expected) => {
  expect(due('0 3 * * *', 'America/Sao_Paulo', now)).toBe(expected)
})

test('off is never due', () => {
  expect(due('off', 'America/Sao_Paulo', '2026-11-16T06:00:00Z')).toBeNull()
})

test.each(['America/Sao_Paulo', 'America/Los_Angeles', 'Europe/Lisbon', 'Asia/Kolkata', 'Australia/Lord_Howe'])(
  'a year of ticks in %s meets each night once, the nights of changed clocks too',
  (timeZone) => {
    const slots = new Set<string>()
    const start = Date.parse('2026-01-01T12:00:00Z')
    for (let hour = 0; hour < 365 * 24; hour += 6) {
      slots.add(
        String(newestDueTime({ pattern: '0 3 * * *', timeZone }, new Date(start + hour * 3_600_000))?.getTime()),
      )
    }
    const times = [...slots].map(Number).toSorted((a, b) => a - b)
    const gaps = times.slice(1).map((time, index) => (time - (times[index] ?? 0)) / 3_600_000)

    expect(times.length).toBeGreaterThanOrEqual(365)
    expect(gaps.every((gap) => gap >= 23 && gap <= 25)).toBe(true)
  },
)

const silent = createLog({ level: 'silent' })

async function startNights() {
  const folder = mkdtempSync(join(tmpdir(), 'instagram-dashboard-'))
  const db = await openDatabase(`file:${join(folder, 'test.db')}`)
  onTestFinished(async () => {
    await db.close()
    rmSync(folder, { recursive: true, force: true })
  })
  let now = new Date('2026-11-16T12:00:00Z')
  const ran: string[] = []
  const gone = new Set<string>()
  const ending = new Set<string>()
  const processes = new Map<string, Slots>()
  const tick = (owner: string, work: () => Promise<Record<string, number>> = async () => ({})) => {
    const leaseOwner = { name: owner, isGone: (other: string) => gone.has(other) }
    const clock = { now: () => now, sleep: async () => undefined }
    const slots =
      processes.get(owner) ??
      createSlots({ db, clock, leaseOwner, log: silent, background: { isEnding: () => ending.has(owner) } })
    processes.set(owner, slots)
    return slots.runDue({
      name: 'nightly',
      pattern: '0 3 * * *',
      timeZone: 'America/Sao_Paulo',
      run: () => {
        ran.push(`${owner} ${now.toISOString().slice(0, 10)}`)
        return work()
      },
    })
  }
  const newest = async () => (await jobSlots.findNewest(db, 'nightly'))?.dueAt
  return { tick, ran, gone, ending, newest, at: (instant: string) => (now = new Date(instant)) }
}

test('a night that stopped because its process ends is gone on with by the next one, at once', async () => {
  const { tick, ran, ending } = await startNights()
  await tick('process 0', async () => {
    ending.add('process 0')
    return {}
  })
  expect(await tick('process 1')).toBe(true)
  expect(await tick('process 2')).toBe(false)
  expect(ran).toEqual(['process 0 2026-11-16', 'process 1 2026-11-16'])
})

test('a night runs once, however many tick and however often', async () => {
  const { tick, ran, at } = await startNights()
  await Promise.all(Array.from({ length: 10 }, (_, index) => tick(`process ${index % 2}`)))
  await tick('process 0')
  expect(ran).toHaveLength(1)

  at('2026-11-17T06:00:00Z')
  await Promise.all(Array.from({ length: 10 }, (_, index) => tick(`process ${index % 2}`)))
  expect(ran).toHaveLength(2)
})

test('after a long sleep the newest night runs once, and a clock that is put back by a minute runs none', async () => {
  const { tick, ran, at } = await startNights()
  await tick('one')
  at('2026-12-25T12:00:00Z')
  await tick('one')
  at('2026-12-26T06:00:00Z')
  await tick('one')
  at('2026-12-26T05:59:00Z')
  await tick('one')
  at('2026-12-26T06:01:00Z')
  await tick('one')

  expect(ran).toEqual(['one 2026-11-16', 'one 2026-12-25', 'one 2026-12-26'])
})

test.each([
  ['a year ahead', '2027-11-16T12:00:00Z'],
  ['a day ahead', '2026-11-17T12:00:00Z'],
  ['a day back', '2026-11-15T12:00:00Z'],
])('after a minute in which the clock was %s the next nights run, each once', async (_wrong, wrong) => {
  const { tick, ran, at, newest } = await startNights()
  await tick('one')
  at(wrong)
  await tick('one')
  await tick('other')
  at('2026-11-16T12:01:00Z')
  for (const owner of ['one', 'other', 'one']) await tick(owner)
  ran.length = 0

  for (const night of ['2026-11-17', '2026-11-18', '2026-11-19']) {
    for (const time of ['05:59', '06:00', '06:01', '12:00']) {
      at(`${night}T${time}:00Z`)
      await tick('one')
      await tick('other')
    }
  }
  expect(ran).toEqual(['one 2026-11-17', 'one 2026-11-18', 'one 2026-11-19'])
  // Nothing of it is left for the day that was ahead then.
  expect(await newest()).toEqual(new Date('2026-11-19T06:00:00Z'))
})

test('a night that was begun ahead of time and never ended does not keep its job from anybody', async () => {
  const { tick, ran, at } = await startNights()
  at('2027-11-16T12:00:00Z')
  void tick('one', () => new Promise(() => {}))
  await expect.poll(() => ran.length).toBe(1)
  at('2026-11-17T06:00:00Z')
  expect(await tick('other')).toBe(true)
})

test('a night that failed is tried again by whoever ticks next, until it went well', async () => {
  const { tick, ran } = await startNights()
  const fail = () => Promise.reject(new Error('no connection'))
  await expect(tick('one', fail)).rejects.toThrow('no connection')
  await expect(tick('one', fail)).rejects.toThrow('no connection')
  expect(await tick('other')).toBe(true)
  expect(await tick('one')).toBe(false)
  expect(ran.map((entry) => entry.split(' ')[0])).toEqual(['one', 'one', 'other'])
})

test('a night that a crash cut off is taken over at once when the process is known to be gone, else after five minutes', async () => {
  const { tick, ran, gone, at } = await startNights()
  const crash = () => new Promise<never>(() => {})
  void tick('crashed', crash)
  await expect.poll(() => ran.length).toBe(1)
  expect(await tick('other')).toBe(false)
  gone.add('crashed')
  void tick('other', crash)
  await expect.poll(() => ran.length).toBe(2)
  at('2026-11-16T12:04:59Z')
  expect(await tick('third')).toBe(false)
  at('2026-11-16T12:05:00Z')

  expect(await tick('third')).toBe(true)
  expect(await tick('fourth')).toBe(false)
  expect(ran.map((entry) => entry.split(' ')[0])).toEqual(['crashed', 'other', 'third'])
})

test('a night that takes hours is started by nobody else while its process lives, and within five minutes of its end by another', async () => {
  const { tick, ran, at } = await startNights()
  void tick('one', () => new Promise(() => {}))
  await expect.poll(() => ran.length).toBe(1)
  for (let minute = 1; minute <= 180; minute += 1) {
    at(new Date(Date.parse('2026-11-16T12:00:00Z') + minute * 60_000).toISOString())
    expect(await tick('one')).toBe(false)
    expect(await tick('other')).toBe(false)
  }
  // From here on the first process is silent.
  at('2026-11-16T15:04:00Z')
  expect(await tick('other')).toBe(false)
  at('2026-11-16T15:05:00Z')
  expect(await tick('other')).toBe(true)
  expect(ran).toEqual(['one 2026-11-16', 'other 2026-11-16'])
})

test('a process that is still at the night before begins the next one after it', async () => {
  const { tick, ran, at } = await startNights()
  let endNight = (_result: Record<string, number>) => {}
  const first = tick('one', () => new Promise((resolve) => (endNight = resolve)))
  await expect.poll(() => ran.length).toBe(1)
  at('2026-11-17T06:00:00Z')
  expect(await tick('one')).toBe(false)
  endNight({})
  expect(await first).toBe(true)
  expect(await tick('one')).toBe(true)
  expect(ran).toEqual(['one 2026-11-16', 'one 2026-11-17'])
})
