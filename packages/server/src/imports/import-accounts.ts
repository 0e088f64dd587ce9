import { randomUUID } from 'node:crypto'
import { accounts, erasures, people, type Handle } from '@instagram-dashboard/db'
import { addMs, dayMs } from '../clock/index.ts'
import { systemCaller } from '../caller.ts'
import type { Deps } from '../deps.ts'
import { requiredScopes } from '../instagram/index.ts'
import { wasAccountErased } from '../privacy/erase-account.ts'
import { userPseudonym } from '../privacy/erase-user.ts'
import type { OpenedToken } from '../vault/index.ts'
import { addFault, type ImportReport, type SkipReason } from './import-report.ts'
import { countOf, instantOf, textOf } from './values.ts'

/** An account of the source, as far as it could be read. */
export interface SourceAccount {
  key: string
  userId: string
  instagramUserId: string
  username: string | null
  followersCount: number | null
  token: string | null
  expiresAt: Date | null
}

/** What became of it: its account here, or `null` where there is none. */
export interface ImportedAccount {
  userId: string
  username: string
  /** `null` in a dry run, where it would be made. */
  accountId: string | null
  /** When its token ended or ends, as the source says. */
  expiresAt: Date | null
  isSkipped: boolean
}

/** Instagram's tokens live so long; the source may not say when one ends. */
const tokenDays = 60

export function readAccount(
  row: Record<string, unknown>,
  { userIdOf, report, table }: { userIdOf: (value: unknown) => string | null; report: ImportReport; table: string },
): SourceAccount | null {
  const key = textOf(row['id']) ?? ''
  const userId = userIdOf(row['userId'])
  const instagramUserId = textOf(row['instagramUserId'])
  if (userId === null || userId.length > 128) addFault(report, { table, row: key, problem: 'no_user' })
  if (instagramUserId === null || !/^\d{1,40}$/.test(instagramUserId)) {
    addFault(report, { table, row: key, problem: 'no_instagram_id' })
    return null
  }
  if (userId === null || userId.length > 128) return null
  const followersCount = countOf(row['followersCount']) ?? null
  const [token, expiresAt] = [textOf(row['token']), instantOf(row['expiresAt'])]
  return { key, userId, instagramUserId, username: textOf(row['username']), followersCount, token, expiresAt }
}

/** Takes an account over, or says why not. Nothing that is here is overwritten. */
export async function importAccount(
  deps: Pick<Deps, 'db' | 'vault' | 'clock' | 'record' | 'keys' | 'settings'>,
  source: SourceAccount,
  { report, isDryRun }: { report: ImportReport; isDryRun: boolean },
): Promise<ImportedAccount> {
  const { db, clock } = deps
  const now = clock.now()
  const token = source.token === null ? null : deps.vault.openBare(source.token)
  const issuedAt = token?.madeAt ?? null
  const expiresAt = source.expiresAt ?? (issuedAt && addMs(issuedAt, tokenDays * dayMs))
  const isLiving = token !== null && expiresAt !== null && expiresAt > now
  const decide = async (tx: Handle) => {
    const { userId, instagramUserId } = source
    const username = source.username ?? instagramUserId
    const known = await accounts.findByAnyId(tx, userId, instagramUserId)
    if (known) return { kind: 'known', accountId: known.id, username: known.username } as const
    const [erased] = await erasures.listKnown(tx, [userPseudonym(deps, userId)])
    if (erased || (await wasAccountErased(tx, deps, { userId, instagramId: instagramUserId }))) {
      return { kind: 'skipped', reason: 'erased_here', username } as const
    }
    if (await accounts.isLinkedElsewhere(tx, userId, instagramUserId)) {
      return { kind: 'skipped', reason: 'linked_elsewhere', username } as const
    }
    return { kind: 'new', username } as const
  }
  const outcome = isDryRun
    ? { ...(await decide(db)), accountId: null }
    : await db.transaction(async (tx) => {
        await people.takeTurn(tx, source.userId)
        const decision = await decide(tx)
        if (decision.kind !== 'new') return decision
        const accountId = await insert(tx, deps, {
          source,
          now,
          living: isLiving ? { token, issuedAt, expiresAt } : null,
        })
        return { ...decision, accountId }
      })
  count(report, outcome, isLiving)
  const { username } = outcome
  const accountId = 'accountId' in outcome ? outcome.accountId : null
  return {
    userId: source.userId,
    username,
    accountId,
    expiresAt: source.expiresAt,
    isSkipped: outcome.kind === 'skipped',
  }
}

function count(report: ImportReport, outcome: { kind: string; reason?: SkipReason }, isLiving: boolean): void {
  const { accounts: counts } = report
  if (outcome.kind === 'known') counts.known += 1
  else if (outcome.reason !== undefined) counts.skipped[outcome.reason] += 1
  else {
    counts.imported += 1
    if (!isLiving) counts.withoutToken += 1
  }
}

interface NewAccount {
  source: SourceAccount
  now: Date
  /** `null`: there is no token that opens and still lives. */
  living: { token: OpenedToken; issuedAt: Date | null; expiresAt: Date } | null
}

async function insert(
  tx: Handle,
  { vault, record, settings }: Pick<Deps, 'vault' | 'record' | 'settings'>,
  { source, now, living }: NewAccount,
): Promise<string> {
  const { userId, instagramUserId, followersCount } = source
  const username = source.username ?? instagramUserId
  const id = randomUUID()
  await accounts.insert(tx, {
    id,
    userId,
    instagramUserId,
    // The old app may have kept either of the two ids: the first sync tells which.
    appScopedId: instagramUserId,
    username,
    followersCount,
    status: living === null ? 'reconnect_required' : 'active',
    sealedToken:
      living === null
        ? null
        : vault.seal({ purpose: 'long_token', owner: id, subject: instagramUserId }, living.token.token),
    tokenIssuedAt: living?.issuedAt ?? null,
    tokenExpiresAt: living?.expiresAt ?? null,
    // Without them the old app had no numbers.
    grantedScopes: [...requiredScopes],
    connectedAt: now,
    createdAt: now,
    updatedAt: now,
  })
  const data = { hasToken: living !== null }
  const event = { type: 'account.imported', userId, accountId: id, data, personal: { username } } as const
  await record(tx, event, { caller: systemCaller(settings.defaultLocale), at: now })
  return id
}
