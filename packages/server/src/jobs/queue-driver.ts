import type { Deps } from '../deps.ts'
import { deliverEvents } from '../events/deliver.ts'
import { describeError } from '../log.ts'
import { endNight } from '../sync/tally-night.ts'
import { accountWork } from './account-work.ts'
import { doSingle, listMinuteKinds, type Driver } from './driver.ts'
import { workUnlessHeld } from './held-accounts.ts'
import { accountQueues, type AccountQueue, type HeldJob, type JobQueue, type QueueName } from './job-queue.ts'
import { JobFailure } from './job-failure.ts'
import { singleNames } from './single-work.ts'

/** What is due goes into the queues, and every worker takes from them. */
export function createQueueDriver(deps: Deps, queue: JobQueue): Driver {
  let areWorking = false
  return {
    everyMinute() {
      deps.background.runAlone('workers', async () => {
        if (!areWorking) await startWorkers(deps, queue)
        areWorking = true
        await queue.enqueueOncePerMinute('plan')
      })
    },
    runAccounts: async (kind, since) => ({ enqueued: await enqueueDue(deps, queue, { kind, since }) }),
    async runSingle(job) {
      await queue.enqueue('upkeep', [{ key: job, data: { job } }])
      return { enqueued: 1 }
    },
  }
}

/** What this process has to tell its host. */
export async function enqueueOutbox({ host }: Deps, queue: JobQueue): Promise<void> {
  for (const { name } of host) await queue.enqueue(`outbox-${name}`, [{ key: name, data: {} }])
}

const enqueuedAtOnce = 1_000

async function enqueueDue(
  deps: Deps,
  queue: JobQueue,
  { kind, since }: { kind: AccountQueue; since: Date },
): Promise<number> {
  let enqueued = 0
  const isoSince = since.toISOString()
  for await (const page of accountWork[kind].due(deps, enqueuedAtOnce)) {
    const jobs = page.map((accountId) => ({ key: accountId, data: { accountId, since: isoSince } }))
    await queue.enqueue(kind, jobs)
    enqueued += page.length
    if (deps.background.isEnding()) break
  }
  return enqueued
}

/** Works on every queue of this process from now on, as far as it can: the host's callback is its own. */
async function startWorkers(deps: Deps, queue: JobQueue): Promise<void> {
  const { settings, host, clock } = deps
  const work = (name: QueueName, width: number, run: (job: HeldJob) => Promise<unknown>) =>
    queue.work(name, width, (job) => carry(deps, name, () => run(job)))
  for (const kind of accountQueues) {
    const { share, run } = accountWork[kind]
    const runKind = (accountId: string, since: Date) => run(deps, accountId, since)
    await work(kind, settings.workerConcurrency * share, (job) => runForAccount(deps, job, runKind))
  }
  for (const channel of host) await work(`outbox-${channel.name}`, 1, () => deliverEvents({ ...deps, host: [channel] }))
  // Every minute, for all processes together: what is due, and the night's end.
  await work('plan', 1, async () => {
    for (const kind of listMinuteKinds(deps)) await enqueueDue(deps, queue, { kind, since: clock.now() })
    await endNight(deps, () => queue.isBusy('sync'))
  })
  await work('upkeep', 1, async ({ data }) => {
    const name = singleNames.find((single) => single === data.job)
    if (name !== undefined) await doSingle(deps, name)
  })
}

// So often a job waits for an account that somebody has in hand; after that it is theirs.
const mostTriesForHeld = 5

/**
 * Does the work of one job. A job whose account is in other hands waits for it.
 * @throws JobFailure to be tried again
 */
export async function runForAccount(
  deps: Pick<Deps, 'db' | 'clock' | 'background'>,
  { data: { accountId, since }, tries }: HeldJob,
  run: (accountId: string, since: Date) => Promise<string>,
): Promise<void> {
  if (accountId === undefined) return
  const outcome = await workUnlessHeld(deps, accountId, () => run(accountId, new Date(since ?? 0)))
  if (outcome === 'skipped' && deps.background.isEnding()) throw new JobFailure('process_ended')
  if (outcome === 'held' && tries < mostTriesForHeld) throw new JobFailure('account_held')
}

/** As background work, so that closing waits for it; what it throws leaves without a driver's message. */
async function carry(deps: Deps, queue: QueueName, work: () => Promise<unknown>): Promise<void> {
  try {
    await deps.background.track(`job ${queue}`, work)
  } catch (error) {
    if (error instanceof JobFailure) throw error
    const fields = describeError(error)
    deps.log.warn('job.failed', { queue, ...fields })
    throw new JobFailure('fault', fields)
  }
}
