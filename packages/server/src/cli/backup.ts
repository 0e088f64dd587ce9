import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { openDatabase } from '@instagram-dashboard/db'
import { withDashboard } from './open-dashboard.ts'
import { CommandFault, type CommandFlags, type ExitCode, type Terminal } from './terminal.ts'

/** The copy is opened once, so that what is kept is known to be good. */
export async function backup(terminal: Terminal, { isJson, values: [file] }: CommandFlags): Promise<ExitCode> {
  const { write, words } = terminal
  if (file === undefined || existsSync(file)) throw new CommandFault(words.whichFile, 2)
  const path = resolve(file)
  await withDashboard(terminal, (dashboard) => dashboard.backup(path))
  await (await openDatabase(`file:${path}`)).close()
  write(isJson ? JSON.stringify({ path }) : words.backedUp(path))
  return 0
}
