import type { QueueAccess } from '@instagram-dashboard/db'
import type { Job, PgBoss, Queue } from 'pg-boss'
import { describeError, type Log, type LogFields } from '../log.ts'
import { deathReasonOf, nothingSaid, type DeathReason } from './death-reason.ts'

export const accountQueues = ['refresh', 'sync', 'catch-up', 'audience', 'stories'] as const
export type AccountQueue = (typeof accountQueues)[number]
export const queueNames = [...accountQueues, 'outbox-webhook', 'outbox-callback', 'plan', 'upkeep'] as const
export type QueueName = (typeof queueNames)[number]

/** What a job is about. Ids and names only: jobs lie in a table that nobody erases people from. */
export interface JobData {
  /** Of a queue of accounts. */
  accountId?: string
  /** What of this is at least as new as then needs no work any more; ISO 8601. */
  since?: string
  /** The name of a job of `upkeep`. */
  job?: string
}

export interface HeldJob {
  data: JobData
  /** How often it was given back or failed. */
  tries: number
}

/** A job that failed at every try. */
export interface DeadJob {
  id: string
  queue: string
  data: JobData
  /** Its class and code, and where it came from: never a message of a driver. */
  failure: string
  reason: DeathReason
  tries: number
  createdAt: Date
  diedAt: Date
}

/** pg-boss, in a schema of its own beside our tables. It starts when it is first needed. */
export interface JobQueue {
  /** Puts jobs in. One that is queued or running under the same key already is not put in twice. */
  enqueue(queue: QueueName, jobs: readonly { key: string; data: JobData; isUrgent?: boolean }[]): Promise<void>
  /** One job a minute, however many processes ask for it. */
  enqueueOncePerMinute(queue: QueueName): Promise<void>
  /** Works on a queue from now on, so many at a time. What the handler throws is tried again, then dead. */
  work(queue: QueueName, width: number, handle: (job: HeldJob) => Promise<void>): Promise<void>
  counts(): Promise<{ queue: string; queued: number; active: number; dead: number }[]>
  /** Whether a job of a queue waits for its first or its next try, or was at work within the last minute. */
  isBusy(queue: QueueName): Promise<boolean>
  /** How many jobs were given up and lie there; of more than five hundred, five hundred. */
  countDead(): Promise<number>
  /** Dead jobs, the oldest first. */
  listDead(page: { after: string | null; limit: number }): Promise<DeadJob[]>
  /** Puts a dead job back into its queue. @returns whether it was there and has not been queued anew meanwhile */
  revive(id: string): Promise<boolean>
  /** No new jobs; waits for those at work, and gives back what does not end in time. */
  stop(longestMs: number): Promise<void>
}

/** A try that ended without a result. pg-boss keeps it in a table, so it says no more than the log. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure'

  constructor({ errorName, errorCode, causeCode, at }: LogFields) {
    super([errorName, errorCode ?? causeCode, at].filter(Boolean).join(' '))
  }
}

const deadQueue = 'dead'
const batchSize = 1_000
const urgent = 10
// Our own faults only: what Instagram says is an outcome of the work. Together longer than a lease, so that what a dead
// worker left is taken over.
const retries = { retryLimit: 8, retryDelay: 5, retryBackoff: true, retryDelayMax: 300 }
// A worker that was killed is noticed by its silence.
const heartbeatSeconds = 15
const superviseSeconds = 10
// Longer than any lease, which is renewed at every step.
const expireInSeconds = 1_800

function optionsOf(name: QueueName): Omit<Queue, 'name'> {
  const common = { ...retries, heartbeatSeconds, expireInSeconds, deadLetter: deadQueue, deleteAfterSeconds: 3_600 }
  // The next look at the outbox waits while one is under way, or what was written meanwhile would be overlooked.
  const policy = name.startsWith('outbox-') ? 'stately' : 'exclusive'
  return { ...common, policy, notify: true }
}

export function createJobQueue(access: QueueAccess, { log, isWorker }: { log: Log; isWorker: boolean }): JobQueue {
  let starting: Promise<PgBoss> | undefined
  let isStopped = false

  async function start(): Promise<PgBoss> {
    if (isStopped) throw new Error('The queue has ended')
    const { PgBoss: Boss } = await import('pg-boss')
    const boss = new Boss({
      db: access,
      schema: 'pgboss',
      schedule: false,
      supervise: isWorker,
      superviseIntervalSeconds: superviseSeconds,
      monitorIntervalSeconds: superviseSeconds,
      useListenNotify: isWorker,
      registerInstance: isWorker,
      openTelemetry: { enabled: false },
    })
    boss.on('error', (error) => log.warn('queue.error', describeError(error)))
    boss.on('warning', ({ message }) => log.info('queue.warning', { message }))
    // Its own lock comes after the schema is made, so that two first starts at once would fail.
    await access.withLock(async () => {
      await boss.start()
      await boss.createQueue(deadQueue, { policy: 'standard', retryLimit: 0 })
      for (const name of queueNames) await boss.createQueue(name, optionsOf(name))
    })
    return boss
  }
  const started = () => (starting ??= start().catch(forget))
  function forget(error: unknown): never {
    starting = undefined
    throw error
  }

  return {
    async enqueue(queue, jobs) {
      const boss = await started()
      for (let from = 0; from < jobs.length; from += batchSize) {
        const batch = jobs.slice(from, from + batchSize)
        await boss.insert(
          queue,
          batch.map(({ key, data, isUrgent }) => ({ data, singletonKey: key, priority: isUrgent ? urgent : 0 })),
        )
      }
    },
    async enqueueOncePerMinute(queue) {
      const boss = await started()
      await boss.send(queue, {}, { singletonKey: queue, singletonSeconds: 60 })
    },
    async work(queue, width, handle) {
      const boss = await started()
      for (let index = 0; index < width; index += 1) {
        let worker = ''
        const handleOne = async ([job]: Job<JobData>[]) => {
          if (job) await handle({ data: job.data ?? {}, tries: job.retryCount })
          // There may be more: pg-boss would wait for its next look.
          boss.notifyWorker(worker)
        }
        const looks = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 15 }
        worker = await boss.work<JobData>(queue, looks, handleOne)
      }
    },
    async counts() {
      const boss = await started()
      const dead = await boss.findJobs(deadQueue, { queued: true, limit: batchSize })
      const found = []
      for (const queue of queueNames) {
        const [newest] = await boss.getQueueStats(queue, { force: true })
        found.push({
          queue,
          queued: newest?.queuedCount ?? 0,
          active: newest?.activeCount ?? 0,
          dead: dead.filter(({ sourceName }) => sourceName === queue).length,
        })
      }
      return found
    },
    async isBusy(queue) {
      const boss = await started()
      if ((await boss.findJobs(queue, { queued: true, limit: 1 })).length > 0) return true
      const [newest] = await boss.getQueueStats(queue, { force: true })
      return (newest?.activeCount ?? 0) > 0
    },
    async countDead() {
      const boss = await started()
      return (await boss.findJobs(deadQueue, { queued: true, limit: batchSize })).length
    },
    async listDead({ after, limit }) {
      const boss = await started()
      const options = { queued: true, limit, ...(after === null ? {} : { after }) }
      const jobs = await boss.findJobs<JobData>(deadQueue, options)
      return jobs.map((job) => {
        const failure = failureOf(job.sourceOutput)
        return {
          id: job.id,
          queue: job.sourceName ?? deadQueue,
          data: job.data ?? {},
          failure,
          reason: deathReasonOf(failure),
          tries: (job.sourceRetryCount ?? 0) + 1,
          createdAt: job.sourceCreatedOn ?? job.createdOn,
          diedAt: job.createdOn,
        }
      })
    },
    async revive(id) {
      const boss = await started()
      return (await boss.redrive(deadQueue, { ids: [id] })) > 0
    },
    async stop(longestMs) {
      isStopped = true
      const boss = await starting?.catch(() => undefined)
      await boss?.stop({ graceful: true, timeout: longestMs, close: false })
    },
  }
}

/** pg-boss itself ends a job that lasted too long or whose worker fell silent, in words of its own. */
function failureOf(output: object | null): string {
  const { message, value } = (output ?? {}) as { message?: unknown; value?: string | { message?: unknown } | null }
  const text = message ?? (typeof value === 'object' ? value?.message : value)
  return typeof text === 'string' ? text : nothingSaid
}
