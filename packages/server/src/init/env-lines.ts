import { execFileSync } from 'node:child_process'
import { parseEnv } from 'node:util'
import type { Insertion } from './edit-source.ts'
import { lineEndOf } from './style.ts'

const heading =
  '# Instagram Dashboard: an Instagram of its own for development, whose accounts and numbers are invented.'
const sandboxLine = 'INSTAGRAM_SANDBOX=true'

const realLines = (redirectUri: string) => [
  '# For the real Instagram in place of it, which production needs (docs/setup.md of the product):',
  '# INSTAGRAM_APP_ID=',
  '# INSTAGRAM_APP_SECRET=',
  `# INSTAGRAM_REDIRECT_URI=${redirectUri}`,
  '# A key, made with: npx instagram-dashboard keys generate',
  '# INSTAGRAM_TOKEN_ENCRYPTION_KEY=',
]

/** Whether a file of settings names an app of Meta's, beside which there is no sandbox. */
export const hasMetaApp = (text: string): boolean => Boolean(parseEnv(text)['INSTAGRAM_APP_ID'])

/** Files of settings that frameworks read in development. */
export const settingsFiles = ['.env', '.env.local', '.env.development', '.env.development.local']

/** What `.env` lacks; nothing that stands in it is touched. */
export function envInsertions(text: string): Insertion[] {
  if ('INSTAGRAM_SANDBOX' in parseEnv(text)) return []
  return appended(text, [heading, sandboxLine])
}

/** The same for the example of it that everybody sees, with what production needs. */
export function exampleInsertions(text: string, redirectUri: string): Insertion[] {
  if (text.includes('INSTAGRAM_SANDBOX')) return []
  return appended(text, [heading, sandboxLine, ...realLines(redirectUri)])
}

/** Lines at the end of a file, an empty one before them. */
export function appended(text: string, lines: readonly string[]): Insertion[] {
  const lineEnd = lineEndOf(text)
  const before = text === '' ? '' : text.endsWith('\n') ? lineEnd : `${lineEnd}${lineEnd}`
  return [{ offset: text.length, text: `${before}${lines.join(lineEnd)}${lineEnd}` }]
}

/** What must never be committed: settings, and the sandbox's database. */
const secretPlaces = [
  { path: '.env', line: '.env' },
  { path: 'data/instagram-dashboard.sandbox.db', line: '/data/instagram-dashboard.*' },
]

/**
 * What `.gitignore` lacks. Whether git leaves a file out already it says itself, by the rules of all folders above and of
 * the machine; without git the file's own lines are looked at.
 */
export function ignoreInsertions(root: string, text: string): Insertion[] {
  const missing = secretPlaces.filter(({ path, line }) => !(isIgnored(root, path) ?? hasLine(text, path, line)))
  return missing.length === 0
    ? []
    : appended(
        text,
        missing.map(({ line }) => line),
      )
}

function hasLine(text: string, path: string, line: string): boolean {
  const lines = text.split(/\r?\n/).map((one) => one.trim().replace(/^\//, '').replace(/\/$/, ''))
  return [path, line.replace(/^\//, ''), path.split('/')[0] ?? path, `${path}*`].some((one) => lines.includes(one))
}

/** @returns `undefined` where there is no git, or no repository of it */
function isIgnored(root: string, path: string): boolean | undefined {
  const status = gitStatus(root, ['check-ignore', '--quiet', '--no-index', path])
  return status === 0 || status === 1 ? status === 0 : undefined
}

/** Whether git keeps a file already, as what stands in it is known then to everybody who has the repository. */
export const isTracked = (root: string, path: string): boolean =>
  gitStatus(root, ['ls-files', '--error-unmatch', path]) === 0

function gitStatus(root: string, words: readonly string[]): number | undefined {
  try {
    execFileSync('git', [...words], { cwd: root, stdio: 'ignore' })
    return 0
  } catch (error) {
    const { status } = error as { status?: number | null }
    return status ?? undefined
  }
}
