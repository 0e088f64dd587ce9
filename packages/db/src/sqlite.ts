import { AsyncLocalStorage } from 'node:async_hooks'
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, rmSync, statfsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type SQLite from 'better-sqlite3'
import { drizzle, type AsyncRemoteCallback } from 'drizzle-orm/sqlite-proxy'
import { Subscribers } from './publish.ts'
import type { Database, EngineFacts } from './database.ts'
import { listMissingGuards, restoreGuards, type GuardConnection } from './guards.ts'
import { makeHandle, type RowReader } from './handle.ts'
import { makeGroupCommit, makeQueue } from './group-commit.ts'
import { applyMigrations, checkMigrations, emptySchema, type MigrationReport, type SchemaTreatment } from './migrate.ts'
import { isBusy, patiently } from './patience.ts'
import * as schema from './schema/sqlite.ts'
import { makeExecutor } from './sqlite-executor.ts'
import { makeReads } from './sqlite-reads.ts'

// Below this version a WAL database can be corrupted when two connections write and checkpoint at once.
const oldestSafeSqlite = [3, 51, 3] as const
// better-sqlite3 waits for a lock by stopping the whole process, so it waits briefly and we wait without blocking.
const busyTimeoutMs = 10
const readSettings = ['trusted_schema = OFF', 'cell_size_check = ON', 'mmap_size = 0']
const writeSettings = ['synchronous = FULL', 'foreign_keys = ON', 'secure_delete = ON', 'journal_size_limit = 67108864']
const leastFreeBytes = 64 * 1024 * 1024

export async function openSqlite(
  path: string,
  { schema: treatment = 'migrate' }: { schema?: SchemaTreatment } = {},
): Promise<Database> {
  // better-sqlite3 13 ends the process on a Node that lacks N-API 10, with no message at all.
  if (Number(process.versions['napi'] ?? 0) < 10) throw new Error('SQLite needs Node 22.14 or newer')
  // Even to open an empty file would write into it.
  if (treatment !== 'migrate' && !sizeOf(path)) throw emptySchema('sqlite')
  const { default: Engine } = await import('better-sqlite3')
  if (path !== ':memory:') createPrivateFile(resolve(path))
  const raw = new Engine(path)
  try {
    refuseUnsafeVersion(raw)
    raw.pragma(`busy_timeout = ${busyTimeoutMs}`)
    await patiently(() => raw.pragma('journal_mode = WAL'))
    for (const setting of [...readSettings, ...writeSettings]) raw.pragma(setting)
    return await buildDatabase(raw, { file: path === ':memory:' ? null : resolve(path), treatment })
  } catch (error) {
    raw.close()
    throw error
  }
}

/** Another connection to the same file, which changes nothing. It is opened once the schema is there. */
async function openReader(file: string): Promise<SQLite.Database> {
  const { default: Engine } = await import('better-sqlite3')
  const reader = new Engine(file, { readonly: true })
  for (const setting of [`busy_timeout = ${busyTimeoutMs}`, ...readSettings]) reader.pragma(setting)
  return reader
}

async function buildDatabase(
  raw: SQLite.Database,
  { file, treatment }: { file: string | null; treatment: SchemaTreatment },
): Promise<Database> {
  const execute = makeExecutor(raw)
  const queue = makeQueue()
  const commitTogether = makeGroupCommit(raw, queue)
  const insideTransaction = new AsyncLocalStorage<{ isOpen: boolean; committed: (() => void)[] }>()
  const subscribers = new Subscribers()
  function refuseInside(): void {
    if (!insideTransaction.getStore()?.isOpen) return
    throw new Error('The database was used inside a transaction: use its handle')
  }
  function refuseOutside(): void {
    if (!insideTransaction.getStore()?.isOpen) throw new Error('The transaction has ended: its handle is void')
  }
  const outside: AsyncRemoteCallback = async (...statement) => {
    refuseInside()
    if (!execute.isRead(statement[0])) return commitTogether(() => execute.run(...statement))
    return reads.run((place) => place.run(...statement))
  }
  const inside: AsyncRemoteCallback = async (...statement) => {
    refuseOutside()
    return execute.run(...statement)
  }
  const readOutside: RowReader = (...statement) => {
    refuseInside()
    if (!execute.isRead(statement[0])) return commitTogether(async () => patiently(() => execute.rows(...statement)))
    return reads.rows(...statement)
  }
  const readInside: RowReader = (...statement) => {
    refuseOutside()
    // An open transaction has its lock already: it waits for nobody.
    return execute.rows(...statement)
  }
  const handleOf = (run: AsyncRemoteCallback, readRows: RowReader, afterCommit: (work: () => void) => void) =>
    makeHandle('sqlite', {
      statements: drizzle(run, undefined, { schema, casing: 'snake_case' }),
      schema,
      readRows,
      publish: async (change) => afterCommit(() => subscribers.tell(change)),
      afterCommit,
    })
  const handle = handleOf(outside, readOutside, (work) => work())
  const transactionHandle = handleOf(
    inside,
    readInside,
    (work) => void insideTransaction.getStore()?.committed.push(work),
  )

  const migrations = await settleSchema(raw, treatment, commitTogether)

  const reader = file === null ? null : await openReader(file)
  const reads = makeReads({ raw, writing: execute, reader, queue })

  // SQLite changes this number when a connection other than ours commits.
  const versionOf = () => Number(raw.pragma('data_version', { simple: true }))
  let version = versionOf()
  const hasNewVersion = () => {
    const before = version
    version = versionOf()
    return version !== before
  }

  let isClosed = false
  return {
    ...handle,
    migrations,
    transaction: async (work) => {
      if (insideTransaction.getStore()?.isOpen) {
        throw new Error('A transaction inside a transaction: pass its handle on')
      }
      const scope = { isOpen: true, committed: [] as (() => void)[] }
      const runWork = async () => work(transactionHandle).finally(() => (scope.isOpen = false))
      const result = await commitTogether(() => insideTransaction.run(scope, runWork))
      for (const tell of scope.committed) tell()
      return result
    },
    file,
    queueAccess: null,
    subscribe: async (subscriber) => subscribers.add(subscriber),
    // These answer at once, whoever writes.
    wasWrittenElsewhere: async () => hasNewVersion(),
    ping: async () => proveWritable(raw, file),
    describe: async () => describe(raw, file),
    connections: () => null,
    backup: (path) => patiently(() => queue(async () => writeBackup(raw, resolve(path)))),
    checkpoint: () => patiently(() => queue(async () => emptyLog(raw))),
    missingGuards: () => queue(async () => listMissingGuards('sqlite', guardConnection(raw))),
    restoreGuards: () => commitTogether(() => restoreGuards('sqlite', guardConnection(raw))),
    eraseTraces: async () => {
      await patiently(() => queue(async () => emptyLog(raw)))
      return { tables: [], refused: [], isHeld: false }
    },
    close: () =>
      queue(async () => {
        if (isClosed) return
        isClosed = true
        await reads.settled()
        // The last one to leave takes the log away, which one that only reads can not.
        reader?.close()
        raw.pragma('wal_checkpoint(TRUNCATE)')
        raw.close()
      }),
  }
}

function settleSchema(
  raw: SQLite.Database,
  treatment: SchemaTreatment,
  commitTogether: ReturnType<typeof makeGroupCommit>,
): Promise<MigrationReport> {
  const rows = (statement: string) => raw.prepare(statement).all() as Record<string, unknown>[]
  if (treatment !== 'migrate') return patiently(() => checkMigrations('sqlite', { rows }, treatment))
  const run = (statement: string, parameters: unknown[] = []) => void raw.prepare(statement).run(...parameters)
  const now = String(raw.prepare("SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now')").pluck().get())
  return commitTogether(() => applyMigrations('sqlite', { run, rows }, now))
}

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/** All of its statements stand in the caller's transaction. */
function guardConnection(raw: SQLite.Database): GuardConnection {
  return {
    rows: (statement) => raw.prepare(statement).all() as Record<string, unknown>[],
    runAll: async (statements) => statements.forEach((statement) => raw.exec(statement)),
  }
}

/** Reading proves little: a full disk or a file that is read-only shows when something is to be written. */
function proveWritable(raw: SQLite.Database, file: string | null): void {
  try {
    // A transaction that is open is a proof as good.
    if (!raw.inTransaction) {
      raw.exec('BEGIN IMMEDIATE')
      raw.exec('ROLLBACK')
    }
  } catch (error) {
    // Somebody else is writing, so writing works.
    if (!isBusy(error)) throw error
  }
  const { freeBytes } = describe(raw, file)
  if (freeBytes !== null && freeBytes < leastFreeBytes) throw new Error('The disk of the database is full')
}

function describe(raw: SQLite.Database, file: string | null): EngineFacts {
  const version = String(raw.prepare('SELECT sqlite_version()').pluck().get())
  if (file === null) return { engine: 'sqlite', version, bytes: null, logBytes: null, freeBytes: null, diskBytes: null }
  const { bavail, blocks, bsize } = statfsSync(dirname(file))
  return {
    engine: 'sqlite',
    version,
    bytes: sizeOf(file),
    logBytes: sizeOf(`${file}-wal`),
    freeBytes: bavail * bsize,
    diskBytes: blocks * bsize,
  }
}

/** SQLite writes into an empty file as into none, so the file is made with its mode first. */
function writeBackup(raw: SQLite.Database, path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  closeSync(openSync(path, 'wx', 0o600))
  try {
    raw.prepare('VACUUM INTO ?').run(path)
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  }
}

/**
 * Created before SQLite opens it, so that it and its -wal and -shm are never readable by others.
 * Source: https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
 */
function createPrivateFile(path: string): void {
  const folder = dirname(path)
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 })
  // A file that exists is not opened: its end would drop the locks of a connection that this process has already.
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
  chmodSync(path, 0o600)
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

/** SQLite does not fail when another connection still reads from the log: it says so, and leaves the bytes there. */
function emptyLog(raw: SQLite.Database): void {
  const [outcome] = raw.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
  if (outcome?.busy) throw Object.assign(new Error('The database log is still being read'), { code: 'SQLITE_BUSY' })
}
