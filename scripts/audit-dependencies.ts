// Asks the registry which advisories it knows against the versions in the lockfile, prints them, and fails for a high or
// critical one against what hosts install. Not every registry answers this: then it says so, and is no failure.
import { spawnSync } from 'node:child_process'

interface Advisory {
  module_name: string
  severity: string
  title: string
  vulnerable_versions: string
  url: string
  /** `paths`: from the workspace's own package down to the one in question, as `packages__server>express`. */
  findings: { paths: string[] }[]
}

const pnpm = ['--yes', 'pnpm@12.21.0']
// A registry that is not there is not waited for.
const env = { ...process.env, pnpm_config_fetch_retries: '0', pnpm_config_fetch_timeout: '30000' }
const longestAnswer = 64 * 1024 * 1024
const stopsRelease = ['high', 'critical']

const all = audit([])
const isBad = ({ severity }: Advisory) => stopsRelease.includes(severity)
const inProduction = all?.some(isBad) ? audit(['--prod']) : all
if (all && inProduction) {
  console.log(`advisories known: ${all.length}`)
  for (const { severity, module_name: name, vulnerable_versions: versions, title, url } of all) {
    console.log(`  ${severity}: ${name} ${versions}: ${title} ${url}`)
  }
  const bad = inProduction.filter((advisory) => isBad(advisory) && isInstalled(advisory))
  for (const { module_name: name } of bad) console.log(`!! hosts would install ${name}`)
  if (bad.length > 0) process.exitCode = 1
} else {
  console.log('not available: the registry does not answer audits')
}

/** `null` when there is no answer that can be read. @param scope `--prod` leaves out what only builds and tests need */
function audit(scope: string[]): Advisory[] | null {
  const words = [...pnpm, 'audit', '--json', ...scope]
  const { stdout } = spawnSync('npx', words, { env, encoding: 'utf8', maxBuffer: longestAnswer })
  try {
    const { advisories } = JSON.parse(stdout) as { advisories?: Record<string, Advisory> }
    return advisories === undefined ? null : Object.values(advisories)
  } catch {
    return null
  }
}

/** Whether it comes with one of the packages that are published, and not with the demo or the bench alone. */
function isInstalled({ findings }: Advisory): boolean {
  return findings.some(({ paths }) => paths.some((path) => path.startsWith('packages__')))
}
