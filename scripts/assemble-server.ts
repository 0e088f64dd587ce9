// Lays out the standalone server as it is deployed: the program as it was built, the migrations, and of the packages only
// those that are not in the program. `node scripts/assemble-server.ts <folder>`, after the build; the folder is all that a
// machine with Node needs.
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { bundleFiles } from './swap-bundle.ts'

const root = join(import.meta.dirname, '..')
const notInTheProgram = ['better-sqlite3', 'pg', 'pg-boss']

interface Manifest {
  name: string
  version: string
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

/** The program and the migrations that it reads. */
export function layOutServer(folder: string): void {
  const keep = (from: string, to: string) => {
    mkdirSync(dirname(join(folder, to)), { recursive: true })
    cpSync(join(root, from), join(folder, to), { recursive: true, filter: (path) => !path.endsWith('_snapshot.json') })
  }
  keep('packages/server/package.json', 'server/package.json')
  for (const file of bundleFiles(join(root, 'packages/server/dist'))) {
    keep(`packages/server/dist/${file}`, `server/dist/${file}`)
  }
  keep('packages/db/package.json', 'node_modules/@instagram-dashboard/db/package.json')
  keep('packages/db/migrations', 'node_modules/@instagram-dashboard/db/migrations')
}

/** What the program asks for by name, and what that asks for, each once and flat. */
export function layOutPackages(folder: string): void {
  const versions = new Map<string, string>()
  const visit = (name: string, neededBy: string) => {
    const place = findPackage(name, neededBy)
    if (place === undefined) return
    const { version, dependencies, optionalDependencies } = readManifest(place)
    const kept = versions.get(name)
    if (kept !== undefined && kept !== version) throw new Error(`${name} is needed as ${kept} and as ${version}`)
    if (kept !== undefined) return
    versions.set(name, version)
    cpSync(place, join(folder, 'node_modules', name), {
      recursive: true,
      dereference: true,
      filter: (path) => isNeeded(path.slice(place.length + 1)),
    })
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) visit(next, place)
  }
  for (const name of notInTheProgram) visit(name, join(root, 'packages/server'))
}

/** As Node looks for it. `undefined` for one that is optional and not installed. */
function findPackage(name: string, from: string): string | undefined {
  for (let folder = realpathSync(from); folder !== dirname(folder); folder = dirname(folder)) {
    const place = join(folder, 'node_modules', name)
    if (existsSync(join(place, 'package.json'))) return realpathSync(place)
  }
  return undefined
}

const readManifest = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest

/** Not the sources of SQLite, nor what was compiled for other machines. */
function isNeeded(path: string): boolean {
  if (/^node_modules(\/|$)|^(deps|src)(\/|$)|^binding\.gyp$/.test(path)) return false
  const [, system, arch] = /^prebuilds\/([a-z0-9]+)-(\w+)\.node$/.exec(path) ?? []
  return system === undefined || (system.startsWith(process.platform) && arch === process.arch)
}

const [target] = process.argv.slice(2)
if (import.meta.main) {
  if (target === undefined) throw new Error('Where to? node scripts/assemble-server.ts <folder>')
  layOutServer(target)
  layOutPackages(target)
}
