import { jobSlots } from '@instagram-dashboard/db'
import { Cron } from 'croner'
import type { Deps } from '../deps.ts'

export interface SlottedJob {
  name: string
  /** A cron pattern, or `off`. */
  pattern: string
  timeZone: string
  run(dueAt: Date): Promise<Record<string, number>>
}

// A slot that a crash left is taken over after this at the latest; at once where the process is known to be gone.
const slotLeaseMs = 3_600_000

/**
 * Runs the newest due time of a job unless it was run already, here or anywhere. Called by a ticker as often as it
 * likes: restarts, sleep, changed clocks and second processes can neither double a slot nor lose the newest one.
 * @returns whether this call ran it
 */
export async function runDueSlot(deps: Pick<Deps, 'db' | 'clock' | 'leaseOwner'>, job: SlottedJob): Promise<boolean> {
  const { db, clock, leaseOwner } = deps
  const now = clock.now()
  const dueAt = newestDueTime(job, now)
  if (dueAt === null) return false
  const newest = await jobSlots.findNewest(db, job.name)
  // A clock that went back must not run an older slot after a newer one.
  if (newest && newest.dueAt > dueAt) return false
  const heldBy = newest?.leaseOwner ?? null
  const isMine = await jobSlots.claim(db, {
    job: job.name,
    dueAt,
    owner: leaseOwner.name,
    deadOwner: heldBy !== null && leaseOwner.isGone(heldBy) ? heldBy : null,
    now,
    leaseUntil: new Date(now.getTime() + slotLeaseMs),
  })
  if (!isMine) return false
  const result = await job.run(dueAt)
  await jobSlots.finish(db, { job: job.name, dueAt, owner: leaseOwner.name }, { now: clock.now(), result })
  return true
}

/** The last time at or before `now` that the pattern names; `null` for `off`. */
export function newestDueTime({ pattern, timeZone }: Pick<SlottedJob, 'pattern' | 'timeZone'>, now: Date): Date | null {
  if (pattern === 'off') return null
  const cron = new Cron(pattern, { timezone: timeZone, paused: true })
  try {
    // croner looks strictly before its reference, in whole seconds.
    return cron.previousRuns(1, new Date(now.getTime() + 1000))[0] ?? null
  } finally {
    cron.stop()
  }
}
