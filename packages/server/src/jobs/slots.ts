import { jobSlots } from '@instagram-dashboard/db'
import { Cron } from 'croner'
import { addMs, furthest, longestAhead, minuteMs } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import { deadOwner } from '../leases/lease-owner.ts'

export interface SlottedJob {
  name: string
  /** A cron pattern, or `off`. */
  pattern: string
  timeZone: string
  run(dueAt: Date): Promise<Record<string, number>>
}

export interface Slots {
  /**
   * Runs the newest due time of a job unless it was run already, here or anywhere. Called by a ticker as often as it
   * likes, and at least every few minutes: restarts, sleep, changed clocks and second processes can neither double a
   * slot nor lose the newest one, and while one runs here, each call keeps it for this process. One that fails is run
   * again by the next call, here or anywhere. Slots that a wrong clock began ahead of their time stand in nobody's way.
   * @returns whether this call ran it
   * @throws what the job threw
   */
  runDue(job: SlottedJob): Promise<boolean>
}

/** What happens for each account, once a night; the other jobs are told at `debug`. */
const nights: ReadonlySet<string> = new Set(['sync', 'refresh-tokens'])

type SlotDeps = Pick<Deps, 'db' | 'clock' | 'leaseOwner' | 'log'> & { background: Pick<Deps['background'], 'isEnding'> }

/** The set times of one process, which does not begin a job that it is still at. */
export function createSlots(deps: SlotDeps): Slots {
  const { db, clock, leaseOwner, log, background } = deps
  const running = new Map<string, Date>()
  const giveBack = (slot: { job: string; dueAt: Date; owner: string }) =>
    jobSlots.renew(db, slot, { leaseUntil: clock.now() })
  return {
    async runDue(job) {
      const now = clock.now()
      const slotAt = (dueAt: Date) => ({ job: job.name, dueAt, owner: leaseOwner.name })
      const underWay = running.get(job.name)
      if (underWay !== undefined) {
        // A night may take longer than any lease: the tick is the sign that this process lives.
        await jobSlots.renew(db, slotAt(underWay), { leaseUntil: leaseFrom(now) })
        return false
      }
      const dueAt = newestDueTime(job, now)
      if (dueAt === null || !(await claim(deps, slotAt(dueAt), now))) return false
      running.set(job.name, dueAt)
      const told = { job: job.name, dueAt: dueAt.toISOString() }
      const logNight = nights.has(job.name) ? log.info : log.debug
      logNight('night.started', told)
      try {
        const result = await job.run(dueAt)
        const durationMs = clock.now().getTime() - now.getTime()
        const isQueued = result['enqueued'] !== undefined
        if (isQueued) logNight('night.queued', { ...told, ...result })
        else logNight('night.ended', { ...told, isWhole: !background.isEnding(), ...result, durationMs })
        // Where the process ends it stopped where it was: whoever ticks next goes on with this slot.
        if (background.isEnding()) await giveBack(slotAt(dueAt))
        else await jobSlots.finish(db, slotAt(dueAt), { now: clock.now(), result })
        return true
      } catch (error) {
        // Without a database this fails too, and the lease ends by itself.
        await giveBack(slotAt(dueAt)).catch(() => undefined)
        throw error
      } finally {
        running.delete(job.name)
      }
    },
  }
}

async function claim(
  { db, leaseOwner }: SlotDeps,
  slot: { job: string; dueAt: Date; owner: string },
  now: Date,
): Promise<boolean> {
  const newest = await newestBegun(db, slot.job, now)
  // A clock that is put back by a little must not run an older slot after a newer one.
  if (newest && newest.dueAt > slot.dueAt) return false
  const dead = deadOwner(leaseOwner, newest?.leaseOwner ?? null)
  const lease = { leaseUntil: leaseFrom(now), latestLease: furthest('slotLease', now) }
  const isTaken = await jobSlots.claim(db, { ...slot, deadOwner: dead, now, ...lease })
  // From here on the job has its times again; what lay ahead would only be run too early or not at all.
  if (isTaken) await jobSlots.dropAfter(db, { job: slot.job, after: furthest('dueTime', now) })
  return isTaken
}

/** Of those whose time has come. One that was begun ahead of time is opened, so that it runs when that comes. */
async function newestBegun(db: Deps['db'], job: string, now: Date): Promise<jobSlots.JobSlotRow | undefined> {
  const newest = await jobSlots.findNewest(db, job)
  const latest = furthest('dueTime', now)
  if (newest === undefined || newest.dueAt <= latest) return newest
  if (newest.finishedAt !== null || newest.leaseOwner !== null) {
    await jobSlots.reopenAfter(db, { job, after: latest, now })
  }
  return jobSlots.findNewest(db, job, { dueUntil: latest })
}

// A slot that a crash left is taken over after this at the latest; at once where the process is known to be gone. Releases
// before this one took an hour, which is believed still.
const leaseMs = Math.min(5 * minuteMs, longestAhead.slotLease)

function leaseFrom(now: Date): Date {
  return addMs(now, leaseMs)
}

/** The last time at or before `now` that the pattern names; `null` for `off`. */
export function newestDueTime({ pattern, timeZone }: Pick<SlottedJob, 'pattern' | 'timeZone'>, now: Date): Date | null {
  if (pattern === 'off') return null
  const cron = new Cron(pattern, { timezone: timeZone, paused: true })
  try {
    // croner looks strictly before its reference, in whole seconds.
    return cron.previousRuns(1, addMs(now, 1000))[0] ?? null
  } finally {
    cron.stop()
  }
}

/** The first time after `now` that the pattern names; `null` for `off`. */
export function nextDueTime({ pattern, timeZone }: Pick<SlottedJob, 'pattern' | 'timeZone'>, now: Date): Date | null {
  if (pattern === 'off') return null
  const cron = new Cron(pattern, { timezone: timeZone, paused: true })
  try {
    return cron.nextRun(now)
  } finally {
    cron.stop()
  }
}
