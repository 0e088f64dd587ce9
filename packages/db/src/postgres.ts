import { AsyncLocalStorage } from 'node:async_hooks'
import { topics } from './published-change.ts'
import { Subscribers } from './publish.ts'
import type { Database, QueueAccess } from './database.ts'
import { isPassingConflict } from './failures.ts'
import { listMissingGuards, restoreGuards, type GuardConnection } from './guards.ts'
import { makeHandle, type Statements } from './handle.ts'
import type { SchemaTreatment } from './migrate.ts'
import { describePostgres, provePostgresWritable } from './postgres-facts.ts'
import { openNoticeLine, type NoticeLine } from './postgres-notices.ts'
import { checkPool, inPoolTransaction, migratePool, openPool } from './postgres-pool.ts'
import { postgresSettings, type PostgresOptions } from './postgres-settings.ts'
import { rewriteTables } from './postgres-traces.ts'
import type { Schema } from './schema/define.ts'
import * as postgresSchema from './schema/postgres.ts'

const attempts = 5
const queueLock = 727_002
const channel = 'instagram_dashboard'

/** Whatever answers statements as a connection of the engine's client does. */
export interface StatementClient {
  query(...statement: unknown[]): unknown
}

export interface PostgresParts
  extends
    Pick<Database, 'migrations' | 'ping' | 'describe' | 'connections' | 'close'>,
    Pick<QueueAccess, 'executeSql' | 'withLock'> {
  /** Drizzle's statements on this client. */
  statementsOn(client: StatementClient): unknown
  /** Runs a statement on a client; each row is an array. */
  rowsOn(client: StatementClient, text: string, parameters: unknown[]): Promise<unknown[][]>
  /** Where statements outside of transactions run. */
  client: StatementClient
  /** All or nothing on one connection. */
  inTransaction<Result>(work: (connection: StatementClient) => Promise<Result>): Promise<Result>
  /** Runs statements one after another on a connection of its own, each outside of a transaction. */
  onOwnConnection<Result>(
    work: (run: (statement: string) => Promise<{ rows: Record<string, unknown>[] }>) => Promise<Result>,
  ): Promise<Result>
  /** Hears what is notified, on a connection of its own. */
  notices: Pick<NoticeLine, 'listen'>
}

// The PostgreSQL tables were made by the same functions with the same keys (schema/kit.ts), and the statements used in
// queries/ exist on both engines; the types of the SQLite side stand for both.
const schema = postgresSchema as unknown as Schema

export async function openPostgres(
  url: string,
  { schema: treatment = 'migrate', ...options }: PostgresOptions & { schema?: SchemaTreatment },
): Promise<Database> {
  const { default: pg } = await import('pg')
  const { drizzle } = await import('drizzle-orm/node-postgres')
  const settings = postgresSettings(url, options)
  const pool = await openPool(settings)
  // It waits for as long as nothing happens, so no time limit of a statement is for it.
  const notices = openNoticeLine(
    () =>
      new pg.Client({
        connectionString: settings.connectionString,
        connectionTimeoutMillis: settings.connectionTimeoutMillis,
        application_name: settings.application_name,
        keepAlive: true,
        keepAliveInitialDelayMillis: 10_000,
      }),
  )
  const rows = async (statement: string) => (await pool.query(statement)).rows as unknown[]
  try {
    return buildPostgresDatabase({
      migrations: treatment === 'migrate' ? await migratePool(pool) : await checkPool(pool, treatment),
      // Drizzle only ever calls `query` of its client.
      statementsOn: (client) => drizzle({ client: client as unknown as typeof pool, casing: 'snake_case' }),
      client: pool,
      rowsOn: async (client, text, parameters) => {
        const { rows } = (await client.query({ text, rowMode: 'array' }, parameters)) as { rows: unknown[][] }
        return rows
      },
      inTransaction: (work) => inPoolTransaction(pool, work),
      ping: () => provePostgresWritable(rows),
      describe: () => describePostgres(rows),
      connections: () => ({
        open: pool.totalCount,
        idle: pool.idleCount,
        waiting: pool.waitingCount,
        most: pool.options.max,
      }),
      notices,
      // As node-postgres answers: an array of results where the text holds several statements.
      executeSql: (text, values) => pool.query<Record<string, unknown>>(text, values),
      withLock: async (work) => {
        const holder = await pool.connect()
        try {
          await holder.query('SET lock_timeout = 0')
          await holder.query('SELECT pg_advisory_lock($1)', [queueLock])
          return await work()
        } finally {
          // With its connection the lock goes, too.
          holder.release(true)
        }
      },
      onOwnConnection: async (work) => {
        const connection = await pool.connect()
        try {
          return await work((statement) => connection.query<Record<string, unknown>>(statement))
        } finally {
          // Its settings are for nobody else.
          connection.release(true)
        }
      },
      close: async () => {
        await notices.close()
        await pool.end()
      },
    })
  } catch (error) {
    await pool.end()
    throw error
  }
}

/** An open transaction. */
interface Scope {
  isOpen: boolean
  connection: StatementClient
  /** To be done once it is committed. */
  committed: (() => void)[]
}

/** Shared by the server driver and by PGlite, which the contract suite runs on. */
export function buildPostgresDatabase(parts: PostgresParts): Database {
  const subscribers = new Subscribers()
  let line: Promise<unknown> | undefined
  const hear = (payload: string) => {
    const [topic, id] = payload.split(/:(.*)/s)
    const known = topics.find((name) => name === topic)
    if (known !== undefined && id !== undefined) subscribers.tell({ topic: known, id })
  }
  const insideTransaction = new AsyncLocalStorage<Scope>()
  const outside: StatementClient = {
    query(...statement) {
      if (insideTransaction.getStore()?.isOpen) {
        throw new Error('The database was used inside a transaction: use its handle')
      }
      // A statement of its own is a transaction of its own, and as little to be given up for another one.
      return patiently(async () => parts.client.query(...statement))
    },
  }
  const inside: StatementClient = {
    query(...statement) {
      const scope = insideTransaction.getStore()
      if (!scope?.isOpen) throw new Error('The transaction has ended: its handle is void')
      return scope.connection.query(...statement)
    },
  }
  const asHandle = (client: StatementClient, afterCommit: (work: () => void) => void) =>
    makeHandle('postgres', {
      statements: parts.statementsOn(client) as Statements,
      schema,
      readRows: (text, parameters) => parts.rowsOn(client, text, parameters),
      publish: async ({ topic, id }) => {
        await client.query('SELECT pg_notify($1, $2)', [channel, `${topic}:${id}`])
      },
      afterCommit,
    })
  const transactionHandle = asHandle(inside, (work) => void insideTransaction.getStore()?.committed.push(work))
  let isClosed = false
  return {
    ...asHandle(outside, (work) => work()),
    migrations: parts.migrations,
    transaction: async (work) => {
      if (insideTransaction.getStore()?.isOpen) {
        throw new Error('A transaction inside a transaction: pass its handle on')
      }
      let committed: Scope['committed'] = []
      const result = await patiently(() =>
        parts.inTransaction((connection) => {
          // Of a try that is given up nothing is left.
          committed = []
          const scope = { isOpen: true, connection, committed }
          const runWork = async () => work(transactionHandle).finally(() => (scope.isOpen = false))
          return insideTransaction.run(scope, runWork)
        }),
      )
      for (const tell of committed) tell()
      return result
    },
    file: null,
    queueAccess: { executeSql: parts.executeSql, withLock: parts.withLock, listen: parts.notices.listen },
    subscribe: async (subscriber) => {
      const end = subscribers.add(subscriber)
      line ??= parts.notices.listen(channel, hear, () => subscribers.tellMissed())
      await line
      return end
    },
    wasWrittenElsewhere: async () => false,
    ping: parts.ping,
    describe: parts.describe,
    connections: parts.connections,
    backup: () => Promise.reject(new Error('PostgreSQL is backed up with its own tools, such as pg_dump')),
    checkpoint: async () => undefined,
    missingGuards: () => listMissingGuards('postgres', guardConnection(parts)),
    restoreGuards: () => restoreGuards('postgres', guardConnection(parts)),
    eraseTraces: () => parts.onOwnConnection(rewriteTables),
    close: async () => {
      if (isClosed) return
      isClosed = true
      await parts.close()
    },
  }
}

function guardConnection({ executeSql, inTransaction }: PostgresParts): GuardConnection {
  return {
    rows: async (statement) => (await executeSql(statement)).rows as Record<string, unknown>[],
    runAll: (statements) =>
      inTransaction(async (connection) => {
        for (const statement of statements) await connection.query(statement)
      }),
  }
}

/** Runs again what the server rolled back for the sake of another transaction, which has gone on meanwhile. */
async function patiently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!isPassingConflict(error) || attempt >= attempts) throw error
    }
  }
}
