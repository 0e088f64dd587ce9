import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join, relative } from 'node:path'

/** What a package.json says that we look at. */
export interface Manifest {
  type?: string
  main?: string
  scripts?: Record<string, string>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  workspaces?: unknown
}

/** The app that the dashboard is to be mounted in. */
export interface Host {
  root: string
  manifest: Manifest
  /** Paths of its sources, from the root and with `/`, tests left out. */
  sources: readonly string[]
  /** The text of a source. */
  read(path: string): string
  /** Whether a file or a folder is there, by its path from the root. */
  has(path: string): boolean
  /** Whether it depends on a package, in whatever way. */
  uses(name: string): boolean
}

/** A reason why nothing was done, for whoever has typed the command. */
export class InitFault extends Error {
  override readonly name = 'InitFault'
}

const leftOut = /^(node_modules|dist|build|out|coverage|vendor|tmp|tests?|__tests__|e2e|cypress|data|\..+)$/
const isSource = /\.[cm]?[jt]sx?$/
const isLeftOut = /\.d\.[cm]?ts$|\.(test|spec|stories|config)\.[cm]?[jt]sx?$/
const longestSource = 500_000
const mostSources = 5_000

/** Reads what the folder of an app says of it. @throws InitFault where there is none */
export function readHost(root: string): Host {
  const manifest = readManifest(root)
  const sources = [...listSources(root, root)].slice(0, mostSources).toSorted()
  const texts = new Map<string, string>()
  const uses = (name: string) => [manifest.dependencies, manifest.devDependencies].some((list) => list?.[name])
  return {
    root,
    manifest,
    sources,
    read(path) {
      const text = texts.get(path) ?? readFileSync(join(root, path), 'utf8')
      texts.set(path, text)
      return text
    },
    has: (path) => statSync(join(root, path), { throwIfNoEntry: false }) !== undefined,
    uses,
  }
}

function readManifest(root: string): Manifest {
  let text: string
  try {
    text = readFileSync(join(root, 'package.json'), 'utf8')
  } catch {
    throw new InitFault(`There is no package.json in ${root}. Run this in the folder of your app.`)
  }
  try {
    const manifest: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    if (typeof manifest === 'object' && manifest !== null) return manifest
  } catch {
    // Told below.
  }
  throw new InitFault(`${join(root, 'package.json')} is not JSON.`)
}

function* listSources(folder: string, root: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    // A folder with a package.json of its own is another app.
    if (entry.isDirectory() && !leftOut.test(entry.name) && !isOtherApp(path)) yield* listSources(path, root)
    const isFile = entry.isFile() && isSource.test(entry.name) && !isLeftOut.test(entry.name)
    if (isFile && statSync(path).size <= longestSource) yield relative(root, path).replaceAll('\\', '/')
  }
}

const isOtherApp = (folder: string) =>
  statSync(join(folder, 'package.json'), { throwIfNoEntry: false })?.isFile() === true

/** Whether new files are TypeScript, where no existing file says so. */
export function isTypeScript(host: Host): boolean {
  return (
    host.has('tsconfig.json') || host.sources.some((path) => ['.ts', '.tsx', '.mts', '.cts'].includes(extname(path)))
  )
}

/** What installs the host's packages, by its lock file, and how it says so. */
export function installCommand(host: Host, names: readonly string[]): string {
  const managers = [
    ['pnpm-lock.yaml', 'pnpm add'],
    ['yarn.lock', 'yarn add'],
    ['bun.lock', 'bun add'],
    ['bun.lockb', 'bun add'],
  ] as const
  const above = ['', '../', '../../', '../../../']
  const found = managers.find(([file]) => above.some((folder) => host.has(`${folder}${file}`)))
  return `${found?.[1] ?? 'npm install'} ${names.join(' ')}`
}
