import { SANDBOX_APP_ID, SANDBOX_APP_SECRET, startSandbox } from '../sandbox/index.ts'
import { CommandFault, type CommandFlags, type ExitCode, type Terminal } from './terminal.ts'

const defaultPort = 3_002

/** The sandbox alone, with the variables that point a server at it. */
export async function sandbox(terminal: Terminal, { isJson }: CommandFlags): Promise<ExitCode> {
  const { environment, write, untilStopped } = terminal
  // PORT and HOST are those of the host, in whose folder this is started.
  const said = (name: 'HOST' | 'PORT') => environment[`INSTAGRAM_SANDBOX_${name}`]?.trim() || undefined
  const port = Number(said('PORT') ?? defaultPort)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new CommandFault(terminal.say('bad_port'), 2)
  const running = await startSandbox({ port, host: said('HOST') ?? '127.0.0.1' })
  const variables = {
    INSTAGRAM_APP_ID: SANDBOX_APP_ID,
    INSTAGRAM_APP_SECRET: SANDBOX_APP_SECRET,
    INSTAGRAM_AUTHORIZE_URL: running.authorizeUrl,
    INSTAGRAM_OAUTH_BASE_URL: running.oauthBaseUrl,
    INSTAGRAM_GRAPH_BASE_URL: running.graphBaseUrl,
  }
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}`)
  write(
    isJson
      ? JSON.stringify({ url: running.url, ready: true, variables })
      : [`Sandbox: ${running.url}`, ...lines, 'ready'].join('\n'),
  )
  await untilStopped(() => running.close())
  return 0
}
