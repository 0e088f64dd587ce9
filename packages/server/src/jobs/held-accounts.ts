import { accounts } from '@instagram-dashboard/db'
import { isAhead } from '../clock/index.ts'
import type { Deps } from '../deps.ts'
import { inParallel } from '../concurrency/in-parallel.ts'

type HoldDeps = Pick<Deps, 'db' | 'clock' | 'background'>

// Longer together than a lease, so that what a killed process held comes free as well.
const waitsMs = [5_000, 10_000, 20_000, 40_000, 80_000]

/** Somebody has the account in hand, or its process was killed a moment ago. */
async function isHeld({ db, clock }: HoldDeps, accountId: string): Promise<boolean> {
  const account = await accounts.findById(db, accountId)
  return account?.status === 'active' && isAhead(account.leaseUntil, 'accountLease', clock.now())
}

/**
 * Does something for one account.
 * @param work says `skipped` where there was nothing to do or somebody else had the account
 * @returns what it said, or `held` where somebody has it
 */
export async function workUnlessHeld<Outcome extends string>(
  deps: HoldDeps,
  accountId: string,
  work: () => Promise<Outcome>,
): Promise<Outcome | 'held'> {
  // Skipped, and yet nobody has it: either there is nothing to do, or whoever had it has just let go of it.
  for (let looks = 1; ; looks += 1) {
    const outcome = await work()
    if (outcome !== 'skipped' || deps.background.isEnding()) return outcome
    if (await isHeld(deps, accountId)) return 'held'
    if (looks === 2) return outcome
  }
}

/**
 * Goes back to accounts that somebody had in hand, until they let go: what a night leaves out would wait for the next.
 * @param work as `workUnlessHeld` answers
 * @returns those that are held still
 */
export async function workWhenLetGo(
  deps: HoldDeps,
  { held, width }: { held: readonly string[]; width: number },
  work: (accountId: string) => Promise<string>,
): Promise<string[]> {
  let waiting = [...held]
  for (const waitMs of waitsMs) {
    if (waiting.length === 0 || deps.background.isEnding()) break
    await deps.clock.sleep(waitMs)
    const still: string[] = []
    await inParallel(waiting, width, async (accountId) => {
      if ((await work(accountId)) === 'held') still.push(accountId)
    })
    waiting = still
  }
  return waiting
}
