import { AsyncLocalStorage } from 'node:async_hooks'
import { drizzle } from 'drizzle-orm/pg-proxy'
import type { Database, QueueAccess } from '../database.ts'
import { isPassingConflict } from '../failures.ts'
import { listMissingGuards, restoreGuards, type GuardConnection } from '../guards.ts'
import { makeHandle, type RowReader, type Statements, Subscribers, topics } from '../statements/index.ts'
import { rewriteTables } from './erase-traces.ts'
import type { ListenConnection } from './listen-connection.ts'
import { postgresSchema } from './schema.ts'
import { channelOf, hasSchema, ownSchema, queueSchemaOf } from './table-schema.ts'

const attempts = 5

/** Whatever answers statements as a connection of the engine's client does. */
export interface StatementClient {
  query(...statement: unknown[]): unknown
}

export interface PostgresParts
  extends
    Pick<Database, 'tableSchema' | 'migrations' | 'ping' | 'describe' | 'connections' | 'close'>,
    Pick<QueueAccess, 'executeSql' | 'withLock'> {
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
  listening: Pick<ListenConnection, 'listen'>
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
  const channel = channelOf(parts.tableSchema ?? ownSchema)
  const queueSchema = queueSchemaOf(parts.tableSchema ?? ownSchema)
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
      return retryAfterConflict(async () => parts.client.query(...statement))
    },
  }
  const inside: StatementClient = {
    query(...statement) {
      const scope = insideTransaction.getStore()
      if (!scope?.isOpen) throw new Error('The transaction has ended: its handle is void')
      return scope.connection.query(...statement)
    },
  }
  const asHandle = (client: StatementClient, afterCommit: (work: () => void) => void) => {
    const readRows: RowReader = (text, parameters) => parts.rowsOn(client, text, parameters)
    return makeHandle('postgres', {
      statements: statementsOn(readRows),
      schema: postgresSchema,
      readRows,
      publish: async ({ topic, id }) => {
        await client.query('SELECT pg_notify($1, $2)', [channel, `${topic}:${id}`])
      },
      afterCommit,
    })
  }
  const transactionHandle = asHandle(inside, (work) => void insideTransaction.getStore()?.committed.push(work))
  let isClosed = false
  return {
    ...asHandle(outside, (work) => work()),
    migrations: parts.migrations,
    tableSchema: parts.tableSchema,
    transaction: async (work) => {
      if (insideTransaction.getStore()?.isOpen) {
        throw new Error('A transaction inside a transaction: pass its handle on')
      }
      let committed: Scope['committed'] = []
      const result = await retryAfterConflict(() =>
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
    queueAccess: {
      schema: queueSchema,
      hasSchema: () => hasSchema(parts.executeSql, queueSchema),
      executeSql: parts.executeSql,
      withLock: parts.withLock,
      listen: parts.listening.listen,
    },
    subscribe: async (subscriber) => {
      const end = subscribers.add(subscriber)
      line ??= parts.listening.listen(channel, hear, () => subscribers.tellMissed())
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

// The types of SQLite stand for both: queries use the part of Drizzle that both engines have.
function statementsOn(readRows: RowReader): Statements {
  const db = drizzle(async (text, parameters) => ({ rows: await readRows(text, parameters) }), { casing: 'snake_case' })
  return db as unknown as Statements
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
async function retryAfterConflict<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!isPassingConflict(error) || attempt >= attempts) throw error
    }
  }
}
