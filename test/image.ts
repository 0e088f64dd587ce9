import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, matchesGlob, normalize } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { generateEncryptionKey } from '../packages/server/src/index.ts'
import { freePort } from './free-port.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..')
const deploy = join(root, 'deploy')
const isRoot = process.getuid?.() === 0

/** What a Dockerfile made, each stage in a folder of its own. */
export interface Image {
  folder: string
  directory: string
  environment: Record<string, string>
  /** ENTRYPOINT, CMD and HEALTHCHECK, each a list of words. */
  words: Record<string, string[]>
  /** What the RUN steps of all stages printed. */
  output: string
}

/** Folders of stages, until they are dropped. */
export class Stages {
  readonly #folders: string[] = []

  make(): string {
    const folder = mkdtempSync(join(tmpdir(), 'instagram-dashboard-image-'))
    // Whoever the server runs as shall find it.
    chmodSync(folder, 0o755)
    this.#folders.push(folder)
    return folder
  }

  drop(): void {
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Carries out the steps of the Dockerfile without an engine: a stage is a folder, and what it begins on is this machine.
 * @param options.isBuiltHere the copied checkout gets the packages and the build of this one, with their stamps. `npm run build`
 * holds those against the copied files: it has nothing to do when all that the build is made of was copied
 */
export async function buildImage(stages: Stages, { isBuiltHere }: { isBuiltHere: boolean }): Promise<Image> {
  const read = (file: string) =>
    readFileSync(join(deploy, file), 'utf8')
      .replaceAll(/\\\n/g, ' ')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
  const ignored = read('Dockerfile.dockerignore')
  const made = new Map<string, Image>()
  let image: Image | undefined
  let output = ''
  let path = process.env['PATH'] ?? ''
  for (const instruction of read('Dockerfile')) {
    const [, name = '', rest = ''] = /^(\w+) +(.*)$/.exec(instruction) ?? []
    if (name === 'FROM') {
      image = { folder: stages.make(), directory: '/', environment: {}, words: {}, output: '' }
      made.set(/ AS (\w+)$/.exec(rest)?.[1] ?? 'last', image)
      continue
    }
    if (!image) throw new Error('FROM comes first')
    const { folder, directory } = image
    const inside = (path: string) => join(folder, normalize(join(path.startsWith('/') ? '/' : directory, path)))
    if (name === 'WORKDIR') {
      image.directory = rest
      mkdirSync(join(folder, rest), { recursive: true })
    } else if (name === 'ENV') {
      for (const [, variable = '', value = ''] of rest.matchAll(/(\w+)=(\S+)/g)) image.environment[variable] = value
    } else if (name === 'COPY') {
      const [, from, source = '', target = ''] = /^(?:--from=(\w+) )?(\S+) (\S+)$/.exec(rest) ?? []
      const stage = from === undefined ? undefined : made.get(from)
      if (stage) cpSync(join(stage.folder, source), inside(target), { recursive: true })
      else {
        copyCheckout(inside(target), ignored)
        if (isBuiltHere) path = `${bringBuild(inside(target), stages.make())}:${path}`
      }
    } else if (name === 'RUN') {
      const command = rest.replaceAll(/(?<=\s)\/(?=\w)/g, `${folder}/`)
      const asUs = isRoot ? command : command.replaceAll('65534', String(process.getuid?.()))
      const env = { PATH: path, HOME: process.env['HOME'], npm_config_loglevel: 'silent' }
      output += (await run('sh', ['-c', asUs], { cwd: inside('.'), env, maxBuffer: Infinity })).stdout
    } else if (['ENTRYPOINT', 'CMD', 'HEALTHCHECK'].includes(name)) {
      image.words[name] = JSON.parse(rest.slice(rest.indexOf('['))) as string[]
    } else if (!['USER', 'VOLUME', 'EXPOSE'].includes(name)) throw new Error(`${name} is not known here`)
  }
  if (!image) throw new Error('There is no stage')
  return { ...image, output }
}

/** What git knows and the list does not leave out: its last pattern that fits a file decides. */
function copyCheckout(target: string, patterns: string[]): void {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  for (const file of files.trim().split('\n')) {
    const fits = (pattern: string) => matchesGlob(file, pattern) || matchesGlob(file, `${pattern}/**`)
    const last = patterns.findLast((pattern) => fits(pattern.replace(/^!/, '')))
    if (last === undefined || !last.startsWith('!')) continue
    if (!existsSync(join(root, file))) continue
    mkdirSync(dirname(join(target, file)), { recursive: true })
    cpSync(join(root, file), join(target, file))
  }
}

/**
 * The packages are linked, and an install would write into them: for such a step there is a program that refuses it.
 * @returns the folder with that program
 */
function bringBuild(target: string, refusals: string): string {
  const folders = ['packages', 'apps'].flatMap((part) =>
    readdirSync(join(target, part)).map((name) => join(part, name)),
  )
  for (const folder of ['.', ...folders]) {
    const installed = join(root, folder, 'node_modules')
    if (existsSync(installed)) symlinkSync(installed, join(target, folder, 'node_modules'))
    for (const built of ['dist', 'dist-web', 'lib']) {
      const from = join(root, folder, built)
      if (existsSync(from)) cpSync(from, join(target, folder, built), { recursive: true })
    }
  }
  writeFileSync(join(refusals, 'npx'), '#!/bin/sh\necho "The copy lacks what the install is made of." >&2\nexit 1\n', {
    mode: 0o755,
  })
  return refusals
}

/** How a container of the image did, from its first start to SIGTERM. */
export interface Lived {
  /** What the health check and `/readyz` said. */
  isWell: boolean
  readyStatus: number
  /** Files of the volume. */
  data: string[]
  /** Code and signal of its end. */
  exit: unknown[]
  /** Of what is laid on the base image; that of Debian has 79 MB. */
  megabytes: number
}

/** Migrates, serves, asks for its health until it is well, and ends it, as the user and the words of the image. */
export async function liveImage({ folder, directory, environment, words }: Image): Promise<Lived> {
  const { ENTRYPOINT = [], CMD = [], HEALTHCHECK = [] } = words
  const port = String(await freePort())
  const env = {
    ...environment,
    PATH: `${join(folder, 'usr/local/bin')}:/usr/bin:/bin`,
    PORT: port,
    INSTAGRAM_APP_ID: '1',
    INSTAGRAM_APP_SECRET: '9f86d081884c7d659a2feaa0c55ad015',
    INSTAGRAM_REDIRECT_URI: 'https://app.example/return',
    INSTAGRAM_TOKEN_ENCRYPTION_KEY: generateEncryptionKey(),
    INSTAGRAM_GRAPH_BASE_URL: 'http://127.0.0.1:9',
    AUTH_JWT_SECRET: generateEncryptionKey(),
  }
  const options = { cwd: join(folder, directory), env, ...(isRoot ? { uid: 65534, gid: 65534 } : {}) }
  const [program = '', ...first] = ENTRYPOINT.map((word) => (word.startsWith('/') ? join(folder, word) : word))
  await run(program, [...first, 'migrate'], options)
  const server = spawn(program, [...first, ...CMD], { ...options, stdio: 'ignore' })
  try {
    const exit = once(server, 'exit')
    const [test = '', ...rest] = HEALTHCHECK
    const check = () =>
      run(test, rest, options).then(
        () => true,
        () => false,
      )
    let isWell = false
    for (const end = Date.now() + 20_000; !isWell && Date.now() < end; isWell = await check()) await pause(100)
    const readyStatus = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ status }) => status,
      () => 0,
    )
    const data = readdirSync(join(folder, 'data'))
    server.kill('SIGTERM')
    return { isWell, readyStatus, data, exit: await exit, megabytes: megabytesOf(folder) }
  } finally {
    server.kill('SIGKILL')
  }
}

function megabytesOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0) / 1_000_000
}
