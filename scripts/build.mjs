// Builds everything in its order with what is installed, without a package manager. Run by bootstrap.mjs, under the Node
// that the lockfile pins.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const isWindows = process.platform === 'win32'

for (const [folder, ...command] of [
  ['.', 'tsc', '-b'],
  ['packages/server', 'node', '--run', 'build'],
  ['packages/client-sdk', 'node', '--run', 'build'],
  ['apps/demo', 'node', '--run', 'build'],
]) {
  const [program, ...words] = command
  const { status, error } = spawnSync(program, words, { cwd: join(root, folder), stdio: 'inherit', shell: isWindows })
  if (error) console.error(`${program}: ${error.message}`)
  if (status !== 0) process.exit(status ?? 1)
}

// A package is published from its own folder. An image is built without it.
const changelog = join(root, 'CHANGELOG.md')
if (existsSync(changelog)) {
  for (const folder of ['packages/server', 'packages/client-sdk'])
    copyFileSync(changelog, join(root, folder, 'CHANGELOG.md'))
}
