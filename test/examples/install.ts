import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..', '..')
const packages = ['server', 'client-sdk'] as const
const pnpm = ['--yes', 'pnpm@12.21.0']
/** With the Node of this process in front of the machine's own, which may be an older one. */
export const path = [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter)
const env = { ...process.env, PATH: path, NEXT_TELEMETRY_DISABLED: '1' }

/** What the lockfile says of our own packages, whose bytes differ with every change of theirs. */
const ownIntegrity = 'sha512-of-what-is-packed'

/**
 * All hosts of `examples` beside one another, with our own packages as they would be published and everything else as
 * the lockfile says, in a folder outside of the repository, so that nothing is found there by chance. On a disk: what is
 * installed is linked from the store and takes no room.
 */
export async function installExamples(): Promise<string> {
  const folder = mkdtempSync(join(existsSync('/var/tmp') ? '/var/tmp' : tmpdir(), 'instagram-dashboard-examples-'))
  const inFolder = (...names: string[]) => join(folder, ...names)
  cpSync(join(root, 'examples'), inFolder('examples'), {
    recursive: true,
    filter: (file) => !/\/(node_modules|\.next|\.svelte-kit|build|dist|data)$/.test(file),
  })
  for (const file of ['package.json', 'pnpm-workspace.yaml']) cpSync(join(import.meta.dirname, file), inFolder(file))
  mkdirSync(inFolder('packed'))
  await Promise.all(packages.map((name) => pack(name, folder)))
  let lockfile = readFileSync(join(import.meta.dirname, 'pnpm-lock.yaml'), 'utf8')
  for (const name of packages) {
    const place = `tarball: file:packed/${name}.tgz`
    const digest = createHash('sha512').update(readFileSync(inFolder('packed', `${name}.tgz`)))
    lockfile = lockfile.replace(`${ownIntegrity}, ${place}`, `sha512-${digest.digest('base64')}, ${place}`)
  }
  writeFileSync(inFolder('pnpm-lock.yaml'), lockfile)
  await inTheFolder(folder, ['npx', ...pnpm, 'install', '--frozen-lockfile', '--prefer-offline'])
  return folder
}

/** Packs one of our packages, as it would be published, into `packed` of a folder. */
export async function pack(name: (typeof packages)[number], folder: string): Promise<void> {
  const target = join(folder, 'packed', name)
  mkdirSync(target)
  const cwd = join(root, 'packages', name)
  const { stdout } = await run('npx', [...pnpm, 'pack', '--json', '--pack-destination', target], { cwd, env })
  const { filename } = JSON.parse(stdout) as { filename: string }
  renameSync(filename, `${target}.tgz`)
}

/** Runs a program there. What it has said is in the error when it fails. */
export async function inTheFolder(cwd: string, [program = '', ...words]: string[]): Promise<void> {
  await run(program, words, { cwd, env, maxBuffer: 16 * 1024 * 1024 }).catch(
    ({ stdout, stderr }: { stdout: string; stderr: string }) => {
      throw new Error(`${program} ${words.join(' ')} failed in ${cwd}:\n${stdout}\n${stderr}`)
    },
  )
}
