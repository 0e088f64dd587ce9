import type { accounts } from '@instagram-dashboard/db'
import { addMs, believed, furthest, hourMs, minuteMs, toleratedMs } from '../clock/index.ts'

type Pressed = Pick<accounts.AccountRow, 'nextSyncAllowedAt' | 'lastErrorCode' | 'lastErrorAt'>

export interface PressTime {
  now: Date
  /** Of the settings. */
  syncCooldownMinutes: number
}

/** Until when a user can have to wait at most: a day after a failure, else to the end of the cooldown. */
export function latestPress({ lastErrorCode, lastErrorAt }: Pressed, { now, syncCooldownMinutes }: PressTime): Date {
  if (lastErrorCode === null) {
    // Our own hourly budget holds a sync back for an hour at most.
    return addMs(now, Math.max(syncCooldownMinutes * minuteMs, hourMs) + toleratedMs)
  }
  // A wrong clock dated the failure, so its wait is wrong as well.
  return believed(lastErrorAt, 'happened', now) === null ? now : furthest('wait', now)
}

/** When a user may start a sync again; `null` for now, also where a wrong clock set it too far ahead. */
export function pressAllowedAt(account: Pressed, at: PressTime): Date | null {
  const { nextSyncAllowedAt } = account
  return nextSyncAllowedAt !== null && nextSyncAllowedAt <= latestPress(account, at) ? nextSyncAllowedAt : null
}
