import { sql } from 'drizzle-orm'
import type { Kit } from './kit.ts'

export interface StoredConnectResult {
  accountId: string
  /** The answer as it was given, so that every later caller gets the same one. */
  answer: unknown
}

/** One attempt to connect. The state value itself is never stored, only its SHA-256. */
export const defineOauthStates = (kit: Kit) =>
  kit.table(
    'oauth_states',
    {
      stateHash: kit.text().primaryKey(),
      userId: kit.text().notNull(),
      /** Set for a reconnect: only this account's Instagram identity is accepted. */
      accountId: kit.text(),
      redirectUri: kit.text().notNull(),
      /** SHA-256, base64url, of a text that only the browser has that began the attempt; `null` when any may complete it. */
      browserChallenge: kit.text(),
      returnTo: kit.text(),
      placement: kit.text(),
      createdAt: kit.instant().notNull(),
      expiresAt: kit.instant().notNull(),
      usedAt: kit.instant(),
      burnedReason: kit.text(),
      /** When it was first brought by somebody or with something that does not belong to it. */
      misusedAt: kit.instant(),
      /** SHA-256 of the code that took the state: a code works with one state only. */
      codeHash: kit.text(),
      /** The one-hour token, sealed, from the moment it arrives until the account is saved. */
      sealedShortToken: kit.text(),
      shortTokenExpiresAt: kit.instant(),
      grantedScopes: kit.json<string[]>(),
      leaseOwner: kit.text(),
      leaseUntil: kit.instant(),
      leaseFence: kit.integer().notNull().default(0),
      result: kit.json<StoredConnectResult>(),
      /** Of an unfinished attempt, why the newest try was given up: the next one may go well. */
      failureCode: kit.text(),
      finishedAt: kit.instant(),
    },
    (table) => [
      kit.uniqueIndex('oauth_states_code').on(table.codeHash),
      kit.index('oauth_states_user').on(table.userId, table.createdAt),
      kit.index('oauth_states_created').on(table.createdAt),
      kit
        .index('oauth_states_resumable')
        .on(table.createdAt)
        .where(sql`sealed_short_token is not null and finished_at is null`),
    ],
  )
