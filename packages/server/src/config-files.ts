import { readFileSync } from 'node:fs'
import type { ConfigurationFault } from './config-faults.ts'

/** The variables whose value must not stay where a diagnostic report or a child process finds it. */
export const secretVariables = [
  'INSTAGRAM_APP_SECRET',
  'INSTAGRAM_TOKEN_ENCRYPTION_KEY',
  'AUTH_JWT_SECRET',
  'HOST_WEBHOOK_SECRET',
  'META_APP_SECRET',
  'METRICS_TOKEN',
  'DATABASE_URL',
] as const

type Environment = Record<string, string | undefined>

/**
 * Reads what is kept in files, as Docker, Kubernetes and systemd hand out secrets: `METRICS_TOKEN_FILE` names a file that
 * holds what would stand in `METRICS_TOKEN`. White space around it is no part of it.
 * @returns the environment as if all of it stood there, and what is wrong with the files
 */
export function readSecretFiles(environment: Environment): { environment: Environment; faults: ConfigurationFault[] } {
  const read: Environment = {}
  const faults: ConfigurationFault[] = []
  for (const variable of secretVariables) {
    const name = `${variable}_FILE`
    const path = environment[name]?.trim()
    if (path === undefined || path === '') continue
    const fault = (problem: string) => void faults.push({ variable: name, problem })
    if (environment[variable]?.trim()) {
      fault(`and ${variable} are both set: take one of them away`)
      continue
    }
    try {
      const text = readFileSync(path, 'utf8').trim()
      if (text === '') fault('names an empty file')
      else read[variable] = text
    } catch (error) {
      fault(`can not be read (${String((error as NodeJS.ErrnoException).code)})`)
    }
  }
  return { environment: { ...environment, ...read }, faults }
}
