import { resolve } from 'node:path'
import type SQLite from 'better-sqlite3'
import type { Database } from '../database.ts'
import { emptySchema, type SchemaTreatment } from '../migrate.ts'
import { retryWhileBusy } from './busy-retry.ts'
import { createPrivateFile, sizeOf } from './files.ts'
import { buildDatabase } from './sqlite-database.ts'

// Below this version a WAL database can be corrupted when two connections write and checkpoint at once.
const oldestSafeSqlite = [3, 51, 3] as const
// better-sqlite3 waits for a lock by stopping the whole process, so it waits briefly and we wait without blocking.
const busyTimeoutMs = 10
const readSettings = ['trusted_schema = OFF', 'cell_size_check = ON', 'mmap_size = 0']
const writeSettings = ['synchronous = FULL', 'foreign_keys = ON', 'secure_delete = ON', 'journal_size_limit = 67108864']

export async function openSqlite(
  path: string,
  { schema: treatment = 'migrate' }: { schema?: SchemaTreatment } = {},
): Promise<Database> {
  // better-sqlite3 13 ends the process on a Node that lacks N-API 10, with no message at all.
  if (Number(process.versions['napi'] ?? 0) < 10) throw new Error('SQLite needs Node 22.14 or newer')
  // Even to open an empty file would write into it.
  if (treatment !== 'migrate' && !sizeOf(path)) throw emptySchema('sqlite')
  if (path !== ':memory:') createPrivateFile(resolve(path))
  const raw = await openEngine(path)
  try {
    refuseUnsafeVersion(raw)
    raw.pragma(`busy_timeout = ${busyTimeoutMs}`)
    await retryWhileBusy(() => raw.pragma('journal_mode = WAL'))
    for (const setting of [...readSettings, ...writeSettings]) raw.pragma(setting)
    const file = path === ':memory:' ? null : resolve(path)
    return await buildDatabase(raw, { file, treatment, openReader })
  } catch (error) {
    raw.close()
    throw error
  }
}

/** Another connection to the same file, which changes nothing. It is opened once the schema is there. */
async function openReader(file: string): Promise<SQLite.Database> {
  const reader = await openEngine(file, { readonly: true })
  for (const setting of [`busy_timeout = ${busyTimeoutMs}`, ...readSettings]) reader.pragma(setting)
  return reader
}

const adviceForBundles =
  'leave better-sqlite3 out of the bundle and install it where the program runs ' +
  "(esbuild: --external:better-sqlite3; next.config: serverExternalPackages: ['@instagram-dashboard/server'])"

/** @throws Error that says what to do, when the driver was bundled, which its compiled file does not survive */
async function openEngine(path: string, options: SQLite.Options = {}): Promise<SQLite.Database> {
  try {
    const { default: Engine } = await import('better-sqlite3')
    return new Engine(path, options)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    const isMissing = cause instanceof ReferenceError || /MODULE_NOT_FOUND|DLOPEN/.test(code)
    if (!isMissing) throw cause
    throw new Error(`The driver of SQLite was not found: ${adviceForBundles}`, { cause })
  }
}

function refuseUnsafeVersion(raw: SQLite.Database): void {
  const version = String(raw.prepare('SELECT sqlite_version()').pluck().get())
  const parts = version.split('.').map(Number)
  for (const [index, oldest] of oldestSafeSqlite.entries()) {
    const part = parts[index] ?? 0
    if (part > oldest) return
    if (part < oldest) throw new Error(`SQLite ${version} can corrupt a shared database: 3.51.3 or newer is needed`)
  }
}
