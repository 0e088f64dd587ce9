import { putRightIfAhead } from '../clock/put-right.ts'
import { addMs, hourMs } from '../clock/time.ts'
import { resumeConnections } from '../connect/resume-connections.ts'
import { mendAllWithoutToken } from '../failures/lose-token.ts'
import type { Deps } from '../deps.ts'
import { copyErasures } from '../privacy/copy-erasures.ts'
import { syncDueAudiences } from '../sync/sync-audience.ts'
import { resumeSyncs } from '../sync/start-first-sync.ts'
import { guardAudit } from '../events/check-audit.ts'
import { catchUp } from '../sync/sync-scheduled.ts'
import type { JobQueue } from './job-queue.ts'
import { nightlyJobs } from './nightly-jobs.ts'
import type { Role } from './roles.ts'
import { startScheduler, type Scheduler } from './scheduler.ts'
import { createSlots, type SlottedJob } from './slots.ts'
import { enqueueOutbox, queuedSlots, startWorkers } from './workers.ts'

// A start copies all; after that nothing is longer under way than this.
const copiedBackMs = hourMs

/**
 * Starts what a process of this role does every minute. Everything runs as background work, so that closing waits for
 * what is under way.
 * @param deliver tells the host what it was not told of
 */
export function runBackground(deps: Deps, { role, deliver }: { role: Role; deliver: () => void }): Scheduler {
  const { background, queue, log, probe } = deps
  const tick =
    role === 'web'
      ? () => undefined
      : queue === null
        ? tickAlone(deps, deliver)
        : tickWithQueue(deps, queue, () => background.runAlone('outbox', () => enqueueOutbox(deps, queue)))
  const run = async () => {
    // What this process knows of Instagram is its own, whatever it is for.
    background.runAlone('probe', probe.runIfDue)
    // So is its list: others erase as well.
    const since = addMs(deps.clock.now(), -copiedBackMs)
    background.runAlone('copy-erasures', () => copyErasures(deps, { since }))
    tick()
  }
  background.run('audit-guards', () => guardAudit(deps))
  background.run('tick', run)
  return startScheduler([{ name: 'tick', pattern: '* * * * *', timeZone: 'UTC', run }], log)
}

/** Everything in this process, account by account. */
function tickAlone(deps: Deps, deliver: () => void): () => void {
  const { background } = deps
  const runNightly = slotRunner(deps, nightlyJobs(deps))
  return () => {
    background.runAlone('resume', async () => {
      await resumeConnections(deps)
      await resumeSyncs(deps)
    })
    background.runAlone('without-token', () => mendAllWithoutToken(deps))
    background.runAlone('put-right', () => putRightIfAhead(deps))
    background.runAlone('catch-up', () => catchUp(deps))
    deliver()
    background.runAlone('audience', () => syncDueAudiences(deps))
    runNightly()
  }
}

/** What is due goes into the queues, and every worker takes from them. */
function tickWithQueue(deps: Deps, queue: JobQueue, deliver: () => void): () => void {
  const { background } = deps
  const enqueueSlots = slotRunner(deps, queuedSlots(deps, queue))
  let areWorking = false
  return () => {
    background.runAlone('workers', async () => {
      if (!areWorking) await startWorkers(deps, queue)
      areWorking = true
      await queue.enqueueOncePerMinute('plan')
    })
    background.runAlone('resume', () => resumeConnections(deps))
    background.runAlone('without-token', () => mendAllWithoutToken(deps))
    background.runAlone('put-right', () => putRightIfAhead(deps))
    deliver()
    enqueueSlots()
  }
}

function slotRunner(deps: Deps, jobs: readonly SlottedJob[]): () => void {
  const slots = createSlots(deps)
  return () => {
    for (const job of jobs) deps.background.run(job.name, () => slots.runDue(job))
  }
}
