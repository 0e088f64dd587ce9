import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { listQuickTests } from './quick-tests.ts'

// What CI checks, without what takes long: of the tests only those that start no other program. `npm test` is the whole.
const root = join(import.meta.dirname, '..')

type Step = () => boolean

const steps: Record<string, Step> = {
  format: () => run('oxfmt', '--check'),
  types: () => run('tsc', '-b') && run('tsc', '-p', 'tsconfig.tests.json') && writeDeclarations(),
  // After the types: it reads the declarations that they leave.
  lint: () => run('oxlint', '--type-aware', '--deny-warnings'),
  'migrations are generated': () => {
    const before = listMigrations()
    return run('node', '--run', 'generate') && listMigrations() === before
  },
  tests: () => run('vitest', 'run', '--project', 'SQLite', '--reporter=dot', ...listQuickTests(root)),
}

for (const [what, check] of Object.entries(steps)) {
  const begun = performance.now()
  const isPassed = check()
  console.log(`${what}: ${isPassed ? 'ok' : 'failed'} (${((performance.now() - begun) / 1000).toFixed(0)} s)`)
  if (!isPassed) process.exit(1)
}

/** Those of the contract, which a build writes for hosts. */
function writeDeclarations(): boolean {
  const script = 'packages/server/scripts/write-declarations.ts'
  return run('node', '--conditions=source', '--no-warnings', script)
}

function run(program: string, ...words: string[]): boolean {
  return spawnSync(program, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0
}

function listMigrations(): string {
  return spawnSync('git', ['status', '--porcelain', 'packages/db/migrations'], { cwd: root, encoding: 'utf8' }).stdout
}
