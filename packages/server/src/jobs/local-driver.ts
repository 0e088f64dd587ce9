import { inParallel } from '../concurrency/in-parallel.ts'
import type { Deps } from '../deps.ts'
import { withSpan } from '../tracing.ts'
import { accountWork, type LocalWork } from './account-work.ts'
import { doSingle, listMinuteKinds, type Driver } from './driver.ts'
import { workUnlessHeld, workWhenLetGo } from './held-accounts.ts'

export interface RunOptions {
  /** Leaves out what is as new as this, so that whoever takes over a night goes on where it was cut off. */
  since?: Date | undefined
  /** Only counts, and asks Instagram nothing. */
  isDryRun?: boolean
  onProgress?: ((done: number, total: number) => void) | undefined
}

/**
 * Does one kind of work for every account that is due, a few at a time. One account's failure is its own. While
 * Instagram refuses the app, one goes before the others and shows for all whether it still does.
 * @returns how many ended in each way; those of a dry run as skipped
 */
export async function runAccounts<Outcome extends string>(
  deps: Deps,
  work: LocalWork<Outcome>,
  { since, isDryRun = false, onProgress }: RunOptions = {},
): Promise<Record<Outcome | 'skipped', number>> {
  const startedAt = deps.clock.now()
  // The guarantee: each outcome has its entry.
  const counts = Object.fromEntries(work.outcomes.map((outcome) => [outcome, 0])) as Record<Outcome | 'skipped', number>
  const held: string[] = []
  let [done, total] = [0, 0]
  const runOne = async (id: string, newerThan: Date | null) => {
    const run = () => work.run(deps, id, newerThan)
    const outcome = work.leftOut === undefined ? await run() : await workUnlessHeld(deps, id, run)
    if (outcome !== 'held') counts[outcome] += 1
    return outcome
  }
  for await (const page of work.due(deps, work.pageSize)) {
    total += page.length
    onProgress?.(done, total)
    if (isDryRun) {
      counts.skipped += page.length
      continue
    }
    const runNext = async (id: string) => {
      if ((await runOne(id, since ?? null)) === 'held') held.push(id)
      done += 1
      onProgress?.(done, total)
    }
    const probes = (await deps.budget.isAppDoubtful()) ? 1 : 0
    for (const id of page.slice(0, probes)) await runNext(id)
    await inParallel(page.slice(probes), work.width, runNext)
    if (deps.background.isEnding()) break
  }
  // Whoever had them may have done it.
  const stillHeld = await workWhenLetGo(deps, { held, width: work.width }, (id) => runOne(id, since ?? startedAt))
  for (const accountId of stillHeld) work.leftOut?.(deps, accountId)
  counts.skipped += stillHeld.length
  if (!isDryRun) await work.afterAll?.(deps)
  return counts
}

/** Everything in this process, account by account. */
export function createLocalDriver(deps: Deps): Driver {
  return {
    everyMinute() {
      for (const kind of listMinuteKinds(deps))
        deps.background.runAlone(kind, () => runAccounts(deps, accountWork[kind]))
    },
    runAccounts(kind, since) {
      const work = accountWork[kind]
      return withSpan(`job ${work.slot ?? kind}`, { isRoot: true }, async () => {
        const counts = await runAccounts(deps, work, { since })
        return work.tally ? work.tally(deps, since) : counts
      })
    },
    runSingle: (name) => doSingle(deps, name),
  }
}
