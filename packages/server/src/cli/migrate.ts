import { openDatabase } from '@instagram-dashboard/db'
import { readConfigurationFor } from '../config.ts'
import { moveWords } from '../messages/move.ts'
import { move } from './move.ts'
import { CommandFault, type CommandFlags, type ExitCode, type Terminal } from './terminal.ts'

/** Brings a database to the newest schema; with `--from`, moves an installation into it. */
export async function migrate(terminal: Terminal, flags: CommandFlags): Promise<ExitCode> {
  const { environment, write, words } = terminal
  if (flags.from !== undefined) return move(terminal, { ...flags, from: flags.from })
  if (flags.to !== undefined) throw new CommandFault(moveWords(terminal.locale).fromWhere, 2)
  // The other variables are not needed to migrate, so they are not asked for.
  const { databaseUrl } = readConfigurationFor(environment, ['DATABASE_URL'])
  const db = await openDatabase(databaseUrl)
  await db.close()
  const { applied, current } = db.migrations
  if (flags.isJson) write(JSON.stringify({ applied, current }))
  else write(applied.length === 0 ? words.upToDate(current) : words.applied(applied))
  return 0
}
