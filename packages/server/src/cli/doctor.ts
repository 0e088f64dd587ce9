import { DatabaseOpenError, SchemaMismatch } from '@instagram-dashboard/db'
import { ConfigurationError } from '../config.ts'
import { reportOf, type DoctorReport } from '../doctor/contract.ts'
import { say } from '../messages/messages.ts'
import { withDashboard } from './open-dashboard.ts'
import type { CommandFlags, ExitCode, Terminal } from './terminal.ts'

/** 1 with a fail, 2 when the settings are wrong. */
export async function doctor(terminal: Terminal, { isJson }: CommandFlags): Promise<ExitCode> {
  const { report, exitCode } = await examine(terminal)
  if (isJson) {
    terminal.write(JSON.stringify(report))
    return exitCode
  }
  for (const { status, message, next } of report.checks) {
    terminal.write(`${status.padEnd(4)}  ${message}${next === null ? '' : `\n      → ${next}`}`)
  }
  const count = (wanted: string) => report.checks.filter(({ status }) => status === wanted).length
  terminal.write(terminal.words.doctorEnd({ ok: count('ok'), warn: count('warn'), fail: count('fail') }))
  return exitCode
}

async function examine(terminal: Terminal): Promise<{ report: DoctorReport; exitCode: ExitCode }> {
  const { locale, words } = terminal
  try {
    const report = await withDashboard(terminal, (dashboard) => dashboard.examine({ locale }))
    return { report, exitCode: report.status === 'fail' ? 1 : 0 }
  } catch (error) {
    if (error instanceof ConfigurationError) {
      const checks = error.faults.map(({ variable, problem }) => ({
        id: 'configuration' as const,
        status: 'fail' as const,
        message: `${variable} ${words.problem(problem)}`,
        next: words.fixVariable,
      }))
      return { report: reportOf(checks), exitCode: 2 }
    }
    if (!(error instanceof DatabaseOpenError)) throw error
    const isSchema = error instanceof SchemaMismatch
    const check = {
      id: 'database' as const,
      status: 'fail' as const,
      message: isSchema ? words.schemaWrong[error.fault](error) : say('doctor.database.unreachable', locale, {}),
      next: isSchema ? null : say('doctor.database.unreachable.next', locale, {}),
    }
    return { report: reportOf([check]), exitCode: 1 }
  }
}
