import { parseArgs } from 'node:util'
import { DatabaseOpenError } from '@instagram-dashboard/db'
import { ConfigurationError } from '../config.ts'
import { AppError } from '../errors.ts'
import { roles } from '../jobs/run-background.ts'
import { describeError } from '../log.ts'
import { commandLineWords, type CommandLineWords } from '../messages/command-line.ts'
import { errorMessage } from '../messages/messages.ts'
import { readVersion } from '../version.ts'
import { commands, findCommand, type Command } from './commands.ts'
import { CommandFault, type ExitCode, type Terminal } from './terminal.ts'

/** Runs one command. Never throws; every failure is a sentence on standard error and an exit code. */
export async function runCommandLine(
  argv: readonly string[],
  place: Omit<Terminal, 'words' | 'locale'>,
): Promise<ExitCode> {
  const terminal: Terminal = { ...place, ...commandLineWords(place.environment) }
  const { words } = terminal
  const command = findCommand(argv)
  const rest = command ? argv.slice(command.name.split(' ').length) : argv
  const wrong = (problem: string) =>
    explain(new CommandFault(`${problem}\n${words.seeHelp}`, 2), { terminal, isJson: argv.includes('--json') })
  const parsed = parse(rest, command)
  if (!parsed) return wrong(words.unknownOption(rest.join(' ')))
  const { values, positionals } = parsed
  if (values.version) return print(terminal, readVersion())
  if (values.help || (argv.length === 0 && !command)) {
    return print(terminal, command ? helpOf(command, words) : overview(words))
  }
  if (!command) return wrong(words.unknownCommand(argv[0] ?? ''))
  const unexpected = positionals.slice(command.takes ?? 0)
  if (unexpected.length > 0) return wrong(words.unexpected(unexpected.join(' ')))
  const role = roles.find((known) => known === (values.role ?? 'all'))
  if (role === undefined) return wrong(words.unknownRole(values.role ?? ''))
  const isJson = values.json === true
  try {
    return await command.run(terminal, {
      isJson,
      isDryRun: values['dry-run'] === true,
      account: values.account,
      role,
      from: values.from,
      to: values.to,
      values: positionals,
    })
  } catch (error) {
    return explain(error, { terminal, isJson })
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
        'dry-run': { type: 'boolean' },
        account: { type: 'string' },
        due: { type: 'boolean' },
        role: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
      },
    })
    const { account, due } = parsed.values
    const special = (['dry-run', 'account', 'due', 'role', 'from', 'to'] as const).filter(
      (name) => parsed.values[name] !== undefined,
    )
    const isKnown = special.every((name) => command?.options?.includes(name) ?? false)
    return isKnown && !(account !== undefined && due) ? parsed : undefined
  } catch {
    return undefined
  }
}

function print({ write }: Terminal, text: string): ExitCode {
  write(text)
  return 0
}

function explain(error: unknown, { terminal, isJson }: { terminal: Terminal; isJson: boolean }): ExitCode {
  if (error instanceof ConfigurationError) {
    const { words } = terminal
    const faults = error.faults.map(({ variable, problem }) => ({ variable, problem: words.problem(problem) }))
    const lines = [words.configurationWrong, ...faults.map(({ variable, problem }) => `  ${variable} ${problem}`)]
    if (isJson) terminal.write(JSON.stringify({ error: 'configuration', faults }))
    else terminal.writeError(lines.join('\n'))
    return 2
  }
  const exitCode = error instanceof CommandFault ? error.exitCode : 1
  const problem = problemOf(error, terminal)
  if (isJson) terminal.write(JSON.stringify({ error: exitCode === 2 ? 'usage' : 'failure', message: problem }))
  else terminal.writeError(problem)
  return exitCode
}

function problemOf(error: unknown, { locale, words }: Terminal): string {
  if (error instanceof CommandFault) return error.message
  if (error instanceof AppError) return errorMessage(error.code, { locale, reason: error.reason })
  if (error instanceof DatabaseOpenError) return words.databaseFailed(error.message)
  return words.failed(JSON.stringify(describeError(error)))
}

function overview(words: CommandLineWords): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  return [
    `${words.usage}: instagram-dashboard ${words.command} [--json] [--help]`,
    '',
    ...commands.map(({ name }) => `  ${name.padEnd(width)}  ${words.commands[name].summary}`),
    '',
    ...words.overviewEnd,
  ].join('\n')
}

function helpOf({ name, options = [] }: Command, words: CommandLineWords): string {
  const { summary, details, takes } = words.commands[name]
  const taken = takes === undefined ? [] : [takes]
  const offered = options.map((option) => (option === 'account' ? '[--account <id>]' : `[--${option}]`))
  const usage = ['instagram-dashboard', name, ...taken, ...offered, '[--json]', '[--help]'].join(' ')
  return [`${words.usage}: ${usage}`, '', summary, ...(details ? ['', details] : [])].join('\n')
}
