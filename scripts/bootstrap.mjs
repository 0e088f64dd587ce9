// Runs on any Node >= 18 with only npm on the machine: installs everything with the pinned pnpm, builds, then runs the
// given command under the Node that the lockfile pins (node_modules/.bin/node), whatever the machine's own is.
// With --quiet the install and the build are silent unless they fail, so that a command's output is its own.
// The install and the build run other people's code: they are given what they need of the environment, and the secrets of
// whoever starts a server are not among it.
import { spawn } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PNPM = 'pnpm@12.21.0'
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const environment = { ...process.env, PATH: join(root, 'node_modules', '.bin') + delimiter + process.env.PATH }
const ordinary = new RegExp(
  `^(${[
    'PATH|HOME|USER|LOGNAME|SHELL|TERM|COLORTERM|LANG|LC_\\w+|TZ|PWD|TMPDIR|TEMP|TMP|CI|NO_COLOR|FORCE_COLOR',
    // Of package managers, proxies and certificates.
    'npm_config_\\w+|PNPM_HOME|COREPACK_\\w+|XDG_\\w+|(https?|all|no)_proxy|SSL_CERT_(FILE|DIR)',
    'NODE_OPTIONS|NODE_EXTRA_CA_CERTS|NODE_USE_ENV_PROXY|NODE_USE_SYSTEM_CA',
    // Without these no program of Windows starts.
    'SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES(\\(X86\\))?|USERPROFILE',
  ].join('|')})$`,
  'i',
)
const harmless = Object.fromEntries(Object.entries(environment).filter(([name]) => ordinary.test(name)))
const quiet = process.argv[2] === '--quiet'
const command = process.argv.slice(quiet ? 3 : 2)

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
    const finish = (code) => {
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

const preparing = { silent: quiet, env: harmless }
for (const [step, how] of [
  [['npx', '--yes', PNPM, 'install', '--frozen-lockfile', '--prefer-offline'], preparing],
  [['npx', '--yes', PNPM, 'run', 'build'], preparing],
  [command, { silent: false, env: environment }],
]) {
  const code = await run(step, how)
  if (code !== 0) process.exit(code)
}
