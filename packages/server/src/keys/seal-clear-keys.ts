import { people } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { sealUserKey } from '../events/user-key.ts'
import { emptyLog } from '../privacy/erase-account.ts'

const pageSize = 500

/**
 * Versions before this one kept the keys of people in clear, and a migration of the schema can seal nothing: done at
 * start, all in one transaction, and again as often as there are any.
 * @returns how many were sealed
 * @throws Error when one is left: better not to serve than to write copies that hold it
 */
export async function sealClearKeys({ db, vault, log }: Pick<Deps, 'db' | 'vault' | 'log'>): Promise<number> {
  if ((await people.listUnsealed(db, { limit: 1 })).length === 0) return 0
  const sealed = await db.transaction(async (tx) => {
    let count = 0
    for (;;) {
      const page = await people.listUnsealed(tx, { limit: pageSize })
      for (const person of page) {
        const isReplaced = await people.replaceKey(tx, person, sealUserKey(vault, person, person.key))
        count += isReplaced ? 1 : 0
      }
      if (page.length < pageSize) break
    }
    if ((await people.listUnsealed(tx, { limit: 1 })).length > 0) throw new Error('A key of a person is still in clear')
    return count
  })
  log.info('people.keys_sealed', { people: sealed })
  // What stood there before leaves the file, too.
  await emptyLog({ db, log })
  return sealed
}
