import { openDatabase } from '@instagram-dashboard/db'
import { readConfiguration } from '../config.ts'
import { createInstagramDashboard } from '../dashboard.ts'
import { verifyAudit } from './audit.ts'
import { declareKeyLost, generateKey, rotate } from './keys.ts'
import { sandbox } from './sandbox.ts'
import { serve } from './serve.ts'
import type { CommandFlags, ExitCode, Terminal } from './terminal.ts'

export interface Command {
  name: string
  summary: string
  details?: string
  /** How many words may follow the name. */
  takes?: number
  run(terminal: Terminal, flags: CommandFlags): Promise<ExitCode>
}

export const commands: readonly Command[] = [
  {
    name: 'serve',
    summary: 'The standalone HTTP server, until SIGTERM or SIGINT',
    details:
      'Listens on HOST and PORT. Stops accepting, finishes running work and closes the database when told to stop.',
    run: serve,
  },
  {
    name: 'migrate',
    summary: 'Brings the database to the newest schema and says what it did',
    details: 'Needs DATABASE_URL only.',
    run: migrate,
  },
  {
    name: 'refresh-tokens',
    summary: 'Refreshes every token that is due, as the nightly job does',
    details: 'With --dry-run only counts them. Exit code 1 when a connection was lost for good.',
    run: refreshTokens,
  },
  {
    name: 'keys generate',
    summary: 'A new Fernet key for INSTAGRAM_TOKEN_ENCRYPTION_KEY',
    run: generateKey,
  },
  {
    name: 'keys rotate',
    summary: 'Seals every stored token with the first key and proves that none is left on an old one',
    details:
      'Safe while the server runs, and to run again after an interruption. With --dry-run only counts. Exit code 1 when a token is left.',
    run: rotate,
  },
  {
    name: 'keys declare-lost',
    summary: 'Lets the accounts of a lost key be reconnected; their numbers stay',
    details: 'Usage: keys declare-lost <key id>. The id stands in the refusal to start.',
    takes: 1,
    run: declareKeyLost,
  },
  {
    name: 'audit verify',
    summary: 'Checks that no event of the audit log was changed, removed or cut off',
    details:
      'Usage: audit verify [<anchor>]. The anchor of an earlier check, or of an audit.anchor line of the log, shows that nothing was cut off or rewritten since. Exit code 1 when an event is not as it was written; it is named.',
    takes: 1,
    run: verifyAudit,
  },
  {
    name: 'sandbox',
    summary: 'The Instagram sandbox alone: an Instagram for development, offline',
    details: 'Listens on HOST and PORT (default 3002) and prints the environment variables that point a server at it.',
    run: sandbox,
  },
]

export function findCommand(words: readonly string[]): Command | undefined {
  return commands.find(({ name }) => name.split(' ').every((word, index) => words[index] === word))
}

async function migrate({ environment, write }: Terminal, { isJson }: CommandFlags): Promise<ExitCode> {
  // The other variables are not needed to migrate, so they are not asked for.
  const { databaseUrl } = readConfiguration({
    INSTAGRAM_APP_ID: 'unused',
    INSTAGRAM_APP_SECRET: 'unused',
    INSTAGRAM_REDIRECT_URI: 'https://unused.invalid/',
    INSTAGRAM_TOKEN_ENCRYPTION_KEY: 'unused',
    DATABASE_URL: environment['DATABASE_URL'],
  })
  const db = await openDatabase(databaseUrl)
  await db.close()
  const { applied, current } = db.migrations
  if (isJson) write(JSON.stringify({ applied, current }))
  else write(applied.length === 0 ? `Up to date: ${current ?? 'no migrations'}` : `Applied:\n  ${applied.join('\n  ')}`)
  return 0
}

async function refreshTokens({ environment, write }: Terminal, { isJson, isDryRun }: CommandFlags): Promise<ExitCode> {
  // Nobody calls a command over HTTP, so nobody can be signed in.
  const options = { ...readConfiguration(environment), authenticate: () => null, backgroundJobs: false }
  const dashboard = await createInstagramDashboard({ ...options, writeLog: () => undefined })
  try {
    const { refreshed, skipped, failed, lost } = await dashboard.refreshTokens({ dryRun: isDryRun })
    const counts = { refreshed, skipped, failed: failed + lost }
    write(isJson ? JSON.stringify(counts) : `refreshed ${refreshed}, skipped ${skipped}, failed ${failed + lost}`)
    return lost > 0 ? 1 : 0
  } finally {
    await dashboard.close()
  }
}
