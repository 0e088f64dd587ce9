import { randomBytes } from 'node:crypto'
import { accountLists, deletionRequests, type accounts } from '@instagram-dashboard/db'
import { endConnection } from '../accounts/end-connection.ts'
import { holdAccounts } from '../accounts/hold-account.ts'
import { minuteMs } from '../clock/index.ts'
import { systemCaller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { pseudonymOf } from '../pseudonyms/pseudonym.ts'
import { readSignedRequest, type SignedRequest } from '../instagram/index.ts'
import { emptyLog, eraseAccount } from './erase-account.ts'
import { eraseInTransaction } from './erase-in-transaction.ts'

export type MetaRequestKind = deletionRequests.DeletionRequestRow['kind']

const furthestAheadMs = 5 * minuteMs
const aSecondMs = 1_000

/**
 * Does what Meta's callback asks: ends the connection, or deletes what came from Instagram as well. Doing it again
 * changes nothing and gives the same code; so does a request about somebody who is not known here.
 * Source: Meta, "Data Deletion Request Callback".
 * @returns the code of the status page
 * @throws AppError VALIDATION for anything that Meta did not sign
 */
export async function handleMetaRequest(deps: Deps, kind: MetaRequestKind, text: string): Promise<{ code: string }> {
  const { clock, keys, log } = deps
  const at = clock.now()
  const request = readSignedRequest(text, deps.metaSecrets)
  const isFromTheFuture =
    request?.issuedAt !== null && (request?.issuedAt.getTime() ?? 0) > at.getTime() + furthestAheadMs
  if (!request || isFromTheFuture) throw new AppError('VALIDATION', { field: 'signed_request' })

  const { code, ended } = await eraseInTransaction(deps, async (tx, plan) => {
    const caller = systemCaller(deps.settings.defaultLocale)
    const held = await holdAccounts(tx, await accountLists.listByAppScopedId(tx, request.appScopedId))
    let count = 0
    for (const account of held.filter((one) => isMeant(one, request))) {
      if (kind === 'data_deletion') {
        await eraseAccount(deps, { tx, plan }, { account, caller, at, cause: 'data_deletion' })
        count += 1
      } else if (await endConnection(deps, tx, { account, caller, at, cause: 'deauthorized' })) count += 1
    }
    const noted = await deletionRequests.note(tx, {
      code: randomBytes(16).toString('hex'),
      kind,
      subjectTag: pseudonymOf(keys.pseudonyms, 'app_scoped', request.appScopedId),
      requestedAt: at,
      completedAt: at,
    })
    return { code: noted, ended: count }
  })
  if (kind === 'data_deletion' && ended > 0) await emptyLog(deps)
  log.info('meta.request', { kind, accounts: ended })
  return { code }
}

/** An old request that somebody sends again is not about a connection that was made after it. */
function isMeant({ connectedAt }: accounts.AccountRow, { issuedAt }: SignedRequest): boolean {
  return issuedAt === null || connectedAt.getTime() < issuedAt.getTime() + aSecondMs
}

/** How far a request is, for whoever has its code. */
export function findMetaRequest({ db }: Deps, code: string): Promise<deletionRequests.DeletionRequestRow | undefined> {
  return deletionRequests.find(db, code)
}
