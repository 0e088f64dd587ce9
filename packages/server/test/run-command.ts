import { runCommandLine } from '../src/cli/run-command-line.ts'
import { makeClock, startBackend, type Backend } from './start-backend.ts'

const quiet = { syncCron: 'off', tokenRefreshCron: 'off' }

export interface Ran {
  code: number
  out: string
  error: string
  progress: string[]
}

/** Runs a command in this process, as the program does. */
export async function run(argv: string[], environment: Record<string, string | undefined> = {}): Promise<Ran> {
  const ran: Ran = { code: -1, out: '', error: '', progress: [] }
  ran.code = await runCommandLine(argv, {
    environment,
    write: (text) => (ran.out += `${text}\n`),
    writeError: (text) => (ran.error += `${text}\n`),
    writeProgress: (text) => void ran.progress.push(text),
    untilStopped: (stop) => stop(),
  })
  return ran
}

/** The settings of a backend, as an operator writes them. */
export const environmentOf = ({ options }: Backend, more: Record<string, string> = {}) => ({
  INSTAGRAM_APP_ID: options.instagramAppId,
  INSTAGRAM_APP_SECRET: options.instagramAppSecret,
  INSTAGRAM_REDIRECT_URI: options.instagramRedirectUri,
  INSTAGRAM_TOKEN_ENCRYPTION_KEY: options.instagramTokenEncryptionKey,
  INSTAGRAM_AUTHORIZE_URL: options.instagramAuthorizeUrl,
  INSTAGRAM_OAUTH_BASE_URL: options.instagramOauthBaseUrl,
  INSTAGRAM_GRAPH_BASE_URL: options.instagramGraphBaseUrl,
  DATABASE_URL: options.databaseUrl,
  ...more,
})

/** Commands have the real clock, so the story is told at the real time. */
export const startNow = () => startBackend({ clock: makeClock(new Date()), dashboard: quiet })
