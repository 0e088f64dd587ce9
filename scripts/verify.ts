import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

// What CI checks, without what takes long: no browser, no PostgreSQL server, no built program. `npm test` is the whole.
const root = join(import.meta.dirname, '..')

const slow = [
  'apps/demo/test/{connecting,dashboard,dead-work,documents,element,readme,screens}.test.ts',
  'packages/client-sdk/test/tarball.test.ts',
  'packages/db/test/{pglite,query-plans,sqlite-processes}.test.ts',
  // They start the built program, a browser or a PostgreSQL server.
  'packages/server/test/{api-page,doctor-causes,documents,job-queue,processes,starting,stopping}.test.ts',
  'packages/server/test/{tarball,upgrade,workers,written-place}.test.ts',
  // Long lists of one kind, each of which stands for many.
  'packages/server/test/{account-pairs,answers,app-refused,budget,debugging-table,fuzz,keys,load,nightly-sync}.test.ts',
  'proof/**',
  'test/{bootstrap,deploy,dev,regular-expressions,supply-chain}.test.ts',
]

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
  tests: () =>
    run('vitest', 'run', '--project', 'SQLite', '--reporter=dot', ...slow.map((glob) => `--exclude=${glob}`)),
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
