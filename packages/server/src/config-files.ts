import { readFileSync } from 'node:fs'
import type { ConfigurationFault } from './config-faults.ts'
import { namesOf } from './config-names.ts'

/** The settings whose value must not stay where a diagnostic report or a child process finds it. */
const secretOptions = [
  'instagramAppSecret',
  'instagramTokenEncryptionKey',
  'authJwtSecret',
  'hostWebhookSecret',
  'metaAppSecret',
  'metricsToken',
  'databaseUrl',
] as const

/** The names of their variables, with and without the prefix. */
export const secretVariables: readonly string[] = secretOptions.flatMap((option) =>
  namesOf(option, { isEmbedded: false }),
)

export type Environment = Record<string, string | undefined>

export interface ReadSetting {
  /** Without the white space around it; `undefined` when nothing is set, or its file is at fault. */
  text: string | undefined
  /** The variable that says it, or that would. */
  variable: string
  fault?: ConfigurationFault
}

/**
 * Finds what the environment says of a setting; an empty variable counts as absent. What is secret may stand in a file
 * instead, as Docker, Kubernetes and systemd hand out secrets: `METRICS_TOKEN_FILE` names a file that holds what would
 * stand in `METRICS_TOKEN`.
 */
export function readSetting(option: string, environment: Environment, place: { isEmbedded: boolean }): ReadSetting {
  const names = namesOf(option, place)
  const isSecret = secretOptions.some((secret) => secret === option)
  for (const variable of names) {
    const text = environment[variable]?.trim() ?? ''
    const path = isSecret ? (environment[`${variable}_FILE`]?.trim() ?? '') : ''
    if (path !== '') return { variable, ...readFile(path, { variable, isSetTwice: text !== '' }) }
    if (text !== '') return { variable, text }
  }
  return { variable: names.at(-1) ?? option, text: undefined }
}

function readFile(
  path: string,
  { variable, isSetTwice }: { variable: string; isSetTwice: boolean },
): Pick<ReadSetting, 'text' | 'fault'> {
  const fault = (problem: string) => ({ text: undefined, fault: { variable: `${variable}_FILE`, problem } })
  if (isSetTwice) return fault(`and ${variable} are both set: take one of them away`)
  try {
    const text = readFileSync(path, 'utf8').trim()
    return text === '' ? fault('names an empty file') : { text }
  } catch (error) {
    return fault(`can not be read (${String((error as NodeJS.ErrnoException).code)})`)
  }
}
