import { accountLists, betweenBatches, jobSlots, syncRuns } from '@instagram-dashboard/db'
import { addMs, furthest, hourMs, minuteMs } from '../clock/index.ts'
import type { Deps } from '../deps.ts'

/** How many accounts ended a night in each way. */
export interface NightTally extends Record<string, number> {
  succeeded: number
  partial: number
  failed: number
  /** Active accounts that no run was about: they were left out. */
  skipped: number
}

const pageSize = 500
// A run that was under way when the night began counts as well.
const overlapMs = hourMs

/**
 * What became of every active account since a night was due, by its newest run, whichever process made it and however
 * often the night was taken over.
 */
export async function tallyNight(deps: Pick<Deps, 'db'>, dueAt: Date): Promise<NightTally> {
  return (await findTally(deps, dueAt)).tally
}

/** @returns also when the last of its runs ended; `null` when there were none */
async function findTally({ db }: Pick<Deps, 'db'>, dueAt: Date): Promise<{ tally: NightTally; lastEnd: Date | null }> {
  const tally: NightTally = { succeeded: 0, partial: 0, failed: 0, skipped: 0 }
  const endOf = new Map<string, 'succeeded' | 'partial' | 'failed'>()
  let lastEnd: Date | null = null
  const since = addMs(dueAt, -overlapMs)
  for (let after: syncRuns.RunPosition | null = null; ;) {
    const page: Awaited<ReturnType<typeof syncRuns.listSince>> = await syncRuns.listSince(db, since, {
      after,
      limit: pageSize,
    })
    for (const { accountId, status, finishedAt } of page) {
      if (finishedAt === null || finishedAt < dueAt || status === 'queued' || status === 'running') continue
      endOf.set(accountId, status)
      if (lastEnd === null || finishedAt > lastEnd) lastEnd = finishedAt
    }
    after = page.at(-1) ?? null
    if (page.length < pageSize) break
    await betweenBatches()
  }
  for (const status of endOf.values()) tally[status] += 1
  for (let after = ''; ;) {
    const page = await accountLists.listActiveIds(db, { after, limit: pageSize })
    tally.skipped += page.filter((id) => !endOf.has(id)).length
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return { tally, lastEnd }
    after = last
    await betweenBatches()
  }
}

/** The job whose slot a night is: one process begins it, all of them work on it. */
export const nightJob = 'sync'

// By then the queue has every account that was put into it.
const settledMs = 2 * minuteMs

/**
 * For the ticker of processes that share a queue: the night ends when nothing of it waits or is at work any more.
 * @param isBusy whether any of its accounts waits for a worker or has one
 */
export async function endNight(
  deps: Pick<Deps, 'db' | 'clock' | 'log'>,
  isBusy: () => Promise<boolean>,
): Promise<void> {
  const { db, clock, log } = deps
  const now = clock.now()
  const night = await jobSlots.findNewest(db, nightJob, { dueUntil: furthest('happened', now) })
  if (!night?.finishedAt || isTallied(night) || night.finishedAt.getTime() + settledMs > now.getTime()) return
  if (await isBusy()) return
  const { tally, lastEnd } = await findTally(deps, night.dueAt)
  const endedAt = lastEnd !== null && lastEnd > night.finishedAt && lastEnd < now ? lastEnd : night.finishedAt
  await jobSlots.saveResult(db, night, { now: endedAt, result: { ...night.result, ...tally } })
  const { startedAt, dueAt } = night
  const durationMs = endedAt.getTime() - startedAt.getTime()
  log.info('night.ended', { job: nightJob, dueAt: dueAt.toISOString(), isWhole: true, ...tally, durationMs })
}

/** Whether it is known what became of each account. */
export function isTallied({ result }: Pick<jobSlots.JobSlotRow, 'result'>): boolean {
  return result?.['succeeded'] !== undefined
}
