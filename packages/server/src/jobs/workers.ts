import type { Deps } from '../deps.ts'
import { deliverEvents } from '../events/deliver.ts'
import { describeError } from '../log.ts'
import { endNight } from '../sync/tally-night.ts'
import { accountWork } from './account-work.ts'
import { givenBack } from './death-reason.ts'
import { workUnlessHeld } from './held-accounts.ts'
import {
  accountQueues,
  JobFailure,
  type AccountQueue,
  type HeldJob,
  type JobQueue,
  type QueueName,
} from './job-queue.ts'
import { slottedJobs, type QueuedJob } from './nightly-jobs.ts'
import type { SlottedJob } from './slots.ts'

// So often a job waits for an account that somebody has in hand; after that it is theirs.
const mostTriesForHeld = 5

/** Works on every queue of this process from now on, as far as it can: the host's callback is its own. */
export async function startWorkers(deps: Deps, queue: JobQueue): Promise<void> {
  const { settings, host } = deps
  for (const name of accountQueues) {
    const width = settings.workerConcurrency * accountWork[name].share
    await queue.work(name, width, (job) =>
      carry(deps, name, () =>
        runForAccount(deps, job, (accountId, since) => accountWork[name].run(deps, accountId, since)),
      ),
    )
  }
  for (const channel of host) {
    const name = `outbox-${channel.name}` as const
    const only = { ...deps, host: [channel] }
    await queue.work(name, 1, () => carry(deps, name, () => deliverEvents(only)))
  }
  await queue.work('plan', 1, () => carry(deps, 'plan', () => plan(deps, queue)))
  const singles = slottedJobs(deps).filter((job) => job.queue === 'upkeep')
  await queue.work('upkeep', 1, ({ data }) => {
    const job = singles.find(({ name }) => name === data.job)
    return carry(deps, 'upkeep', async () => job?.run())
  })
}

/** What is to be done at set times, put into the queues by whichever process takes the slot. */
export function queuedSlots(deps: Deps, queue: JobQueue): SlottedJob[] {
  return slottedJobs(deps).map((job) => ({
    ...job,
    run: async (dueAt) => ({ enqueued: await enqueueSlot(deps, queue, { job, dueAt }) }),
  }))
}

/** What this process has to tell its host. */
export async function enqueueOutbox({ host }: Deps, queue: JobQueue): Promise<void> {
  for (const { name } of host) await queue.enqueue(`outbox-${name}`, [{ key: name, data: {} }])
}

/** Every minute, for all processes together: accounts of which something is to be caught up with, and the night's end. */
async function plan(deps: Deps, queue: JobQueue): Promise<void> {
  await enqueueDue(deps, queue, { name: 'catch-up', since: deps.clock.now() })
  await enqueueDue(deps, queue, { name: 'audience', since: deps.clock.now() })
  await endNight(deps, () => queue.isBusy('sync'))
}

async function enqueueSlot(
  deps: Deps,
  queue: JobQueue,
  { job, dueAt }: { job: QueuedJob; dueAt: Date },
): Promise<number> {
  if (job.queue !== 'upkeep') return enqueueDue(deps, queue, { name: job.queue, since: dueAt })
  await queue.enqueue('upkeep', [{ key: job.name, data: { job: job.name } }])
  return 1
}

async function enqueueDue(
  deps: Deps,
  queue: JobQueue,
  { name, since }: { name: AccountQueue; since: Date },
): Promise<number> {
  let enqueued = 0
  for await (const page of accountWork[name].due(deps)) {
    const data = { since: since.toISOString() }
    await queue.enqueue(
      name,
      page.map((accountId) => ({ key: accountId, data: { accountId, ...data } })),
    )
    enqueued += page.length
    if (deps.background.isEnding()) return enqueued
  }
  return enqueued
}

/** Thrown to let a job wait: its account is in other hands, or this process ends. */
class GivenBack extends JobFailure {
  constructor(why: (typeof givenBack)[keyof typeof givenBack]) {
    super({ errorName: why })
  }
}

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
  if (outcome === 'skipped' && deps.background.isEnding()) throw new GivenBack(givenBack.processEnds)
  if (outcome === 'held' && tries < mostTriesForHeld) throw new GivenBack(givenBack.accountHeld)
}

/** As background work, so that closing waits for it; what it throws leaves without a driver's message. */
async function carry(deps: Deps, queue: QueueName, work: () => Promise<unknown>): Promise<void> {
  try {
    await deps.background.track(`job ${queue}`, work)
  } catch (error) {
    if (error instanceof GivenBack) throw error
    const fields = describeError(error)
    deps.log.warn('job.failed', { queue, ...fields })
    throw new JobFailure(fields)
  }
}
