import type { accounts } from '@instagram-dashboard/db'
import { believed, furthest, toleratedMs } from '../clock/belief.ts'
import { addMs, hourMs, minuteMs } from '../clock/time.ts'

type Pressed = Pick<accounts.AccountRow, 'nextSyncAllowedAt' | 'lastErrorCode' | 'lastErrorAt'>

export interface PressTime {
  now: Date
  /** Of the settings. */
  syncCooldownMinutes: number
}

/** The last instant until which a press can have to wait: a day after a failure, else the end of the cooldown. */
export function latestPress({ lastErrorCode, lastErrorAt }: Pressed, { now, syncCooldownMinutes }: PressTime): Date {
  if (lastErrorCode === null) {
    // Our own hourly budget holds a sync back for an hour at most.
    return addMs(now, Math.max(syncCooldownMinutes * minuteMs, hourMs) + toleratedMs)
  }
  // Of a failure that a wrong clock dated, its wait is worth as little.
  return believed(lastErrorAt, 'happened', now) === null ? now : furthest('wait', now)
}

/** When a press is allowed again; `null` for now, also where a wrong clock set it too far ahead. */
export function pressAllowedAt(account: Pressed, at: PressTime): Date | null {
  const { nextSyncAllowedAt } = account
  return nextSyncAllowedAt !== null && nextSyncAllowedAt <= latestPress(account, at) ? nextSyncAllowedAt : null
}
