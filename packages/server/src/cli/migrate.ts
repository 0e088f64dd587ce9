import { openDatabase } from '@instagram-dashboard/db'
import { readConfiguration } from '../config.ts'
import { generateFernetKey } from '../vault/fernet.ts'
import type { CommandFlags, ExitCode, Terminal } from './terminal.ts'

export async function migrate({ environment, write, words }: Terminal, { isJson }: CommandFlags): Promise<ExitCode> {
  // The other variables are not needed to migrate, so they are not asked for.
  const { databaseUrl } = readConfiguration({
    INSTAGRAM_APP_ID: 'unused',
    INSTAGRAM_APP_SECRET: 'unused',
    INSTAGRAM_REDIRECT_URI: 'https://unused.invalid/',
    INSTAGRAM_TOKEN_ENCRYPTION_KEY: generateFernetKey(),
    DATABASE_URL: environment['DATABASE_URL'],
  })
  const db = await openDatabase(databaseUrl)
  await db.close()
  const { applied, current } = db.migrations
  if (isJson) write(JSON.stringify({ applied, current }))
  else write(applied.length === 0 ? words.upToDate(current) : words.applied(applied))
  return 0
}
