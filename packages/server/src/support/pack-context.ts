import { accountLists, events, people, syncRuns } from '@instagram-dashboard/db'
import { missingScopesOf } from '../accounts/present-account.ts'
import type { Deps } from '../deps.ts'
import type { SupportContext } from './contract.ts'

const newestRuns = 20
const newestEvents = 20

/** What helps to answer a question: how the accounts are, what failed lately, and where to look in the log. */
export async function packContext({ db }: Deps, { userId }: { userId: string }): Promise<SupportContext> {
  const owned = await accountLists.listAllOf(db, userId)
  const person = await people.findByUser(db, userId)
  const happened = person
    ? await events.listPage(db, { personRef: person.ref }, { before: null, limit: newestEvents })
    : []
  const failedSyncs: SupportContext['failedSyncs'] = []
  for (const { id } of owned) {
    for (const run of await syncRuns.listPage(db, id, { after: null, limit: newestRuns })) {
      if (run.errorCode === null) continue
      failedSyncs.push({ accountId: id, code: run.errorCode, at: (run.errorAt ?? run.startedAt).toISOString() })
    }
  }
  return {
    accounts: owned.map((account) => ({
      id: account.id,
      username: account.username,
      status: account.status,
      connectedAt: account.connectedAt.toISOString(),
      lastSyncedAt: account.lastSyncedAt?.toISOString() ?? null,
      tokenExpiresAt: account.tokenExpiresAt?.toISOString() ?? null,
      missingScopes: missingScopesOf(account.grantedScopes),
      lastError:
        account.lastErrorCode === null || account.lastErrorAt === null
          ? null
          : {
              code: account.lastErrorCode,
              reason: account.lastErrorReason,
              at: account.lastErrorAt.toISOString(),
            },
    })),
    failedSyncs,
    events: happened.map(({ type, createdAt, requestId }) => ({ type, at: createdAt.toISOString(), requestId })),
  }
}
