/** One of the triggers that refuse every change of the events, as the engine keeps it. */
interface Guard {
  name: string
  /** What makes it, and what the engine tells of it when it is as it was made. */
  create: string
  told: string
}

const refuse = "BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"
// Word for word as in the migrations: SQLite keeps the text.
const sqliteGuards: Guard[] = [
  ['events_no_update', `CREATE TRIGGER \`events_no_update\` BEFORE UPDATE ON \`events\` ${refuse}`],
  ['events_no_delete', `CREATE TRIGGER \`events_no_delete\` BEFORE DELETE ON \`events\` ${refuse}`],
  [
    'events_no_replace',
    `CREATE TRIGGER \`events_no_replace\` BEFORE INSERT ON \`events\` WHEN EXISTS (SELECT 1 FROM \`events\` WHERE \`sequence\` = NEW.\`sequence\`) ${refuse}`,
  ],
].map(([name = '', create = '']) => ({ name, create, told: create }))

const body = " BEGIN RAISE EXCEPTION 'events are append-only'; END "
const postgresFunction = `CREATE OR REPLACE FUNCTION events_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$${body}$$`
// A row of `pg_trigger` tells when and for what it runs as a sum: 27 before each row's change or removal, 34 before all
// rows are removed at once.
const postgresGuards: Guard[] = [
  {
    name: 'events_no_change',
    create:
      'CREATE TRIGGER events_no_change BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION events_refuse_change()',
    told: `27 O${body}`,
  },
  {
    name: 'events_no_truncate',
    create:
      'CREATE TRIGGER events_no_truncate BEFORE TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION events_refuse_change()',
    told: `34 O${body}`,
  },
]

/** How an engine is asked. */
export interface GuardConnection {
  rows(statement: string): Promise<Record<string, unknown>[]> | Record<string, unknown>[]
  /** Runs all of them or none. */
  runAll(statements: readonly string[]): Promise<void>
}

const engines = {
  sqlite: {
    guards: sqliteGuards,
    told: "SELECT name, sql AS told FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'events'",
    before: [] as string[],
    drop: (name: string) => `DROP TRIGGER IF EXISTS ${name}`,
  },
  postgres: {
    guards: postgresGuards,
    told: `SELECT t.tgname AS name, concat(t.tgtype, ' ', t.tgenabled, p.prosrc) AS told
      FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgrelid = 'events'::regclass AND t.tgqual IS NULL`,
    before: [postgresFunction],
    drop: (name: string) => `DROP TRIGGER IF EXISTS ${name} ON events`,
  },
}

/** The triggers that keep the events append-only and are gone, switched off, or not what they were. */
export async function listMissingGuards(
  engine: keyof typeof engines,
  connection: Pick<GuardConnection, 'rows'>,
): Promise<string[]> {
  const { guards, told } = engines[engine]
  const rows = await connection.rows(told)
  return guards
    .filter((guard) => !rows.some(({ name, told: is }) => name === guard.name && is === guard.told))
    .map(({ name }) => name)
}

/** Makes those anew. @returns their names */
export async function restoreGuards(engine: keyof typeof engines, connection: GuardConnection): Promise<string[]> {
  const missing = await listMissingGuards(engine, connection)
  if (missing.length === 0) return missing
  const { guards, before, drop } = engines[engine]
  const statements = guards
    .filter(({ name }) => missing.includes(name))
    .flatMap(({ name, create }) => [drop(name), create])
  await connection.runAll([...before, ...statements])
  return missing
}
