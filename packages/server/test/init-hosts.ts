import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import { run } from './run-command.ts'
import type { RanCommand } from './run-commands.ts'

const repositoryRoot = join(import.meta.dirname, '..', '..', '..')
const fixtures = join(repositoryRoot, 'fixtures', 'hosts')
export const hostNames = ['express', 'fastify', 'hono', 'nest', 'next', 'sveltekit'] as const
export type HostName = (typeof hostNames)[number]

const git = (cwd: string, ...words: string[]) => execFileSync('git', words, { cwd, encoding: 'utf8' })

/** A copy of a host of the fixtures, kept by git, with what the changes make of it. */
export interface HostCopy {
  root: string
  read(path: string): string
  write(path: string, text: string): void
  /** What git sees of changes, files that are new and those that it leaves out included. */
  status(): string
  commit(): void
}

/** @param prepare changes files before git keeps them */
export function copyHost(name: HostName, prepare: (host: HostCopy) => void = () => undefined): HostCopy {
  const root = mkdtempSync(join(tmpdir(), `instagram-dashboard-init-${name}-`))
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  cpSync(join(fixtures, name), root, { recursive: true })
  const host: HostCopy = {
    root,
    read: (path) => readFileSync(join(root, path), 'utf8'),
    write(path, text) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    },
    status: () => git(root, 'status', '--porcelain', '--ignored', '--untracked-files=all'),
    commit() {
      git(root, 'add', '--all')
      git(root, '-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message=a')
    },
  }
  git(root, 'init', '--quiet')
  git(root, 'config', 'core.autocrlf', 'false')
  prepare(host)
  host.commit()
  return host
}

/** Lets a host find packages, as an installation would: ours as they were built, or by their sources. */
export function install(
  { root, write }: HostCopy,
  names: readonly string[],
  written: Record<string, string> = {},
): void {
  const own = ['server', 'client-sdk'].map((name) => join(repositoryRoot, 'packages', name))
  const places = new Map(own.map((place) => [`@instagram-dashboard/${basename(place)}`, place]))
  for (const name of names) {
    const found = [...own, repositoryRoot]
      .map((place) => join(place, 'node_modules', name))
      .find((place) => existsSync(place))
    if (found !== undefined) places.set(name, found)
  }
  for (const [name, place] of places) {
    const target = join(root, 'node_modules', name)
    mkdirSync(dirname(target), { recursive: true })
    symlinkSync(place, target)
  }
  for (const [path, text] of Object.entries(written)) write(join('node_modules', path), text)
}

/** Every file of a host by its path, but for what git and packages keep. */
export function filesOf(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/\/(\.git|node_modules)\//.test(path))
  return Object.fromEntries(files.map((path) => [path.slice(root.length + 1), readFileSync(path).toString('base64')]))
}

/** Runs commands one after another, each in its folder. */
export async function runIn(lines: readonly { root: string; argv: string[] }[]): Promise<RanCommand[]> {
  const home = process.cwd()
  const ran: RanCommand[] = []
  try {
    for (const { root, argv } of lines) {
      process.chdir(root)
      const { code, out, error } = await run(argv)
      ran.push({ code, output: out + error })
    }
  } finally {
    process.chdir(home)
  }
  return ran
}
