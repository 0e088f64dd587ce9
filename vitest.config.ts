import { accessSync, constants, statfsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { configDefaults, defineConfig } from 'vitest/config'
import { findPostgres } from './packages/db/test/start-postgres.ts'

/**
 * The files of the tests rest in memory where there is room: they wait for nothing so much as for a disk to say that it has
 * written, and no test cuts the power. `TMPDIR` says another place.
 */
const inMemory = '/dev/shm'
const roomInMemory = 4 * 1024 ** 3
if (process.env['TMPDIR'] === undefined && hasRoom(inMemory)) process.env['TMPDIR'] = inMemory

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize >= roomInMemory
  } catch {
    return false
  }
}

/** What only a server can show. */
const needsPostgres = [
  'packages/db/test/copy-database.test.ts',
  'packages/db/test/pgbouncer.test.ts',
  'packages/db/test/postgres-faults.test.ts',
  'packages/db/test/table-schema.test.ts',
  'packages/server/test/lost-database.test.ts',
  'packages/server/test/move.test.ts',
]

/**
 * The product's tests that the engines could answer differently: order, time, counting, several at once. They run once
 * more on PostgreSQL, but for those that they name `testOnce`; the others would take minutes and prove nothing new.
 */
const onPostgres = [
  'account-pairs',
  'admin-accounts',
  'alerts',
  'as-of',
  'audience',
  'audit-check',
  'budget',
  'changes',
  'connect',
  'connect-binding',
  'connect-limits',
  'debugging-table',
  'deliveries',
  'erasure-list',
  'events',
  'funnel',
  'health',
  'import-django',
  'health-by-the-clock',
  'load',
  'metrics',
  'named-account',
  'notifications',
  'privacy',
  'processes',
  'progress',
  'refresh',
  'support',
  'sync',
  'upgrade',
  'whole-month',
]

/** What changes its whole process: the network under every call, the statements of every database. */
const apart = ['packages/server/test/failpoints.test.ts', 'packages/server/test/model.test.ts']

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    // A third of the time a worker waits: for a browser, a process or a server.
    maxWorkers: availableParallelism() + 1,
    reporters: ['default', 'test/slowest-files.ts'],
    // A file starts with the modules that the one before it has loaded: to load and compile them costs more than most
    // tests do, and none of them keeps anything that a file could find.
    isolate: false,
    // The texts of style sheets, which are empty otherwise.
    css: true,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A browser beside a busy suite takes its time.
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'SQLite',
          include: [
            'packages/*/src/**/*.test.ts',
            'packages/*/test/**/*.test.ts',
            'apps/*/test/**/*.test.ts',
            'test/**/*.test.ts',
            'proof/**/*.test.ts',
            'bench/**/*.test.ts',
          ],
          exclude: [...configDefaults.exclude, ...needsPostgres, ...apart],
          globalSetup: 'packages/db/test/newest-schema.ts',
        },
      },
      {
        extends: true,
        test: { name: 'apart', include: apart, isolate: true, globalSetup: 'packages/db/test/newest-schema.ts' },
      },
      {
        extends: true,
        test: {
          name: 'PostgreSQL',
          include: findPostgres()
            ? [...needsPostgres, ...onPostgres.map((name) => `packages/server/test/${name}.test.ts`)]
            : ['packages/db/test/postgres.test.ts'],
          globalSetup: 'packages/db/test/postgres-cluster.ts',
        },
      },
    ],
  },
})
