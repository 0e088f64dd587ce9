import { openDatabase, SchemaMismatch } from '@instagram-dashboard/db'
import { readConfigurationFor } from '../config.ts'
import { move } from './move.ts'
import { CommandFault, type CommandFlags, type ExitCode, type Terminal } from './terminal.ts'

/** Brings a database to the newest schema, or says what that would apply; with `--from`, moves an installation into it. */
export async function migrate(terminal: Terminal, flags: CommandFlags): Promise<ExitCode> {
  const { environment, write, say } = terminal
  if (flags.from !== undefined && !flags.isDryRun) return move(terminal, { ...flags, from: flags.from })
  if (flags.from !== undefined || flags.to !== undefined) {
    throw new CommandFault(say('move.from_where'), 2)
  }
  // The other variables are not needed to migrate, so they are not asked for.
  const { databaseUrl } = readConfigurationFor(environment, ['databaseUrl'])
  if (flags.isDryRun) {
    const missing = await listMissing(databaseUrl)
    if (flags.isJson) write(JSON.stringify({ missing }))
    else write(missing.length === 0 ? say('nothing_missing') : say('would_apply', { names: listed(missing) }))
    return 0
  }
  const db = await openDatabase(databaseUrl)
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

async function listMissing(databaseUrl: string): Promise<string[]> {
  try {
    await (await openDatabase(databaseUrl, { schema: 'check' })).close()
    return []
  } catch (error) {
    if (error instanceof SchemaMismatch && error.fault !== 'newer') return error.missing
    throw error
  }
}
