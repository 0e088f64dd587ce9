import type { CommandName } from '../messages/command-line.ts'
import { verifyAudit } from './audit.ts'
import { backup } from './backup.ts'
import { doctor } from './doctor.ts'
import { declareKeyLost, generateKey, rotate } from './keys.ts'
import { migrate } from './migrate.ts'
import { refreshTokens } from './refresh-tokens.ts'
import { sandbox } from './sandbox.ts'
import { serve } from './serve.ts'
import { sync } from './sync.ts'
import type { CommandFlags, ExitCode, Terminal } from './terminal.ts'

export interface Command {
  name: CommandName
  /** How many words may follow the name. */
  takes?: number
  /** Which options it has beside `--json` and `--help`. */
  options?: readonly ('dry-run' | 'account' | 'due' | 'role' | 'from' | 'to')[]
  run(terminal: Terminal, flags: CommandFlags): Promise<ExitCode>
}

export const commands: readonly Command[] = [
  { name: 'serve', options: ['role'], run: serve },
  { name: 'migrate', options: ['from', 'to'], run: migrate },
  { name: 'refresh-tokens', options: ['dry-run'], run: refreshTokens },
  { name: 'sync', options: ['account', 'due'], run: sync },
  { name: 'doctor', run: doctor },
  { name: 'backup', takes: 1, run: backup },
  { name: 'keys generate', run: generateKey },
  { name: 'keys rotate', options: ['dry-run'], run: rotate },
  { name: 'keys declare-lost', takes: 1, run: declareKeyLost },
  { name: 'audit verify', takes: 1, run: verifyAudit },
  { name: 'sandbox', run: sandbox },
]

export function findCommand(words: readonly string[]): Command | undefined {
  return commands.find(({ name }) => name.split(' ').every((word, index) => words[index] === word))
}
