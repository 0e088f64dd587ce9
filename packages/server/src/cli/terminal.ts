import type { Role } from '../jobs/roles.ts'
import type { CommandLineParameters } from '../messages/command-line.ts'
import { say, type Locale } from '../messages/messages.ts'

type Prefixed = keyof CommandLineParameters
type Unprefixed = Prefixed extends infer Key ? (Key extends `cli.${infer Name}` ? Name : never) : never

/** A message of the command line, in the language of the terminal. */
export type Say = <Name extends Unprefixed>(
  name: Name,
  ...parameters: Record<never, never> extends CommandLineParameters[`cli.${Name}`]
    ? []
    : [CommandLineParameters[`cli.${Name}`]]
) => string

export function sayIn(locale: Locale): Say {
  return (name, ...[parameters]) => say(`cli.${name}`, locale, (parameters ?? {}) as never)
}

export interface Terminal {
  locale: Locale
  say: Say
  environment: Record<string, string | undefined>
  write(text: string): void
  writeError(text: string): void
  /** Replaces the line before it on a terminal, and ends it when empty; nothing where nobody looks. */
  writeProgress(text: string): void
  /** Waits for SIGINT or SIGTERM, runs `stop`, and resolves. */
  untilStopped(stop: () => Promise<void>): Promise<void>
}

/** 0: done. 1: it failed. 2: it was called or configured wrongly. */
export type ExitCode = 0 | 1 | 2

/** A sentence for whoever typed the command. */
export class CommandFault extends Error {
  override readonly name = 'CommandFault'
  readonly exitCode: Exclude<ExitCode, 0>

  constructor(sentence: string, exitCode: Exclude<ExitCode, 0>) {
    super(sentence)
    this.exitCode = exitCode
  }
}

export interface CommandFlags {
  isJson: boolean
  isDryRun: boolean
  /** Of `--undo`. */
  isUndo: boolean
  /** Of `--migrate`. */
  isMigrating: boolean
  /** Of `--move-schema`. */
  isMovingSchema: boolean
  /** Of `--yes`. */
  isConfirmed: boolean
  /** Of `--account`. */
  account: string | undefined
  /** Of `--role`. */
  role: Role
  /** Of `--from` and `--to`. */
  from: string | undefined
  to: string | undefined
  /** Of `--out`: a folder. */
  out: string | undefined
  /** Of `--mapping`: a file. */
  mapping: string | undefined
  /** Of `--locale`, unread. */
  locale: string | undefined
  /** What follows the command's name. */
  values: readonly string[]
}
