import { parseArgs } from 'node:util'
import { roles } from '../jobs/roles.ts'
import { terminalLocale } from '../messages/locales.ts'
import { readVersion } from '../version.ts'
import { commands, findCommand, specialOptions, type Command } from './commands.ts'
import { loadEnvFile } from './env-file.ts'
import { CommandFault, sayIn, type ExitCode, type Say, type Terminal } from './terminal.ts'

/** Runs one command. Never throws; every failure is a sentence on standard error and an exit code. */
export async function runCommandLine(
  argv: readonly string[],
  place: Omit<Terminal, 'say' | 'locale'>,
): Promise<ExitCode> {
  const command = findCommand(argv)
  const rest = command ? argv.slice(command.name.split(' ').length) : argv
  const parsed = parse(rest, command)
  const envFile = parsed?.values['env-file']
  const unreadable = loadEnvFile(place.environment, envFile)
  const locale = terminalLocale(place.environment)
  const say = sayIn(locale)
  const terminal: Terminal = { ...place, locale, say }
  const wrong = (problem: string) =>
    fail(new CommandFault(`${problem}\n${say('see_help')}`, 2), { terminal, isJson: argv.includes('--json') })
  if (!parsed) return wrong(say('unknown_option', { rest: rest.join(' ') }))
  const { values, positionals } = parsed
  if (values.version) return print(terminal, readVersion())
  if (values.help || (argv.length === 0 && !command)) {
    return print(terminal, command ? helpOf(command, say) : overview(say))
  }
  if (!command) return wrong(say('unknown_command', { name: argv[0] ?? '' }))
  if (unreadable !== undefined) return wrong(say('env_file_unreadable', { file: envFile ?? '.env', code: unreadable }))
  const unexpected = positionals.slice(command.takes ? 1 : 0)
  if (unexpected.length > 0) return wrong(say('unexpected', { rest: unexpected.join(' ') }))
  const role = roles.find((known) => known === (values.role ?? 'all'))
  if (role === undefined) return wrong(say('unknown_role', { name: values.role ?? '' }))
  const isJson = values.json === true
  try {
    const run = await command.load()
    return await run(terminal, {
      isJson,
      isDryRun: values['dry-run'] === true,
      isUndo: values.undo === true,
      isMigrating: values.migrate === true,
      isMovingSchema: values['move-schema'] === true,
      isConfirmed: values.yes === true,
      account: values.account,
      role,
      from: values.from,
      to: values.to,
      out: values.out,
      mapping: values.mapping,
      locale: values.locale,
      values: positionals,
    })
  } catch (error) {
    return await fail(error, { terminal, isJson })
  }
}

/** `undefined` for an option that the command does not have. */
function parse(argv: readonly string[], command: Command | undefined) {
  try {
    const parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
        json: { type: 'boolean' },
        'env-file': { type: 'string' },
        'dry-run': { type: 'boolean' },
        yes: { type: 'boolean' },
        undo: { type: 'boolean' },
        account: { type: 'string' },
        due: { type: 'boolean' },
        role: { type: 'string' },
        migrate: { type: 'boolean' },
        from: { type: 'string' },
        to: { type: 'string' },
        'move-schema': { type: 'boolean' },
        out: { type: 'string' },
        mapping: { type: 'string' },
        locale: { type: 'string' },
      },
    })
    const { account, due } = parsed.values
    const special = specialOptions.filter((name) => parsed.values[name] !== undefined)
    const isKnown = special.every((name) => command?.options?.includes(name) ?? false)
    return isKnown && !(account !== undefined && due) ? parsed : undefined
  } catch {
    return undefined
  }
}

/** What tells failures apart is loaded when there is one. */
async function fail(error: unknown, place: { terminal: Terminal; isJson: boolean }): Promise<ExitCode> {
  const { explainFailure } = await import('./explain-failure.ts')
  return explainFailure(error, place)
}

function print({ write }: Terminal, text: string): ExitCode {
  write(text)
  return 0
}

function overview(say: Say): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  return [
    `${say('usage')}: instagram-dashboard ${say('command')} [--json] [--env-file <${say('file')}>] [--help]`,
    '',
    ...commands.map(({ name }) => `  ${name.padEnd(width)}  ${say(`help.${name}`)}`),
    '',
    say('overview_end'),
  ].join('\n')
}

function helpOf({ name, options = [], takes }: Command, say: Say): string {
  const taken = takes === undefined ? [] : [say(`takes.${takes}`)]
  const offered = options.map((option) => (option === 'account' ? '[--account <id>]' : `[--${option}]`))
  const usage = ['instagram-dashboard', name, ...taken, ...offered, '[--json]', '[--help]'].join(' ')
  const details = name === 'keys generate' ? [] : ['', say(`help.${name}.details`)]
  return [`${say('usage')}: ${usage}`, '', say(`help.${name}`), ...details].join('\n')
}
