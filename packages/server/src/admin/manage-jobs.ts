import { accountLists } from '@instagram-dashboard/db'
import type { Caller, Deps } from '../deps.ts'
import type { JobsListInput, JobsListResult, JobsRetryInput, JobsRetryResult } from '../jobs/contract.ts'

const usualLimit = 50

/** What waits in the queues, and the work that was given up. */
export async function listJobs(
  { db, queue }: Pick<Deps, 'db' | 'queue'>,
  { cursor, limit = usualLimit }: JobsListInput,
): Promise<JobsListResult> {
  if (queue === null) return { queues: [], items: [], nextCursor: null }
  const dead = await queue.listDeadLetters({ after: cursor ?? null, limit: limit + 1 })
  const shown = dead.slice(0, limit)
  const usernames = await accountLists.listUsernames(
    db,
    shown.flatMap(({ data }) => data.accountId ?? []),
  )
  const items = shown.map(({ data: { accountId = null }, ...job }) => {
    const username = accountId === null ? null : (usernames.get(accountId) ?? null)
    return { ...job, accountId, username } satisfies JobsListResult['items'][number]
  })
  return {
    queues: await queue.counts(),
    items,
    nextCursor: dead.length > limit ? (items.at(-1)?.id ?? null) : null,
  }
}

/** Puts dead jobs back into their queues, each with all its tries. */
export async function retryJobs(
  { db, clock, queue, record }: Deps,
  caller: Caller,
  { ids }: JobsRetryInput,
): Promise<JobsRetryResult> {
  const results: JobsRetryResult['results'] = []
  for (const id of ids) {
    const isRequeued = queue !== null && (await queue.redrive(id))
    results.push({ id, outcome: isRequeued ? 'requeued' : 'not_dead' })
  }
  const jobs = results.filter(({ outcome }) => outcome === 'requeued').length
  const event = { type: 'job.revived', userId: null, accountId: null, data: { jobs } } as const
  if (jobs > 0) await db.transaction((tx) => record(tx, event, { caller, at: clock.now() }))
  return { results }
}
