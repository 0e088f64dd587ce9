import { DatabaseOpenError } from '@instagram-dashboard/db'
import { loginSettings, openInstagram } from '../build-deps.ts'
import { ConfigurationError, readOwnConfiguration } from '../config.ts'
import { systemClock as clock } from '../dashboard.ts'
import { reportOf, type DoctorReport } from '../doctor/contract.ts'
import { examineWithoutDatabase } from '../doctor/examine.ts'
import { configurationProblem } from '../messages/configuration.ts'
import { openSandbox } from '../open-sandbox.ts'
import { withDashboard } from './open-dashboard.ts'
import type { CommandFlags, ExitCode, Terminal } from './terminal.ts'

/** 1 with a fail, 2 when the settings are wrong. */
export async function doctor(terminal: Terminal, { isJson }: CommandFlags): Promise<ExitCode> {
  const { report, exitCode } = await examine(terminal)
  if (isJson) {
    terminal.write(JSON.stringify(report))
    return exitCode
  }
  writeReport(terminal, report)
  return exitCode
}

/** Each check with what to do about it, and how many there are of each. */
export function writeReport(terminal: Pick<Terminal, 'write' | 'say'>, report: DoctorReport): void {
  for (const { status, message, next } of report.checks) {
    terminal.write(`${status.padEnd(4)}  ${message}${next === null ? '' : `\n      → ${next}`}`)
  }
  const count = (wanted: string) => report.checks.filter(({ status }) => status === wanted).length
  terminal.write(terminal.say('doctor_end', { ok: count('ok'), warn: count('warn'), fail: count('fail') }))
}

async function examine(terminal: Terminal): Promise<{ report: DoctorReport; exitCode: ExitCode }> {
  const { locale, say } = terminal
  try {
    const report = await withDashboard(terminal, (dashboard) => dashboard.examine({ locale }))
    return { report, exitCode: report.status === 'fail' ? 1 : 0 }
  } catch (error) {
    if (error instanceof ConfigurationError) {
      const checks = error.faults.map(({ variable, problem }) => ({
        id: 'configuration' as const,
        status: 'fail' as const,
        message: `${variable} ${configurationProblem(problem, locale)}`,
        next: say('fix_variable'),
      }))
      return { report: reportOf(checks), exitCode: 2 }
    }
    if (!(error instanceof DatabaseOpenError)) throw error
    const configuration = readOwnConfiguration(terminal.environment)
    const sandbox = configuration.sandbox ? await openSandbox(configuration, { clock }) : undefined
    const place = {
      clock,
      settings: configuration,
      login: loginSettings(configuration, false),
      instagram: openInstagram(configuration, {
        clock,
        // Nobody else tries at the same time.
        random: () => 0.5,
        machineNow: clock.now,
        request: sandbox?.request,
      }),
    }
    return { report: await examineWithoutDatabase(place, { locale, error }), exitCode: 1 }
  }
}
