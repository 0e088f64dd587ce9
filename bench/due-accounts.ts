import { randomUUID } from 'node:crypto'
import { createInstagramDashboard, generateEncryptionKey, type Dashboard } from '@instagram-dashboard/server'
import { newUserKey } from '../packages/server/src/events/user-key.ts'
import { Secret } from '../packages/server/src/vault/secret.ts'
import { createVault } from '../packages/server/src/vault/vault.ts'
import { openBare } from './bare-sqlite.ts'
import { instagramUserIdOf, tokenOf } from './identity.ts'

export const key = generateEncryptionKey()

const dayMs = 86_400_000

const vault = createVault({ keys: Secret.of(key), now: () => new Date() })

/** What makes an account one of its own at Instagram, as it is stored. */
export function identityOf(id: string, index: number): { instagramUserId: string; sealedToken: string } {
  const instagramUserId = instagramUserIdOf(index)
  const context = { purpose: 'long_token', owner: id, subject: instagramUserId } as const
  return { instagramUserId, sealedToken: vault.seal(context, Secret.of(tokenOf(index))) }
}

/** An installation without anybody: its secret is made at the first start, and never where there are users already. */
export async function makeInstallation(file: string): Promise<void> {
  await (await openProduct(file, 'http://127.0.0.1:1')).close()
}

/** Makes a database whose accounts all have a token to refresh. */
export async function makeDueAccounts(file: string, size: number): Promise<void> {
  await makeInstallation(file)
  const db = openBare(file)
  const insert = db.prepare(
    `INSERT INTO accounts (id, user_id, instagram_user_id, username, status, sealed_token, token_issued_at,
      token_expires_at, granted_scopes, connected_at, created_at, updated_at)
     VALUES (@id, @user, @instagramUserId, @id, 'active', @sealedToken, @issued, @expires, '[]', @issued, @issued, @issued)`,
  )
  // Whoever connected is a person already.
  const insertPerson = db.prepare('INSERT INTO people (user_id, ref, key, created_at) VALUES (?, ?, ?, ?)')
  const first = Date.now() - 9 * dayMs
  db.transaction(() => {
    for (let index = 0; index < size; index += 1) {
      const id = `account-${String(index).padStart(7, '0')}`
      // No two tokens end in the same moment.
      const issued = first + Math.floor((index * dayMs) / size)
      const person = { userId: `user-${id}`, ref: randomUUID() }
      insertPerson.run(person.userId, person.ref, newUserKey(vault, person), issued)
      insert.run({ id, user: `user-${id}`, ...identityOf(id, index), issued, expires: issued + 60 * dayMs })
    }
  })()
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

/** The product on such a database. */
export function openProduct(
  file: string,
  graphUrl: string,
  { now, encryptionKey = key }: { now?: () => Date; encryptionKey?: string } = {},
): Promise<Dashboard> {
  return createInstagramDashboard({
    instagramAppId: '1',
    instagramAppSecret: 'secret',
    instagramRedirectUri: 'http://localhost/return',
    instagramTokenEncryptionKey: encryptionKey,
    instagramGraphBaseUrl: graphUrl,
    databaseUrl: `file:${file}`,
    backgroundJobs: false,
    authenticate: () => null,
    writeLog: () => undefined,
    ...(now ? { clock: { now, sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) } } : {}),
  })
}
