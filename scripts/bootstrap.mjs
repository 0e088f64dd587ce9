// Runs on any Node >= 18 with only npm on the machine: installs everything with the pinned pnpm and builds, each only when
// something that it is made of has changed, then runs the given command, if any, under the Node that the lockfile pins
// (node_modules/.bin/node), whatever the machine's own is.
// With --no-build nothing is built, for a command that runs the sources.
// With --quiet the install and the build are silent unless they fail, so that a command's output is its own.
// The install and the build run other people's code: they are given what they need of the environment, and the secrets of
// whoever starts a server are not among it.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PNPM = 'pnpm@12.21.0'
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const environment = { ...process.env, PATH: join(root, 'node_modules', '.bin') + delimiter + process.env.PATH }
const ordinary = new RegExp(
  `^(${[
    'PATH|HOME|USER|LOGNAME|SHELL|TERM|COLORTERM|LANG|LC_\\w+|TZ|PWD|TMPDIR|TEMP|TMP|CI|NO_COLOR|FORCE_COLOR',
    // Of package managers, proxies and certificates. `npm --silent` says so here, and would silence the failure, too.
    'npm_config_(?!loglevel$|silent$)\\w+|PNPM_HOME|COREPACK_\\w+|XDG_\\w+|(https?|all|no)_proxy|SSL_CERT_(FILE|DIR)',
    'NODE_OPTIONS|NODE_EXTRA_CA_CERTS|NODE_USE_ENV_PROXY|NODE_USE_SYSTEM_CA',
    // Without these no program of Windows starts.
    'SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES(\\(X86\\))?|USERPROFILE',
  ].join('|')})$`,
  'i',
)
const harmless = Object.fromEntries(Object.entries(environment).filter(([name]) => ordinary.test(name)))
const isOption = (word) => ['--quiet', '--no-build'].includes(word)
const options = process.argv.slice(2).filter((word, index, words) => words.slice(0, index + 1).every(isOption))
const command = process.argv.slice(2 + options.length)
const quiet = options.includes('--quiet')

const stamps = join(root, 'node_modules', '.cache', 'instagram-dashboard')
const manifests = [
  'package.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  '.pnpmfile.mjs',
  ...packageFiles('package.json'),
  join('bench', 'package.json'),
]
const steps = [
  {
    name: 'install',
    words: ['npx', '--yes', PNPM, 'install', '--frozen-lockfile', '--prefer-offline'],
    madeOf: () => manifests,
    makes: ['node_modules/.modules.yaml'],
  },
  {
    name: 'build',
    words: ['node', join('scripts', 'build.mjs')],
    madeOf: () => [...manifests, ...topFiles(/^tsconfig.*\.json$/), ...topFiles(/\.m?[jt]s$/, 'scripts'), ...sources()],
    makes: [
      'packages/server/dist/standalone.js',
      'packages/server/lib/index.js',
      'packages/client-sdk/dist/index.js',
      'apps/demo/dist-web/index.html',
    ],
  },
].filter(({ name }) => name !== 'build' || !options.includes('--no-build'))

function topFiles(pattern, folder = '.') {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder))
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name))
}

function workspacePackages() {
  return ['packages', 'apps'].flatMap((folder) => topFiles(/^[^.]/, folder))
}

function packageFiles(name) {
  return workspacePackages()
    .map((folder) => join(folder, name))
    .filter((file) => existsSync(join(root, file)))
}

/** What is compiled and bundled, and how; not what tests it. */
function sources() {
  const files = workspacePackages().flatMap((folder) => [
    ...topFiles(/\.(json|[jt]s)$/, folder),
    ...['src', 'web', 'scripts'].flatMap((part) => filesBelow(join(folder, part))),
  ])
  return files.filter((file) => !/\.test\.tsx?$/.test(file))
}

function filesBelow(folder) {
  if (!existsSync(join(root, folder))) return []
  // What the build itself leaves among them stands in folders with a dot.
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'))
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
}

/** By content: a checkout gives every file another time. */
function digestOf(files) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${PNPM}`)
  for (const file of [...new Set(files)].sort((one, other) => (one < other ? -1 : 1))) {
    if (existsSync(join(root, file))) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

function isDone({ name, madeOf, makes }) {
  const stamp = join(stamps, name)
  if (!existsSync(stamp) || !makes.every((file) => existsSync(join(root, file)))) return false
  return readFileSync(stamp, 'utf8') === digestOf(madeOf())
}

/** Does what is to be done, one process after another: two that build at once would write into each other's files. */
async function prepare() {
  if (steps.every(isDone)) return
  mkdirSync(stamps, { recursive: true })
  const release = await takeLock(join(stamps, 'lock'))
  try {
    for (const step of steps) {
      if (isDone(step)) continue
      // Before: what changes meanwhile is for the next time.
      const digest = digestOf(step.madeOf())
      rmSync(join(stamps, step.name), { force: true })
      const code = await run(step.words, { silent: quiet, env: harmless })
      if (code !== 0) {
        console.error(`The ${step.name} failed (${step.words.join(' ')}).`)
        return code
      }
      mkdirSync(stamps, { recursive: true })
      writeFileSync(join(stamps, step.name), digest)
    }
  } finally {
    release()
  }
}

async function takeLock(file) {
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (!isHeld(file)) rmSync(file, { force: true })
    else await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Not by a process that has ended without giving it back. */
function isHeld(file) {
  try {
    const holder = Number(readFileSync(file, 'utf8'))
    // Between its file and its number in it a moment passes.
    if (holder === 0) return Date.now() - statSync(file).mtimeMs < 5_000
    process.kill(holder, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function run([program, ...args], { silent, env }) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env,
      stdio: silent ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      shell: process.platform === 'win32',
    })
    const kept = []
    child.stdout?.on('data', (chunk) => kept.push(chunk))
    child.stderr?.on('data', (chunk) => kept.push(chunk))
    const forward = (signal) => child.kill(signal)
    process.on('SIGINT', forward).on('SIGTERM', forward)
    // npm passes a signal to the shell between it and us, which ends without passing it on: then we have another parent.
    const parent = process.ppid
    const watch = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(watch)
      child.kill('SIGTERM')
    }, 100)
    const finish = (code) => {
      clearInterval(watch)
      process.off('SIGINT', forward).off('SIGTERM', forward)
      if (code !== 0 && silent) process.stderr.write(Buffer.concat(kept))
      resolve(code)
    }
    child.on('error', (error) => {
      console.error(`${program}: ${error.message}`)
      finish(1)
    })
    child.on('exit', (code, signal) => finish(code ?? (signal === 'SIGINT' ? 130 : 143)))
  })
}

const failed = await prepare()
if (failed) process.exit(failed)
if (command.length > 0) process.exit(await run(command, { silent: false, env: environment }))
