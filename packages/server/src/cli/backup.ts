import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { openDatabase } from '@instagram-dashboard/db'
import { readConfigurationFor } from '../config.ts'
import { CommandFault, type CommandFlags, type ExitCode, type Terminal } from './terminal.ts'

/**
 * The copy is opened once, so that what is kept is known to be good. Of any schema, so that it can be taken before an
 * upgrade by either version, and without a key.
 */
export async function backup(
  { environment, write, say }: Terminal,
  { isJson, values: [file] }: CommandFlags,
): Promise<ExitCode> {
  if (file === undefined || existsSync(file)) throw new CommandFault(say('which_file'), 2)
  const path = resolve(file)
  const { databaseUrl, databaseSchema: tableSchema } = readConfigurationFor(environment, ['databaseUrl'])
  const db = await openDatabase(databaseUrl, { schema: 'any', tableSchema })
  try {
    await db.backup(path)
  } finally {
    await db.close()
  }
  await (await openDatabase(`file:${path}`, { schema: 'any' })).close()
  write(isJson ? JSON.stringify({ path }) : say('backed_up', { path }))
  return 0
}
