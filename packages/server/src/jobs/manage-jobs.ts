import { accountLists } from '@instagram-dashboard/db'
import type { Caller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { readPage } from '../pages.ts'
import type { JobsListInput, JobsListResult, JobsRetryInput, JobsRetryResult } from './contract.ts'

const usualLimit = 50

/** What waits in the queues, and their dead letters. */
export async function listJobs(
  { db, queue }: Pick<Deps, 'db' | 'queue'>,
  { cursor, limit = usualLimit }: JobsListInput,
): Promise<JobsListResult> {
  if (queue === null) return { queues: [], items: [], nextCursor: null }
  const read = (most: number) => queue.listDeadLetters({ after: cursor ?? null, limit: most })
  const { rows, nextCursor } = await readPage(limit, read, ({ id }) => id)
  const accountIds = rows.flatMap(({ data }) => data.accountId ?? [])
  const usernames = await accountLists.listUsernames(db, accountIds)
  const items = rows.map(({ data: { accountId = null }, ...job }) => {
    const username = accountId === null ? null : (usernames.get(accountId) ?? null)
    return { ...job, accountId, username } satisfies JobsListResult['items'][number]
  })
  return { queues: await queue.counts(), items, nextCursor }
}

/** Redrives dead letters: each goes back into its queue, with all its tries. */
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
