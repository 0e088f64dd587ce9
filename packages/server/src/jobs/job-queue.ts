import type { QueueAccess } from '@instagram-dashboard/db'
import type { Job, PgBoss, Queue } from 'pg-boss'
import { describeError, type Log } from '../log.ts'
import { JobFailure, readFailure, type JobFailureReason } from './job-failure.ts'

export const accountQueues = ['refresh', 'sync', 'catch-up', 'audience', 'stories', 'posts'] as const
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
export interface DeadLetter {
  id: string
  queue: string
  data: JobData
  /** Its class and code, and where it came from: never a message of a driver. */
  failure: string
  reason: JobFailureReason
  tries: number
  createdAt: Date
  diedAt: Date
}

/** pg-boss, in a schema of its own beside our tables. It starts when it is first needed. */
export interface JobQueue {
  /** Puts jobs in. One that is queued or running under the same key already is not put in twice. */
  enqueue(queue: QueueName, jobs: readonly { key: string; data: JobData }[]): Promise<void>
  /** One job a minute, however many processes ask for it. */
  enqueueOncePerMinute(queue: QueueName): Promise<void>
  /** Works on a queue from now on, so many at a time. What the handler throws is tried again, then a dead letter. */
  work(queue: QueueName, width: number, handle: (job: HeldJob) => Promise<void>): Promise<void>
  counts(): Promise<{ queue: string; queued: number; active: number; dead: number }[]>
  /** Whether a job of a queue waits for its first or its next try, or was at work within the last minute. */
  isBusy(queue: QueueName): Promise<boolean>
  countDeadLetters(): Promise<number>
  /** The oldest first. */
  listDeadLetters(page: { after: string | null; limit: number }): Promise<DeadLetter[]>
  /** Puts a dead letter back into its queue. @returns whether it was there and has not been queued anew meanwhile */
  redrive(id: string): Promise<boolean>
  /** No new jobs; waits for those at work, and gives back those that do not end in time. */
  stop(longestMs: number): Promise<void>
}

const deadQueue = 'dead'
const batchSize = 1_000
// Our own faults only: what Instagram says is an outcome of the work. Together longer than a lease, so that what a dead
// worker left is taken over.
const retries = { retryLimit: 8, retryDelay: 5, retryBackoff: true, retryDelayMax: 300 }
// A worker that was killed is noticed by its silence.
const heartbeatSeconds = 15
const superviseSeconds = 10
// Longer than any lease, which is renewed at every step.
const expireInSeconds = 1_800
// What the end of a try takes to be written.
const writeMs = 1_000

function optionsOf(name: QueueName): Omit<Queue, 'name'> {
  const common = { ...retries, heartbeatSeconds, expireInSeconds, deadLetter: deadQueue, deleteAfterSeconds: 3_600 }
  // The next look at the outbox waits while one is under way, or what was written meanwhile would be overlooked.
  const policy = name.startsWith('outbox-') ? 'stately' : 'exclusive'
  return { ...common, policy, notify: true }
}

export interface JobQueueOptions {
  log: Log
  isWorker: boolean
  /** How long one try may take; less than what pg-boss waits, which could not say why it ended. */
  longestTryMs?: number
  /** Between two looks for what no notification said: work that is due again, or given back. */
  lookEverySeconds?: number
}

export function createJobQueue(
  access: QueueAccess,
  {
    log,
    isWorker,
    longestTryMs = (expireInSeconds - superviseSeconds) * 1_000,
    lookEverySeconds = 15,
  }: JobQueueOptions,
): JobQueue {
  let starting: Promise<PgBoss> | undefined
  let isStopped = false
  const inHand = new Set<(reason: JobFailureReason) => void>()

  /** Ends a try that takes too long or that the end of the process overtakes. What it was at goes on unseen. */
  async function limitTry(work: Promise<void>): Promise<void> {
    const { promise, reject } = Promise.withResolvers<never>()
    const end = (reason: JobFailureReason) => reject(new JobFailure(reason))
    const timer = setTimeout(end, longestTryMs, 'timed_out')
    inHand.add(end)
    try {
      await Promise.race([work, promise])
    } finally {
      clearTimeout(timer)
      inHand.delete(end)
    }
  }

  async function start(): Promise<PgBoss> {
    if (isStopped) throw new Error('The queue has ended')
    const { PgBoss: Boss } = await import('pg-boss')
    const boss = new Boss({
      db: access,
      schema: access.schema,
      // PostgreSQL refuses to make one, even one that is there, to a role that may make none.
      createSchema: !(await access.hasSchema()),
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
          batch.map(({ key, data }) => ({ data, singletonKey: key })),
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
          if (job) await limitTry(handle({ data: job.data ?? {}, tries: job.retryCount }))
          // There may be more: pg-boss would wait for its next look.
          boss.notifyWorker(worker)
        }
        const looks = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: lookEverySeconds }
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
    async countDeadLetters() {
      const boss = await started()
      return (await boss.findJobs(deadQueue, { queued: true, limit: batchSize })).length
    },
    async listDeadLetters({ after, limit }) {
      const boss = await started()
      const options = { queued: true, limit, ...(after === null ? {} : { after }) }
      const jobs = await boss.findJobs<JobData>(deadQueue, options)
      return jobs.map((job) => ({
        id: job.id,
        queue: job.sourceName ?? deadQueue,
        data: job.data ?? {},
        ...readFailure(job.sourceOutput),
        tries: (job.sourceRetryCount ?? 0) + 1,
        createdAt: job.sourceCreatedOn ?? job.createdOn,
        diedAt: job.createdOn,
      }))
    },
    async redrive(id) {
      const boss = await started()
      return (await boss.redrive(deadQueue, { ids: [id] })) > 0
    },
    async stop(longestMs) {
      isStopped = true
      const boss = await starting?.catch(() => undefined)
      const timer = setTimeout(() => inHand.forEach((end) => end('process_ended')), longestMs)
      await boss?.stop({ graceful: true, timeout: longestMs + writeMs, close: false })
      clearTimeout(timer)
    },
  }
}
