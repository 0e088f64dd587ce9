import { AsyncLocalStorage } from 'node:async_hooks'
import { resolve } from 'node:path'
import type SQLite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/sqlite-proxy'
import type { Database } from '../database.ts'
import { listMissingGuards, restoreGuards, type GuardConnection } from '../guards.ts'
import { applyMigrations, checkMigrations, type MigrationReport, type SchemaTreatment } from '../migrate.ts'
import { makeHandle, type RowReader, type Statements, Subscribers } from '../statements/index.ts'
import { retryWhileBusy } from './busy-retry.ts'
import { makeExecutor } from './executor.ts'
import { describe, emptyLog, proveWritable, writeBackup } from './files.ts'
import { makeGroupCommit, makeQueue, type Queue } from './group-commit.ts'
import { makeReads } from './reads.ts'
import { sqliteSchema } from './schema.ts'

/** @param parts `openReader` opens another connection to the file, which changes nothing, once the schema is there */
export async function buildDatabase(
  raw: SQLite.Database,
  {
    file,
    treatment,
    openReader,
  }: { file: string | null; treatment: SchemaTreatment; openReader(file: string): Promise<SQLite.Database> },
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
  const outside: RowReader = (...statement) => {
    refuseInside()
    if (execute.isRead(statement[0])) return reads.rows(...statement)
    return commitTogether(() => retryWhileBusy(() => execute.rows(...statement)))
  }
  const inside: RowReader = (...statement) => {
    refuseOutside()
    // An open transaction has its lock already: it waits for nobody.
    return execute.rows(...statement)
  }
  const handleOf = (readRows: RowReader, afterCommit: (work: () => void) => void) =>
    makeHandle('sqlite', {
      statements: statementsOn(readRows),
      schema: sqliteSchema,
      readRows,
      publish: async (change) => afterCommit(() => subscribers.tell(change)),
      afterCommit,
    })
  const handle = handleOf(outside, (work) => work())
  const transactionHandle = handleOf(inside, (work) => void insideTransaction.getStore()?.committed.push(work))

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
    tableSchema: null,
    subscribe: async (subscriber) => subscribers.add(subscriber),
    // These answer at once, whoever writes.
    wasWrittenElsewhere: async () => hasNewVersion(),
    ping: async () => proveWritable(raw, file),
    describe: async () => describe(raw, file),
    connections: () => null,
    backup: (path) => retryWhileBusy(() => queue(async () => writeBackup(raw, resolve(path)))),
    checkpoint: () => retryWhileBusy(() => queue(async () => emptyLog(raw))),
    missingGuards: () => queue(async () => listMissingGuards('sqlite', guardConnection(raw))),
    restoreGuards: () => commitTogether(() => restoreGuards('sqlite', guardConnection(raw))),
    eraseTraces: async () => {
      await retryWhileBusy(() => queue(async () => emptyLog(raw)))
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

function statementsOn(readRows: RowReader): Statements {
  return drizzle(
    async (text, parameters, method) => {
      const rows = await readRows(text, parameters)
      return { rows: method === 'get' ? (rows[0] ?? []) : rows }
    },
    undefined,
    { schema: sqliteSchema, casing: 'snake_case' },
  )
}

function settleSchema(
  raw: SQLite.Database,
  treatment: SchemaTreatment,
  commitTogether: Queue,
): Promise<MigrationReport> {
  const rows = (statement: string) => raw.prepare(statement).all() as Record<string, unknown>[]
  if (treatment !== 'migrate') return retryWhileBusy(() => checkMigrations('sqlite', { rows }, treatment))
  const run = (statement: string, parameters: unknown[] = []) => void raw.prepare(statement).run(...parameters)
  const now = String(raw.prepare("SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now')").pluck().get())
  return commitTogether(() => applyMigrations('sqlite', { run, rows }, now))
}

/** All of its statements stand in the caller's transaction. */
function guardConnection(raw: SQLite.Database): GuardConnection {
  return {
    rows: (statement) => raw.prepare(statement).all() as Record<string, unknown>[],
    runAll: async (statements) => statements.forEach((statement) => raw.exec(statement)),
  }
}
