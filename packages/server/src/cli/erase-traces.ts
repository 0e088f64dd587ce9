import { openDatabase } from '@instagram-dashboard/db'
import { readConfigurationFor } from '../config.ts'
import type { CommandFlags, ExitCode, Terminal } from './terminal.ts'

/** 1 when the user of the database may not do all of it, or a transaction holds on to what was deleted. */
export async function eraseTraces({ environment, write, say }: Terminal, { isJson }: CommandFlags): Promise<ExitCode> {
  // Nothing is opened that needs a key.
  const { databaseUrl, databaseSchema: tableSchema } = readConfigurationFor(environment, ['databaseUrl'])
  const db = await openDatabase(databaseUrl, { schema: 'check', tableSchema })
  try {
    const { tables, refused, isHeld } = await db.eraseTraces()
    if (isJson) write(JSON.stringify({ tables, refused, isHeld }))
    else {
      const lines = [
        isHeld ? say('traces_held') : say('traces_erased', { tables: tables.length }),
        ...(db.dialect === 'postgres' ? [say('traces_elsewhere')] : []),
        ...(refused.length > 0 ? [say('traces_refused', { statements: refused.join('; ') })] : []),
      ]
      write(lines.join('\n'))
    }
    return refused.length === 0 && !isHeld ? 0 : 1
  } finally {
    await db.close()
  }
}
