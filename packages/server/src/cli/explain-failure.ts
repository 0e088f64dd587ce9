import { DatabaseOpenError, SchemaMismatch } from '@instagram-dashboard/db'
import { ConfigurationError } from '../config.ts'
import { AppError } from '../errors.ts'
import { describeError } from '../log.ts'
import { configurationProblem } from '../messages/configuration.ts'
import { errorMessage } from '../messages/messages.ts'
import { CommandFault, type ExitCode, type Terminal } from './terminal.ts'

/** Says what went wrong, as a sentence on standard error or as JSON. @returns the exit code of this failure */
export function explainFailure(
  error: unknown,
  { terminal, isJson }: { terminal: Terminal; isJson: boolean },
): ExitCode {
  if (error instanceof ConfigurationError) {
    const { locale, say } = terminal
    const faults = error.faults.map(({ variable, problem }) => {
      return { variable, problem: configurationProblem(problem, locale) }
    })
    const lines = [say('configuration_wrong'), ...faults.map(({ variable, problem }) => `  ${variable} ${problem}`)]
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

function problemOf(error: unknown, { locale, say }: Terminal): string {
  if (error instanceof CommandFault) return error.message
  if (error instanceof AppError) return errorMessage(error.code, { locale, reason: error.reason })
  if (error instanceof SchemaMismatch) return say(`schema.${error.fault}`, error)
  if (error instanceof DatabaseOpenError) return say('database_failed', { reason: error.message })
  return say('failed', { reason: JSON.stringify(describeError(error)) })
}
