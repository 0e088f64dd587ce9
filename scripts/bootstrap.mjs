// Runs on any Node >= 18 with only npm on the machine: installs everything with the pinned pnpm, builds, then runs the
// given command under the Node that the lockfile pins (node_modules/.bin/node), whatever the machine's own is.
// With --quiet the install and the build are silent unless they fail, so that a command's output is its own.
import { spawn } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PNPM = 'pnpm@12.21.0'
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const environment = { ...process.env, PATH: join(root, 'node_modules', '.bin') + delimiter + process.env.PATH }
const quiet = process.argv[2] === '--quiet'
const command = process.argv.slice(quiet ? 3 : 2)

function run([program, ...args], silent) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: environment,
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

for (const [step, silent] of [
  [['npx', '--yes', PNPM, 'install', '--frozen-lockfile', '--prefer-offline'], quiet],
  [['npx', '--yes', PNPM, 'run', 'build'], quiet],
  [command, false],
]) {
  const code = await run(step, silent)
  if (code !== 0) process.exit(code)
}
