import { MoveRefused, moveTables, openDatabase, SchemaMismatch } from '@instagram-dashboard/db'
import { readConfigurationFor } from '../config.ts'
import { move } from './move.ts'
import { CommandFault, type CommandFlags, type ExitCode, type Terminal } from './terminal.ts'

/** Brings a database to the newest schema, or says what that would apply; with `--from`, moves an installation into it. */
export async function migrate(terminal: Terminal, flags: CommandFlags): Promise<ExitCode> {
  const { environment, write, say } = terminal
  if (flags.isMovingSchema) return moveSchema(terminal, flags)
  if (flags.from !== undefined && !flags.isDryRun) return move(terminal, { ...flags, from: flags.from })
  if (flags.from !== undefined || flags.to !== undefined) {
    throw new CommandFault(say('move.from_where'), 2)
  }
  // The other variables are not needed to migrate, so they are not asked for.
  const { databaseUrl, databaseSchema: tableSchema } = readConfigurationFor(environment, ['databaseUrl'])
  if (flags.isDryRun) {
    const missing = await listMissing(databaseUrl, tableSchema)
    if (flags.isJson) write(JSON.stringify({ missing }))
    else write(missing.length === 0 ? say('nothing_missing') : say('would_apply', { names: listed(missing) }))
    return 0
  }
  const db = await openDatabase(databaseUrl, { tableSchema })
  await db.close()
  const { applied, current, newer } = db.migrations
  if (flags.isJson) write(JSON.stringify({ applied, current, newer }))
  else if (applied.length > 0) write(say('applied', { names: listed(applied) }))
  else
    write(
      newer.length > 0 ? say('schema_ahead', { names: listed(newer) }) : say('up_to_date', { name: current ?? 'none' }),
    )
  return 0
}

const listed = (names: readonly string[]) => names.join('\n  ')

async function listMissing(databaseUrl: string, tableSchema: string | undefined): Promise<string[]> {
  try {
    await (await openDatabase(databaseUrl, { schema: 'check', tableSchema })).close()
    return []
  } catch (error) {
    if (error instanceof SchemaMismatch && error.fault !== 'newer') return error.missing
    throw error
  }
}

/** 0: moved. 2: there is nothing to move, or not now. */
async function moveSchema({ environment, write, say }: Terminal, flags: CommandFlags): Promise<ExitCode> {
  const { databaseUrl, databaseSchema } = readConfigurationFor(environment, ['databaseUrl'])
  const isOther = flags.isDryRun || flags.from !== undefined || flags.to !== undefined
  if (isOther || databaseUrl.startsWith('file:') || databaseSchema === 'public') {
    throw new CommandFault(say('move_schema.which'), 2)
  }
  try {
    const moved = await moveTables(databaseUrl, { to: databaseSchema })
    if (flags.isJson) write(JSON.stringify(moved))
    else write(say('move_schema.moved', { ...moved, tables: moved.tables.length, queue: moved.queue.from }))
    return 0
  } catch (error) {
    if (error instanceof MoveRefused) throw new CommandFault(say(`move_schema.refused.${error.reason}`), 2)
    throw error
  }
}
