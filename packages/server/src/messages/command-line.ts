import type { SchemaFault } from '@instagram-dashboard/db'
import { commandLineEn } from './command-line.en.ts'
import type { Role } from '../jobs/roles.ts'
import { commandLinePtBr } from './command-line.pt-br.ts'
import type { Locale } from './messages.ts'

export const commandNames = [
  'serve',
  'migrate',
  'refresh-tokens',
  'sync',
  'account',
  'doctor',
  'backup',
  'erasures export',
  'erasures import',
  'erase-traces',
  'keys generate',
  'keys rotate',
  'keys declare-lost',
  'audit verify',
  'sandbox',
] as const
export type CommandName = (typeof commandNames)[number]

/** The labels of what `account` prints. */
export type AccountWords = Record<
  | 'person'
  | 'state'
  | 'token'
  | 'scopes'
  | 'missing'
  | 'numbers'
  | 'never'
  | 'calls'
  | 'lease'
  | 'nobody'
  | 'next'
  | 'night'
  | 'refresh'
  | 'catchUp'
  | 'press'
  | 'now'
  | 'lastNight'
  | 'findings'
  | 'runs'
  | 'notices'
  | 'none'
  | 'others',
  string
>

/** What the command line says, in one language. */
export interface CommandLineWords {
  /** `takes`: what may follow the name. */
  commands: Record<CommandName, { summary: string; takes?: string; details?: string }>
  usage: string
  command: string
  file: string
  overviewEnd: string[]
  unknownCommand(name: string): string
  envFileUnreadable(file: string, code: string): string
  unknownOption(rest: string): string
  unexpected(rest: string): string
  seeHelp: string
  configurationWrong: string
  /** What is wrong with a variable, as `ConfigurationError` says it. */
  problem(problem: string): string
  fixVariable: string
  databaseFailed(reason: string): string
  failed(reason: string): string
  upToDate(name: string | null): string
  applied(names: string[]): string
  nothingMissing: string
  wouldApply(names: string[]): string
  /** A newer version migrated, and this one runs on that. */
  schemaAhead(names: string[]): string
  schemaWrong: Record<SchemaFault, (schema: { found: string; ours: string }) => string>
  unknownRole(name: string): string
  listens(url: string, role: Role): string
  portInUse(port: number): string
  cannotListen(address: string, code: string): string
  refreshed(counts: { refreshed: number; skipped: number; failed: number }): string
  synced(counts: { succeeded: number; partial: number; failed: number; skipped: number }): string
  syncedOne(run: { username: string; status: string; days: number; calls: number }): string
  noSuchAccount: string
  whichAccount: string
  account: AccountWords
  whichDays: string
  tokensSeen(count: number): string
  sealed(counts: { isDryRun: boolean; rewrapped: number; skipped: number; total: number }): string
  unopened(ids: string): string
  noneLeft: string
  left(count: number): string
  whichKey: string
  /** What a lost key would take with it, and how to say that it may. */
  wouldLose(sealed: { keyId: string; accounts: number; otherTokens: number; people: number; auditLog: boolean }): string
  nothingSealed(keyId: string, keysInUse: string): string
  lost(count: number): string
  keyNotLost(keyId: string): string
  notAnAnchor: string
  chainWhole(events: number): string
  chainFault(fault: { sequence: number; kind: 'changed' | 'missing' | 'unexpected'; events: number }): string
  /** Of a log whose first events could only be counted. */
  chainChecked(checked: { from: number; to: number }): string
  countedOnly(from: number): string
  anchor(text: string): string
  whichFile: string
  backedUp(path: string): string
  whichList: string
  notAList: string
  listWritten(written: { erasures: number; path: string }): string
  listRead(read: { read: number; unreadable: number; erasedAgain: number }): string
  tracesErased(tables: number): string
  /** A transaction was open that could still look at it. */
  tracesHeld: string
  /** What a command can not reach. */
  tracesElsewhere: string
  tracesRefused(statements: string): string
  badPort: string
  doctorEnd(counts: { ok: number; warn: number; fail: number }): string
}

const words: Record<Locale, CommandLineWords> = { 'pt-BR': commandLinePtBr, en: commandLineEn }

/**
 * The words for a terminal: Portuguese where the shell speaks it (POSIX: `LC_ALL`, `LC_MESSAGES`, `LANG`), else
 * English, which developers' terminals speak.
 */
export function commandLineWords(environment: Record<string, string | undefined>): {
  locale: Locale
  words: CommandLineWords
} {
  const language = [environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG']].find((text) => text)
  const locale = language?.toLowerCase().startsWith('pt') ? 'pt-BR' : 'en'
  return { locale, words: words[locale] }
}
