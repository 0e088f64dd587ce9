import type { CopyRefusal, MoveRefusal, SchemaFault } from '@instagram-dashboard/db'
import type { Role } from '../jobs/roles.ts'
import type { RowFault } from '../imports/import-report.ts'
import type { MappingFault } from '../imports/mapping.ts'
import type { EachOf, Nothing } from './parameters.ts'

export const commandNames = [
  'init',
  'serve',
  'migrate',
  'refresh-tokens',
  'sync',
  'import-django',
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
  'review-pack',
  'sandbox',
] as const
export type CommandName = (typeof commandNames)[number]

/** What the command line says, and with which parameters. Names of several things come joined. */
export type CommandLineParameters = EachOf<
  | `cli.help.${CommandName}`
  | `cli.help.${Exclude<CommandName, 'keys generate'>}.details`
  | `cli.takes.${'account' | 'file' | 'list' | 'key' | 'anchor'}`
  | `cli.account.${'user' | 'state' | 'token' | 'scopes' | 'missing' | 'numbers' | 'never' | 'calls' | 'lease'}`
  | `cli.account.${'nobody' | 'next' | 'night' | 'refresh' | 'catch_up' | 'press' | 'now' | 'last_night'}`
  | `cli.account.${'findings' | 'runs' | 'notifications' | 'none' | 'others'}`
  | 'cli.move_schema.which'
  | `cli.move_schema.refused.${MoveRefusal}`
  | `cli.move.${'from_where' | 'table' | 'rows' | 'checksum' | 'key_missing'}`
  | `cli.${'usage' | 'command' | 'file' | 'overview_end' | 'see_help' | 'configuration_wrong' | 'fix_variable'}`
  | `cli.${'nothing_missing' | 'no_such_account' | 'which_account' | 'which_days' | 'which_key' | 'which_file'}`
  | `cli.${'which_list' | 'not_an_anchor' | 'not_a_list' | 'traces_held' | 'traces_elsewhere' | 'bad_port'}`
  | `cli.which_locale`
  | `cli.import.${'from_where' | 'unreadable' | 'mapping_wrong' | 'would' | 'done'}`
  | `cli.import.fault.${RowFault['problem']}`,
  Nothing
> &
  EachOf<`cli.${'unknown_command' | 'unknown_role'}`, { name: string }> &
  EachOf<`cli.${'unknown_option' | 'unexpected'}`, { rest: string }> &
  EachOf<`cli.${'database_failed' | 'failed'}`, { reason: string }> &
  EachOf<`cli.${'applied' | 'would_apply' | 'schema_ahead'}`, { names: string }> &
  EachOf<`cli.${'tokens_seen' | 'left' | 'lost'}`, { count: number }> &
  EachOf<`cli.schema.${SchemaFault}`, { found: string; ours: string }> &
  EachOf<`cli.import.mapping.${MappingFault['problem']}`, { name: string }> &
  EachOf<`cli.move.refused.${CopyRefusal}`, { table: string }> & {
    'cli.import.mapping_unreadable': { file: string }
    'cli.import.accounts': {
      found: number
      imported: number
      known: number
      elsewhere: number
      erased: number
      faulty: number
    }
    'cli.import.without_token': { count: number }
    'cli.import.days': { found: number; imported: number; known: number }
    'cli.import.notifications': { found: number; imported: number; known: number; leftOut: number }
    'cli.import.attempts': { found: number }
    'cli.import.users': { users: string }
    'cli.import.faults': { count: number }
    'cli.env_file_unreadable': { file: string; code: string }
    'cli.up_to_date': { name: string }
    'cli.listens': { url: string; role: Role }
    'cli.port_in_use': { port: string }
    'cli.cannot_listen': { address: string; code: string }
    'cli.refreshed': { refreshed: number; skipped: number; failed: number }
    'cli.synced': { succeeded: number; partial: number; failed: number; skipped: number }
    'cli.synced_one': { username: string; status: string; days: number; calls: number }
    'cli.sealed': { isDryRun: boolean; rewrapped: number; skipped: number; total: number }
    'cli.unopened': { ids: string }
    /** What a lost key would take with it, and how to say that it may. */
    'cli.would_lose': { keyId: string; accounts: number; otherTokens: number; users: number; auditLog: boolean }
    'cli.nothing_sealed': { keyId: string; keysInUse: string }
    'cli.key_not_lost': { keyId: string }
    'cli.chain_whole': { events: number }
    'cli.chain_fault': { sequence: number; kind: 'changed' | 'missing' | 'unexpected'; events: number }
    'cli.chain_checked_one': { from: number }
    'cli.chain_checked': { from: number; to: number }
    'cli.counted_only': { from: number }
    'cli.anchor': { text: string }
    'cli.backed_up': { path: string }
    'cli.list_written': { erasures: number; path: string }
    'cli.list_read': { read: number; unreadable: number; erasedAgain: number }
    'cli.traces_erased': { tables: number }
    'cli.traces_refused': { statements: string }
    'cli.review_written': { folder: string; open: number }
    'cli.folder_taken': { folder: string }
    'cli.doctor_end': { ok: number; warn: number; fail: number }
    'cli.move.moved': { written: number }
    'cli.move_schema.moved': { tables: number; from: string; to: string; queue: string }
  }
