import { sql } from 'drizzle-orm'
import { accountStatuses, leasePurposes } from './enums.ts'
import type { Kit } from './kit.ts'

export interface StoredRefreshFailure {
  /** ISO 8601. */
  at: string
  code: string
  instagram: StoredInstagramError | null
}

/** What Instagram said when it failed; see the columns of `sync_runs`. */
export interface StoredInstagramError {
  code: number | null
  subcode: number | null
  traceId: string | null
  status: number | null
  endpoint: string
  words: string | null
}

/** One row per host user and Instagram account, kept through disconnect and reconnect so that history stays. */
export const defineAccounts = (kit: Kit) =>
  kit.table(
    'accounts',
    {
      id: kit.text().primaryKey(),
      userId: kit.text().notNull(),
      /** The professional account's own id (1784…); text because it exceeds 2^53. */
      instagramUserId: kit.text().notNull(),
      /** The app-scoped id, which Meta's callbacks carry. */
      appScopedId: kit.text(),
      username: kit.text().notNull(),
      name: kit.text(),
      /** Username and name as they are searched for, see `foldText`; `null` until they are written or filled in. */
      foldedUsername: kit.text(),
      foldedName: kit.text(),
      accountType: kit.text(),
      profilePictureUrl: kit.text(),
      followersCount: kit.integer(),
      followsCount: kit.integer(),
      mediaCount: kit.integer(),
      status: kit.enum(accountStatuses).notNull(),
      sealedToken: kit.text(),
      tokenIssuedAt: kit.instant(),
      tokenExpiresAt: kit.instant(),
      /** No refresh is tried before this; set by a failure. */
      refreshRetryAt: kit.instant(),
      refreshFailures: kit.integer().notNull().default(0),
      /** Of the last refresh that failed, until one goes well: when, our code, and what Instagram said. */
      refreshFailure: kit.json<StoredRefreshFailure>(),
      grantedScopes: kit.json<string[]>().notNull(),
      connectedAt: kit.instant().notNull(),
      disconnectedAt: kit.instant(),
      /** An admin stopped all work for it then, and can let it go on; its token is kept for that. */
      deactivatedAt: kit.instant(),
      /** The last run that could ask for anything, whatever came of it; `numbersReadAt` says when numbers came. */
      lastSyncedAt: kit.instant(),
      /** When daily numbers last came. */
      numbersReadAt: kit.instant(),
      nextSyncAllowedAt: kit.instant(),
      lastErrorCode: kit.text(),
      /** Chooses the sentence where one code has several causes. */
      lastErrorReason: kit.text(),
      lastErrorAt: kit.instant(),
      /** A refusal that may be Instagram's mistake was first confirmed then; any other answer clears it. */
      suspectedAt: kit.instant(),
      /** Since when the runs bring no daily numbers, for the person is told only of what lasts; `null` while they do. */
      failingSince: kit.instant(),
      /** When the background goes on with what is missing; `null` when only the nightly sync is due. */
      catchUpAt: kit.instant(),
      /** Metrics that Instagram refuses for this account, with the Los Angeles day from which they are asked for again. */
      unsupportedMetrics: kit.json<Record<string, string>>().notNull().default({}),
      /** The same for fields: `me.account_type`, `media.like_count` … */
      refusedFields: kit.json<Record<string, string>>().notNull().default({}),
      /** Days that somebody wanted read again, both included, and since when; `null` when that is done. */
      rereadFrom: kit.text(),
      rereadTo: kit.text(),
      rereadAskedAt: kit.instant(),
      /** Milliseconds of earlier connections: with the present one, how long the account was connected in all. */
      connectedBeforeMs: kit.integer().notNull().default(0),
      /** When its audience was last asked for. */
      audienceReadAt: kit.instant(),
      /** The nearest stage, in days before its end, that the person was told of this token; `null` for none. */
      expiryNoticeDays: kit.integer(),
      /** When the background left it out last, because of a lease, and whose that was. */
      leftOutAt: kit.instant(),
      leftOutBy: kit.text(),
      leaseOwner: kit.text(),
      /** `null` as well while a version older than the column holds the lease. */
      leasePurpose: kit.enum(leasePurposes),
      leaseUntil: kit.instant(),
      leaseFence: kit.integer().notNull().default(0),
      createdAt: kit.instant().notNull(),
      updatedAt: kit.instant().notNull(),
    },
    (table) => [
      kit.uniqueIndex('accounts_user_instagram').on(table.userId, table.instagramUserId),
      // Most reads of a dashboard name no account and mean the oldest: to sort took longer than to find.
      kit.index('accounts_user_connected').on(table.userId, table.connectedAt, table.id),
      // One living connection per Instagram account, whoever asks first.
      kit
        .uniqueIndex('accounts_living_instagram')
        .on(table.instagramUserId)
        .where(sql`status <> 'disconnected'`),
      kit.index('accounts_app_scoped').on(table.appScopedId),
      kit.index('accounts_username').on(table.foldedUsername),
      // What the background looks for begins with the status: each of its questions has its own order, so that it reads
      // a page and not every active account.
      kit.index('accounts_status_id').on(table.status, table.id),
      // With all that says whether a token is due, so that those which are not cost no look at their row.
      kit
        .index('accounts_status_expiry')
        .on(
          table.status,
          table.tokenExpiresAt,
          table.id,
          table.tokenIssuedAt,
          table.refreshFailures,
          table.refreshRetryAt,
        ),
      // The same for those that never failed: after a night in which all did, none of them is walked over to find that out.
      kit
        .index('accounts_refresh_due')
        .on(
          table.status,
          table.refreshFailures,
          table.tokenExpiresAt,
          table.id,
          table.tokenIssuedAt,
          table.refreshRetryAt,
        ),
      kit.index('accounts_status_catch_up').on(table.status, table.catchUpAt, table.id),
      kit
        .index('accounts_status_audience')
        .on(table.status, table.audienceReadAt, table.id)
        .where(sql`last_synced_at is not null`),
      kit
        .index('accounts_status_issued')
        .on(table.status, table.tokenIssuedAt, table.tokenExpiresAt, table.refreshRetryAt),
      // What health counts of the numbers is all in the index.
      kit.index('accounts_status_numbers').on(table.status, table.numbersReadAt, table.connectedAt, table.lastSyncedAt),
      // In the order of the admins' list, with all that a search of it looks at: a search reads this, which is a fraction
      // of the accounts themselves, and of those only what it found.
      kit
        .index('accounts_connected')
        .on(table.connectedAt, table.id, table.foldedUsername, table.foldedName, table.instagramUserId, table.userId),
      // Empty but for a fault, so that looking for one each minute costs nothing. What it is about is in it as well, or
      // SQLite takes the index of all active accounts.
      kit
        .index('accounts_tokenless')
        .on(table.status, table.sealedToken, table.id)
        .where(sql`status = 'active' and sealed_token is null`),
      kit.index('accounts_status_connected').on(table.status, table.connectedAt, table.id),
      // Of what is rare, only the rare rows are in an index: it costs the others nothing.
      kit
        .index('accounts_never_synced')
        .on(table.status, table.id)
        .where(sql`last_synced_at is null and last_error_at is null`),
      kit
        .index('accounts_with_error')
        .on(table.status, table.lastErrorCode)
        .where(sql`last_error_code is not null`),
      kit
        .index('accounts_refresh_failing')
        .on(table.status, table.tokenExpiresAt, table.id, table.refreshFailures)
        .where(sql`refresh_failures > 0`),
      kit
        .index('accounts_refused_metrics')
        .on(table.status, table.id)
        .where(sql`unsupported_metrics <> '{}' or refused_fields <> '{}'`),
      kit
        .index('accounts_disconnected')
        .on(table.disconnectedAt, table.id)
        .where(sql`disconnected_at is not null`),
      // Which key sealed how many tokens.
      kit
        .index('accounts_sealed_by')
        .on(sql`substr(sealed_token, 1, 12)`)
        .where(sql`sealed_token is not null`),
    ],
  )
