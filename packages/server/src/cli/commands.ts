import type { CommandName } from '../messages/command-line.ts'
import type { CommandFlags, ExitCode, Terminal } from './terminal.ts'

/** Options that only some commands have. */
export const specialOptions = [
  'dry-run',
  'yes',
  'account',
  'due',
  'role',
  'migrate',
  'from',
  'to',
  'move-schema',
  'out',
  'locale',
  'undo',
  'mapping',
] as const

export interface Command {
  name: CommandName
  /** What may follow the name. */
  takes?: 'account' | 'file' | 'list' | 'key' | 'anchor'
  /** Which options it has beside `--json` and `--help`. */
  options?: readonly (typeof specialOptions)[number][]
  /** Loads what this command alone needs, so that help and version come at once. */
  load(): Promise<RunCommand>
}

export type RunCommand = (terminal: Terminal, flags: CommandFlags) => Promise<ExitCode>

export const commands: readonly Command[] = [
  { name: 'init', options: ['dry-run', 'undo'], load: async () => (await import('./init.ts')).init },
  { name: 'serve', options: ['role', 'migrate'], load: async () => (await import('./serve.ts')).serve },
  {
    name: 'migrate',
    options: ['dry-run', 'from', 'to', 'move-schema'],
    load: async () => (await import('./migrate.ts')).migrate,
  },
  {
    name: 'refresh-tokens',
    options: ['dry-run'],
    load: async () => (await import('./refresh-tokens.ts')).refreshTokens,
  },
  { name: 'sync', options: ['account', 'from', 'to', 'due'], load: async () => (await import('./sync.ts')).sync },
  {
    name: 'import-django',
    options: ['from', 'mapping', 'dry-run'],
    load: async () => (await import('./import-django.ts')).importDjango,
  },
  { name: 'account', takes: 'account', load: async () => (await import('./account.ts')).account },
  { name: 'doctor', load: async () => (await import('./doctor.ts')).doctor },
  { name: 'backup', takes: 'file', load: async () => (await import('./backup.ts')).backup },
  { name: 'erasures export', takes: 'list', load: async () => (await import('./erasures.ts')).exportErasures },
  { name: 'erasures import', takes: 'list', load: async () => (await import('./erasures.ts')).importErasures },
  { name: 'erase-traces', load: async () => (await import('./erase-traces.ts')).eraseTraces },
  { name: 'keys generate', load: async () => (await import('./keys.ts')).generateKey },
  { name: 'keys rotate', options: ['dry-run'], load: async () => (await import('./keys.ts')).rotate },
  {
    name: 'keys declare-lost',
    takes: 'key',
    options: ['yes'],
    load: async () => (await import('./keys.ts')).declareKeyLost,
  },
  { name: 'audit verify', takes: 'anchor', load: async () => (await import('./audit.ts')).verifyAudit },
  {
    name: 'review-pack',
    options: ['out', 'locale', 'yes'],
    load: async () => (await import('./review-pack.ts')).reviewPack,
  },
  { name: 'sandbox', load: async () => (await import('./sandbox.ts')).sandbox },
]

export function findCommand(words: readonly string[]): Command | undefined {
  return commands.find(({ name }) => name.split(' ').every((word, index) => words[index] === word))
}
