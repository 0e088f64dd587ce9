import { addMs, hourMs } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import { copyErasures } from '../privacy/copy-erasures.ts'
import { guardAudit } from '../events/check-audit.ts'
import { listSlots } from './driver.ts'
import { createLocalDriver } from './local-driver.ts'
import { createQueueDriver, enqueueOutbox } from './queue-driver.ts'
import type { Role } from './roles.ts'
import { startScheduler, type Scheduler } from './scheduler.ts'
import { minuteWork } from './single-work.ts'
import { createSlots } from './slots.ts'

// A start copies all; after that nothing is longer under way than this.
const copiedBackMs = hourMs

/**
 * Starts what a process of this role does every minute. Everything runs as background work, so that closing waits for
 * what is under way.
 * @param deliver tells the host what it was not told of
 */
export function runBackground(deps: Deps, { role, deliver }: { role: Role; deliver: () => void }): Scheduler {
  const { background, log, probe } = deps
  const tick = role === 'web' ? () => undefined : createTick(deps, deliver)
  const run = async () => {
    // What this process knows of Instagram is its own, whatever it is for.
    background.runAlone('probe', probe.runIfDue)
    // So is its list: others erase as well.
    background.runAlone('copy-erasures', () => copyErasures(deps, { since: addMs(deps.clock.now(), -copiedBackMs) }))
    tick()
  }
  background.run('audit-guards', () => guardAudit(deps))
  background.run('tick', run)
  return startScheduler([{ name: 'tick', pattern: '* * * * *', timeZone: 'UTC', run }], log)
}

/** What a process that works looks for each minute. */
function createTick(deps: Deps, deliver: () => void): () => void {
  const { background, queue } = deps
  const driver = queue === null ? createLocalDriver(deps) : createQueueDriver(deps, queue)
  const jobs = listSlots(deps, driver)
  const slots = createSlots(deps)
  return () => {
    for (const [name, run] of Object.entries(minuteWork)) background.runAlone(name, () => run(deps))
    driver.everyMinute()
    if (queue === null) deliver()
    else background.runAlone('outbox', () => enqueueOutbox(deps, queue))
    for (const job of jobs) background.run(job.name, () => slots.runDue(job))
  }
}
