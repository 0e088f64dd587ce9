import { expect, test } from 'vitest'
import { callsWithinHour, freeAt, withCalls, withSettled, type CallLog } from './rolling-hour.ts'

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 16, 18) + minutes * 60_000)
const withCall = (log: CallLog, now: Date) => withCalls(log, 1, { now })

test('a call counts for an hour from the end of its minute', () => {
  const log = withCall({}, at(0.4))
  expect(callsWithinHour(log, at(60.9))).toBe(1)
  expect(callsWithinHour(log, at(61))).toBe(0)
})

test('calls of one minute share an entry, and old entries leave', () => {
  const log = withCall(withCall(withCall({}, at(0)), at(0.5)), at(2))
  expect(Object.values(log)).toEqual([2, 1])
  expect(Object.keys(withCall(log, at(62)))).toHaveLength(2)
})

test('the room that is wanted comes when enough calls are an hour old', () => {
  const log = [0, 10, 20].reduce((calls, minute) => withCall(calls, at(minute)), {})
  expect(freeAt(log, { limit: 4, wanted: 1, now: at(30) })).toEqual(at(30))
  expect(freeAt(log, { limit: 3, wanted: 1, now: at(30) })).toEqual(at(61))
  expect(freeAt(log, { limit: 3, wanted: 2, now: at(30) })).toEqual(at(71))
  expect(freeAt(log, { limit: 3, wanted: 99, now: at(30) })).toEqual(at(81))
})

test('a clock that goes back a day does not shut the budget for a day', () => {
  const log = withCall({}, at(1_440))
  expect(callsWithinHour(log, at(0))).toBe(1)
  const kept = withCall(log, at(0))
  expect(callsWithinHour(kept, at(60))).toBe(2)
  expect(callsWithinHour(kept, at(61))).toBe(0)
})

test('a reservation is replaced by what was made of it, and by nothing when it is gone', () => {
  const [until, others] = [at(2).getTime() / 60_000, { [at(1).getTime() / 60_000]: 5 }]
  const log = withCalls(others, 10, { now: at(0), from: until })
  const made = withCall({}, at(0))
  expect(callsWithinHour(withSettled(log, { calls: 10, until, made }), at(1))).toBe(6)
  expect(withSettled(others, { calls: 10, until, made })).toBe(others)
})
