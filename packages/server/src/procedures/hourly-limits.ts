import { hourlyCalls, type Database } from '@instagram-dashboard/db'
import { type Clock, hourMs, toleratedMs } from '../clock/index.ts'
import { AppError } from '../errors.ts'
import type { InstallationKeys } from '../events/installation-keys.ts'
import { pseudonymOf } from '../pseudonyms/pseudonym.ts'

/** Who does what of which there may be only so many an hour. */
export interface HourlyCall {
  userId: string
  /** The name of the procedure. */
  action: string
  most: number
}

/**
 * Hourly limits of calls that are expensive or leave rows that are never deleted. Counted in the database, so that they
 * hold over all processes and restarts, by the user's pseudonym, so that erasing a user does not reset them.
 */
export interface HourlyLimits {
  /** Counts a call. @throws AppError RATE_LIMITED with the wait, when the hour has had as many as it may */
  take(call: HourlyCall): Promise<void>
  /** The same for what is left out rather than refused. @returns whether the hour had room */
  hasRoom(call: HourlyCall): Promise<boolean>
}

interface HourlyLimitsDeps {
  db: Database
  clock: Clock
  keys: Pick<InstallationKeys, 'pseudonyms'>
}

export function createHourlyLimits({ db, clock, keys }: HourlyLimitsDeps): HourlyLimits {
  /** @returns the milliseconds until the next call can be; 0 when this one was counted */
  async function count({ userId, action, most }: HourlyCall): Promise<number> {
    const now = clock.now()
    const at = now.getTime()
    const subject = { tag: pseudonymOf(keys.pseudonyms, 'user', userId), action }
    return db.transaction(async (tx) => {
      const made = await hourlyCalls.lock(tx, subject)
      // What lies ahead was written by a wrong clock.
      const times = made.filter((time) => time > at - hourMs && time <= at + toleratedMs)
      const oldest = times.at(-most)
      if (oldest !== undefined) return Math.max(1, oldest + hourMs - at)
      await hourlyCalls.save(tx, { ...subject, times: [...times, at], lastAt: now })
      return 0
    })
  }
  return {
    async take(call) {
      const waitMs = await count(call)
      if (waitMs > 0) throw new AppError('RATE_LIMITED', { retryAfterSeconds: Math.ceil(waitMs / 1000) })
    },
    hasRoom: async (call) => (await count(call)) === 0,
  }
}
