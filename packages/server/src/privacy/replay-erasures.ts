import { accounts, erasures, personalData } from '@instagram-dashboard/db'
import { systemCaller, type Deps } from '../deps.ts'
import { emptyLog, eraseAccount } from './erase-account.ts'
import { personTag } from './erase-person.ts'

const pageSize = 500

/**
 * Erases again what a restored backup brought back: whatever the list outside of the database names and the database
 * does not know to be erased. @returns how many erasures were done again
 */
export async function replayErasures(deps: Deps): Promise<number> {
  const { db, erasureLedger, settings } = deps
  const missing = new Map((await erasureLedger.read()).map(({ tag, at }) => [tag, at]))
  for (const tags of inPages([...missing.keys()])) {
    for (const { tag } of await erasures.listKnown(db, tags)) missing.delete(tag)
  }
  if (missing.size === 0) return 0
  const caller = systemCaller(settings.defaultLocale)
  let replayed = 0
  for (let after = ''; ;) {
    const users = await personalData.listUserIds(db, { after, limit: pageSize })
    for (const userId of users.filter((id) => missing.has(personTag(deps, id)))) {
      await db.transaction(async (tx) => {
        const data = { accounts: 0, cause: 'restored_backup' as const }
        const by = { caller, at: deps.clock.now() }
        await deps.record(tx, { type: 'person.erased', userId, accountId: null, data }, by)
        await personalData.eraseUser(tx, userId)
      })
      replayed += 1
    }
    after = users.at(-1) ?? ''
    if (users.length < pageSize) break
  }
  for (const [tag, at] of missing) {
    const account = tag.startsWith('account:') ? await accounts.findById(db, tag.slice('account:'.length)) : undefined
    await db.transaction(async (tx) => {
      if (account) {
        const by = { caller, at: deps.clock.now(), cause: 'restored_backup' as const }
        await eraseAccount(deps, tx, { account, ...by })
        replayed += 1
      }
      await erasures.save(tx, tag, at)
    })
  }
  if (replayed > 0) await emptyLog(deps)
  return replayed
}

function* inPages<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let start = 0; start < items.length; start += pageSize) yield items.slice(start, start + pageSize)
}
