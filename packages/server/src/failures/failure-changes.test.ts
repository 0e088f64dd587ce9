import { expect, test } from 'vitest'
import { failureChanges } from './failure-changes.ts'
import type { Failure } from './failure.ts'

const minuteMs = 60_000
const start = new Date('2026-11-16T18:00:00Z')

test('while the numbers are read and something else fails again and again, the background asks ever more rarely', () => {
  const pauses: number[] = []
  let now = start
  let lastErrorAt: Date | null = null
  for (let failures = 0; failures < 8; failures += 1) {
    const failure: Failure = {
      kind: 'retry_later',
      code: 'INSTAGRAM_UNAVAILABLE',
      reason: null,
      retryAt: now,
      isSuspicion: false,
    }
    // Each of the runs has read the numbers.
    const account = { lastSyncedAt: now, connectedAt: start, suspectedAt: null, lastErrorAt }
    const { catchUpAt } = failureChanges(failure, account, now)
    if (!catchUpAt) throw new Error('The background was to try again')
    pauses.push((catchUpAt.getTime() - now.getTime()) / minuteMs)
    lastErrorAt = now
    now = catchUpAt
  }
  expect(pauses).toEqual([15, 30, 60, 120, 240, 360, 360, 360])
})
