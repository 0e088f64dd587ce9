import type SQLite from 'better-sqlite3'
import { openBare } from './bare-sqlite.ts'
import { identityOf } from './due-accounts.ts'

/** What belongs to an account and is read or changed at night. */
const tables = ['daily_metrics', 'follower_counts', 'follower_days', 'media', 'audiences'] as const

/** Gives the one account of a database this many living copies, each of another person, with all that it has. */
export function multiplyAccount(file: string, copies: number): void {
  const db = openBare(file)
  const account = db.prepare('SELECT * FROM accounts').get() as Record<string, unknown> & { id: string }
  db.transaction(() => {
    db.prepare("UPDATE accounts SET status = 'disconnected'").run()
    for (let index = 0; index < copies; index += 1) {
      const id = `account-${String(index).padStart(4, '0')}`
      const { instagramUserId, sealedToken } = identityOf(id, index)
      const own = {
        id,
        user_id: `user-${id}`,
        instagram_user_id: instagramUserId,
        app_scoped_id: null,
        sealed_token: sealedToken,
      }
      insert(db, 'accounts', { ...account, ...own })
      for (const table of tables) {
        const rows = db.prepare(`SELECT * FROM ${table} WHERE account_id = ?`).all(account.id)
        for (const row of rows) insert(db, table, { ...(row as Record<string, unknown>), account_id: id })
      }
    }
  })()
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

function insert(db: SQLite.Database, table: string, row: Record<string, unknown>): void {
  const names = Object.keys(row)
  db.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`).run(
    row,
  )
}
