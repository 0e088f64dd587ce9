import { configDefaults, defineConfig } from 'vitest/config'
import { findPostgres } from './packages/db/test/start-postgres.ts'

/** What only a server can show. */
const needsPostgres = [
  'packages/db/test/copy-database.test.ts',
  'packages/db/test/postgres-faults.test.ts',
  'packages/server/test/lost-database.test.ts',
  'packages/server/test/move.test.ts',
]

/**
 * The product's tests that the engines could answer differently: order, time, counting, several at once. They run once
 * more on PostgreSQL; the others would take minutes and prove nothing new.
 */
const onPostgres = [
  'admin-accounts',
  'audience',
  'budget',
  'connect',
  'deliveries',
  'events',
  'funnel',
  'health',
  'notifications',
  'privacy',
  'processes',
  'progress',
  'refresh',
  'support',
  'sync',
]

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    // All cores: tests wait for browsers, servers and disks most of the time.
    maxWorkers: '100%',
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
          exclude: [...configDefaults.exclude, ...needsPostgres],
        },
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
