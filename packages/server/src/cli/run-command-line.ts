import { parseArgs } from 'node:util'
import { DatabaseOpenError } from '@instagram-dashboard/db'
import { ConfigurationError } from '../config.ts'
import { describeError } from '../log.ts'
import { readVersion } from '../version.ts'
import { commands, findCommand, type Command } from './commands.ts'
import type { ExitCode, Terminal } from './terminal.ts'

/** Runs one command. Never throws; every failure is a sentence on standard error and an exit code. */
export async function runCommandLine(terminal: Terminal): Promise<ExitCode> {
  const { words, writeError } = terminal
  const command = findCommand(words)
  const rest = command ? words.slice(command.name.split(' ').length) : words
  const parsed = parse(rest)
  if (!parsed) return usageFault(writeError, `Unknown option in: ${rest.join(' ')}`)
  if (parsed.values.version) return say(terminal, readVersion())
  if (parsed.values.help || (words.length === 0 && !command))
    return say(terminal, command ? helpOf(command) : overview())
  if (!command) return usageFault(writeError, `Unknown command: ${words[0] ?? ''}`)
  const unexpected = parsed.positionals.slice(command.takes ?? 0)
  if (unexpected.length > 0) return usageFault(writeError, `Unexpected: ${unexpected.join(' ')}`)
  const isJson = parsed.values.json === true
  try {
    return await command.run(terminal, {
      isJson,
      isDryRun: parsed.values['dry-run'] === true,
      values: parsed.positionals,
    })
  } catch (error) {
    return explain(error, { terminal, isJson })
  }
}

function parse(words: string[]) {
  try {
    return parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
        json: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
      },
    })
  } catch {
    return undefined
  }
}

function say({ write }: Terminal, text: string): ExitCode {
  write(text)
  return 0
}

function usageFault(writeError: Terminal['writeError'], problem: string): ExitCode {
  writeError(`${problem}\nRun instagram-dashboard --help for the commands.`)
  return 2
}

function explain(error: unknown, { terminal, isJson }: { terminal: Terminal; isJson: boolean }): ExitCode {
  if (error instanceof ConfigurationError) {
    if (isJson) terminal.write(JSON.stringify({ error: 'configuration', faults: error.faults }))
    else terminal.writeError(error.message)
    return 2
  }
  const problem =
    error instanceof DatabaseOpenError
      ? `The database can not be opened: ${error.message}`
      : `It failed: ${JSON.stringify(describeError(error))}`
  if (isJson) terminal.write(JSON.stringify({ error: 'failure', message: problem }))
  else terminal.writeError(problem)
  return 1
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  return [
    'Usage: instagram-dashboard <command> [--json] [--help]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'Exit codes: 0 done, 1 failed, 2 called or configured wrongly.',
    'Settings are environment variables; docs/configuration.md lists them.',
  ].join('\n')
}

function helpOf({ name, summary, details }: Command): string {
  return [`Usage: instagram-dashboard ${name} [--json]`, '', summary, ...(details ? ['', details] : [])].join('\n')
}
