import { accountLists, accounts, erasures, personalData } from '@instagram-dashboard/db'
import { holdAccount } from '../connection/hold-account.ts'
import { systemCaller, type Deps } from '../deps.ts'
import { accountTag, emptyLog, eraseAccount, keyedTag } from './erase-account.ts'
import { eraseUser, personTag } from './erase-person.ts'
import type { ErasureEntry } from './erasure-ledger.ts'

const pageSize = 500

/**
 * Erases again what a restored backup brought back: whatever the list outside of the database says was done and the
 * database does not know of. What was only planned was not done, unless the database says so.
 * @returns how many erasures were done again
 */
export async function replayErasures(deps: Deps): Promise<number> {
  await keyOldTags(deps)
  const missing = await findMissing(deps)
  if (missing.size === 0) return 0
  let replayed = 0
  const caller = systemCaller(deps.settings.defaultLocale)
  const by = () => ({ caller, at: deps.clock.now(), cause: 'restored_backup' as const })
  for await (const userId of pages((after) => personalData.listUserIds(deps.db, { after, limit: pageSize }))) {
    const tag = personTag(deps, userId)
    const erasedAt = missing.get(tag)
    if (erasedAt === undefined) continue
    await deps.db.transaction(async (tx) => {
      await eraseUser(deps, tx, { userId, ...by() })
      await erasures.save(tx, tag, erasedAt)
    })
    missing.delete(tag)
    replayed += 1
  }
  for await (const id of pages((after) => accountLists.listIds(deps.db, { after, limit: pageSize }))) {
    const tag = accountTag(deps, id)
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

/** The newest erasure of each code that was done, without those that the database knows of. */
async function findMissing(deps: Deps): Promise<Map<string, Date>> {
  const { db, erasureLedger, log } = deps
  const entries = (await erasureLedger.read()).map((entry) => ({ ...entry, tag: keyedTag(deps, entry.tag) }))
  const known = new Map<string, Date>()
  for (let start = 0; start < entries.length; start += pageSize) {
    const tags = entries.slice(start, start + pageSize).map(({ tag }) => tag)
    for (const { tag, erasedAt } of await erasures.listKnown(db, tags)) known.set(tag, erasedAt)
  }
  const isKnown = ({ tag, at }: ErasureEntry) => known.get(tag)?.getTime() === at.getTime()
  // The program ended between the commit and the word of it, or before the commit.
  const confirmed = entries.filter((entry) => entry.state !== 'done' && isKnown(entry))
  const unconfirmed = entries.filter((entry) => entry.state === 'planned' && !isKnown(entry))
  await erasureLedger.add(confirmed, 'done')
  await erasureLedger.add(unconfirmed, 'withdrawn')
  if (unconfirmed.length > 0) log.warn('erasures.withdrawn', { erasures: unconfirmed.length })
  const done = new Map<string, Date>()
  for (const { tag, at, state } of entries) if (state === 'done') done.set(tag, at)
  return new Map([...done].filter(([tag, at]) => known.get(tag)?.getTime() !== at.getTime()))
}

/** Older versions wrote the ids of erased accounts as they are. */
async function keyOldTags(deps: Deps): Promise<void> {
  await deps.db.transaction(async (tx) => {
    for (const old of await erasures.listUnkeyed(tx)) await erasures.replace(tx, old, keyedTag(deps, old.tag))
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
