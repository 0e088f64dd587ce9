import { accountLists, accounts, erasures, personalData } from '@instagram-dashboard/db'
import { holdAccount } from '../accounts/hold-account.ts'
import { systemCaller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { accountPseudonym, emptyLog, eraseAccount, keyedPseudonym } from './erase-account.ts'
import { eraseUserIn, userPseudonym } from './erase-user.ts'
import { copyErasures } from './copy-erasures.ts'
import type { Erasure, ErasureEntry } from './erasure-ledger.ts'

const pageSize = 500

/**
 * Erases again what a restored backup brought back: whatever the list outside of the database says was done and the
 * database does not know of. What was only planned was not done, unless the database says so. Afterwards both know the
 * same.
 * @param brought entries of another list, which this one takes over
 * @returns how many erasures were done again
 */
export async function replayErasures(deps: Deps, brought: readonly ErasureEntry[] = []): Promise<number> {
  await keyOldPseudonyms(deps)
  const replayed = await eraseAgain(deps, await findMissing(deps, brought))
  // Also those of which the end was never said: the program ended between the commit and the word of it.
  await copyErasures(deps)
  return replayed
}

async function eraseAgain(deps: Deps, missing: Map<string, Date>): Promise<number> {
  if (missing.size === 0) return 0
  let replayed = 0
  const caller = systemCaller(deps.settings.defaultLocale)
  const by = () => ({ caller, at: deps.clock.now(), cause: 'restored_backup' as const })
  for await (const userId of pages((after) => personalData.listUserIds(deps.db, { after, limit: pageSize }))) {
    const tag = userPseudonym(deps, userId)
    const erasedAt = missing.get(tag)
    if (erasedAt === undefined) continue
    await deps.db.transaction(async (tx) => {
      await eraseUserIn(deps, tx, { userId, ...by() })
      await erasures.save(tx, tag, erasedAt)
    })
    missing.delete(tag)
    replayed += 1
  }
  for await (const id of pages((after) => accountLists.listIds(deps.db, { after, limit: pageSize }))) {
    const tag = accountPseudonym(deps, id)
    const erasedAt = missing.get(tag)
    const account = erasedAt && (await accounts.findById(deps.db, id))
    if (!erasedAt || !account) continue
    await deps.db.transaction(async (tx) => {
      const current = await holdAccount(tx, account)
      const plan = async () => erasures.save(tx, tag, erasedAt)
      if (current) await eraseAccount(deps, { tx, plan }, { account: current, ...by() })
    })
    missing.delete(tag)
    replayed += 1
  }
  // What is not there need not be looked for at the next start.
  await deps.db.transaction(async (tx) => {
    for (const [tag, at] of missing) await erasures.save(tx, tag, at)
  })
  if (replayed > 0) await emptyLog(deps)
  return replayed
}

/** The newest erasure of each code that was done, without those that the database knows of, or a later one. */
async function findMissing(deps: Deps, brought: readonly ErasureEntry[]): Promise<Map<string, Date>> {
  const { erasureLedger, log } = deps
  const { entries: listed, unreadable } = await erasureLedger.read()
  if (unreadable > 0) log.warn('erasures.unreadable', { lines: unreadable })
  const entries = [...listed, ...brought].map((entry) => ({ ...entry, tag: keyedPseudonym(deps, entry.tag) }))
  const known = await findKnown(deps, entries)
  // The program ended before the commit, or another one is at it now and says so after its commit.
  const withdrawn = entries.filter((entry) => entry.state === 'planned' && !isKnown(known, entry))
  await erasureLedger.add(withdrawn, 'withdrawn')
  if (withdrawn.length > 0) log.warn('erasures.withdrawn', { erasures: withdrawn.length })
  const done = new Map<string, Date>()
  for (const entry of entries) {
    if (entry.state === 'done' && !isKnown(done, entry)) done.set(entry.tag, entry.at)
  }
  return new Map([...done].filter(([tag, at]) => !isKnown(known, { tag, at })))
}

/** Whether this erasure, or one of the same code after it, is among those. */
function isKnown(known: ReadonlyMap<string, Date>, { tag, at }: Erasure): boolean {
  return (known.get(tag)?.getTime() ?? -Infinity) >= at.getTime()
}

async function findKnown({ db }: Pick<Deps, 'db'>, entries: readonly Erasure[]): Promise<Map<string, Date>> {
  const known = new Map<string, Date>()
  for (let start = 0; start < entries.length; start += pageSize) {
    const tags = entries.slice(start, start + pageSize).map(({ tag }) => tag)
    for (const { tag, erasedAt } of await erasures.listKnown(db, tags)) known.set(tag, erasedAt)
  }
  return known
}

/** Older versions wrote the ids of erased accounts as they are. */
async function keyOldPseudonyms(deps: Deps): Promise<void> {
  await deps.db.transaction(async (tx) => {
    for (const old of await erasures.listUnkeyed(tx)) await erasures.replace(tx, old, keyedPseudonym(deps, old.tag))
  })
}

async function* pages(read: (after: string) => Promise<string[]>): AsyncGenerator<string> {
  for (let after = ''; ;) {
    const page = await read(after)
    yield* page
    after = page.at(-1) ?? ''
    if (page.length < pageSize) return
  }
}
