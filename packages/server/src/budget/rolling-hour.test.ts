import { expect, test } from 'vitest'
import { callsWithinHour, freeAt, withCalls, type CallLog } from './rolling-hour.ts'

const withCall = (log: CallLog, now: Date) => withCalls(log, 1, now)
const at = (seconds: number) => new Date(Date.UTC(2026, 10, 16, 18) + seconds * 1000)

test('a call counts for an hour from the end of its second', () => {
  const log = withCall({}, at(0.4))
  expect(callsWithinHour(log, at(3600.9))).toBe(1)
  expect(callsWithinHour(log, at(3601))).toBe(0)
})

test('calls of one second share an entry, and old entries leave', () => {
  const log = withCall(withCall(withCall({}, at(0)), at(0.5)), at(2))
  expect(Object.values(log)).toEqual([2, 1])
  expect(Object.keys(withCall(log, at(3602)))).toHaveLength(2)
})

test('the room that is wanted comes when enough calls are an hour old', () => {
  const log = [0, 10, 20].reduce((calls, second) => withCall(calls, at(second)), {})
  expect(freeAt(log, { limit: 4, wanted: 1, now: at(30) })).toEqual(at(30))
  expect(freeAt(log, { limit: 3, wanted: 1, now: at(30) })).toEqual(at(3601))
  expect(freeAt(log, { limit: 3, wanted: 2, now: at(30) })).toEqual(at(3611))
  expect(freeAt(log, { limit: 3, wanted: 99, now: at(30) })).toEqual(at(3621))
})

test('a clock that goes back a day does not shut the budget for a day', () => {
  const log = withCall({}, at(86_400))
  expect(callsWithinHour(log, at(0))).toBe(1)
  const kept = withCall(log, at(0))
  expect(callsWithinHour(kept, at(3600))).toBe(2)
  expect(callsWithinHour(kept, at(3601))).toBe(0)
})
