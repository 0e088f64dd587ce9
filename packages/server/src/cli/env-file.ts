import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

/**
 * Puts the lines of a file into the environment, as Node's own `--env-file` does: what is set already stays.
 * @param file where the settings are; `.env` in this folder when not given, and then it may be absent
 * @returns what went wrong, as a code of the system such as ENOENT
 */
export function loadEnvFile(
  environment: Record<string, string | undefined>,
  file: string | undefined,
): string | undefined {
  let text: string
  try {
    text = readFileSync(file ?? '.env', 'utf8')
  } catch (error) {
    const code = String((error as NodeJS.ErrnoException).code)
    // A folder of this name is a Python environment.
    return file === undefined && ['ENOENT', 'EISDIR'].includes(code) ? undefined : code
  }
  for (const [name, value] of Object.entries(parseEnv(text))) environment[name] ??= value
  return undefined
}
