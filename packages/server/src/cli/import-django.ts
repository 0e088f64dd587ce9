import { readFileSync } from 'node:fs'
import { ForeignDatabaseError } from '@instagram-dashboard/db'
import { MappingRefused } from '../imports/import-django.ts'
import type { ImportReport } from '../imports/import-report.ts'
import { mappingSchema, type Mapping } from '../imports/mapping.ts'
import { withDashboard } from './open-dashboard.ts'
import { progressBar } from './progress-bar.ts'
import { CommandFault, type CommandFlags, type ExitCode, type Say, type Terminal } from './terminal.ts'

/**
 * Takes over what the Django app had that this product replaces. 1: some rows could not be taken over. 2: the source, or
 * what was said of it, is not what it should be.
 */
export async function importDjango(
  terminal: Terminal,
  { from, mapping: file, isDryRun, isJson }: CommandFlags,
): Promise<ExitCode> {
  const { say, write, writeProgress } = terminal
  if (from === undefined) throw new CommandFault(say('import.from_where'), 2)
  const mapping = file === undefined ? {} : readMapping(file, say)
  let lastTable = ''
  const onProgress = ({ table, done, total }: { table: string; done: number; total: number }) => {
    if (isJson) return
    if (lastTable !== '' && lastTable !== table) writeProgress('')
    lastTable = table
    writeProgress(`${progressBar(done, total)} ${table}`)
  }
  try {
    const report = await withDashboard(terminal, (dashboard) =>
      dashboard.importDjango({ from, mapping, isDryRun, onProgress }),
    )
    writeProgress('')
    write(isJson ? JSON.stringify(report) : linesOf(report, say).join('\n'))
    return report.faults.count > 0 ? 1 : 0
  } catch (error) {
    writeProgress('')
    if (error instanceof ForeignDatabaseError) throw new CommandFault(say('import.unreadable'), 2)
    if (!(error instanceof MappingRefused)) throw error
    const lines = error.faults.map(({ at, problem, name }) => `  ${at}: ${say(`import.mapping.${problem}`, { name })}`)
    throw new CommandFault([say('import.mapping_wrong'), ...lines].join('\n'), 2)
  }
}

/** @throws CommandFault with everything that is wrong with the file */
function readMapping(file: string, say: Say): Mapping {
  let said: unknown
  try {
    said = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new CommandFault(say('import.mapping_unreadable', { file }), 2)
  }
  const { data, error } = mappingSchema.safeParse(said)
  if (data !== undefined) return data
  const lines = error.issues.map(({ path, message }) => `  ${path.join('.') || '.'}: ${message}`)
  throw new CommandFault([say('import.mapping_wrong'), ...lines].join('\n'), 2)
}

function linesOf(report: ImportReport, say: Say): string[] {
  const { accounts, days, notifications, attempts, users = [], faults } = report
  return [
    say(report.isDryRun ? 'import.would' : 'import.done'),
    say('import.accounts', {
      found: accounts.found,
      imported: accounts.imported,
      known: accounts.known,
      elsewhere: accounts.skipped.linked_elsewhere,
      erased: accounts.skipped.erased_here,
      faulty: accounts.skipped.faulty,
    }),
    ...(accounts.withoutToken === 0 ? [] : [say('import.without_token', { count: accounts.withoutToken })]),
    say('import.days', days),
    say('import.notifications', notifications),
    say('import.attempts', { found: attempts.found }),
    ...(users.length === 0 ? [] : [say('import.users', { users: users.join(', ') })]),
    ...(faults.count === 0 ? [] : [say('import.faults', { count: faults.count })]),
    ...faults.first.map(
      ({ table, row, column = '', problem }) =>
        `  ${[table, row, column].join(' ').trim()}: ${say(`import.fault.${problem}`)}`,
    ),
  ]
}
