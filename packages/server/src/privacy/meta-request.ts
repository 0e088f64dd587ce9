import { randomBytes } from 'node:crypto'
import { accountLists, accounts, deletionRequests, type Handle } from '@instagram-dashboard/db'
import { systemCaller, type Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { tagOf } from '../events/tags.ts'
import { readSignedRequest, type SignedRequest } from '../instagram/signed-request.ts'
import { emptyLog, eraseAccount } from './erase-account.ts'

export type MetaRequestKind = deletionRequests.DeletionRequestRow['kind']

const furthestAheadMs = 5 * 60_000
const aSecondMs = 1_000

/**
 * Does what Meta's callback asks: ends the connection, or deletes what came from Instagram as well. Doing it again
 * changes nothing and gives the same code; so does a request about somebody who is not known here.
 * Source: Meta, "Data Deletion Request Callback".
 * @returns the code of the status page
 * @throws AppError VALIDATION for anything that Meta did not sign
 */
export async function handleMetaRequest(deps: Deps, kind: MetaRequestKind, text: string): Promise<{ code: string }> {
  const { db, clock, keys, log } = deps
  const at = clock.now()
  const request = readSignedRequest(text, deps.metaSecrets)
  const isFromTheFuture =
    request?.issuedAt !== null && (request?.issuedAt.getTime() ?? 0) > at.getTime() + furthestAheadMs
  if (!request || isFromTheFuture) throw new AppError('VALIDATION', { field: 'signed_request' })

  const { code, ended } = await db.transaction(async (tx) => {
    const meant = (await accountLists.listByAppScopedId(tx, request.appScopedId)).filter((account) =>
      isMeant(account, request),
    )
    let count = 0
    for (const account of meant) count += (await endConnection(deps, tx, { kind, account, at })) ? 1 : 0
    const noted = await deletionRequests.note(tx, {
      code: randomBytes(16).toString('hex'),
      kind,
      subjectTag: tagOf(keys.tags, 'app_scoped', request.appScopedId),
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

/** @returns whether there was anything to end */
async function endConnection(
  deps: Deps,
  tx: Handle,
  { kind, account, at }: { kind: MetaRequestKind; account: accounts.AccountRow; at: Date },
): Promise<boolean> {
  const caller = systemCaller(deps.settings.defaultLocale)
  if (kind === 'data_deletion') {
    await eraseAccount(deps, tx, { account, caller, at, cause: 'data_deletion' })
    return true
  }
  if (account.status === 'disconnected' && account.deactivatedAt === null) return false
  const { id, userId, username } = account
  await accounts.disconnect(tx, id, at)
  const data = { erasedData: false, cause: 'deauthorized' as const }
  await deps.record(
    tx,
    { type: 'account.disconnected', userId, accountId: id, data, personal: { username } },
    { caller, at },
  )
  return true
}

/** How far a request is, for whoever has its code. */
export function findMetaRequest({ db }: Deps, code: string): Promise<deletionRequests.DeletionRequestRow | undefined> {
  return deletionRequests.find(db, code)
}
