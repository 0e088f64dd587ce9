import { configDefaults, defineConfig } from 'vitest/config'
import { findPostgres } from './packages/db/test/start-postgres.ts'

/** What only a server can show. */
const needsPostgres = [
  'packages/db/test/copy-database.test.ts',
  'packages/db/test/postgres-faults.test.ts',
  'packages/server/test/move.test.ts',
]

/** What of the product's tests goes through the database, once more on PostgreSQL; the rest would prove nothing new. */
const onPostgres = [
  'access-matrix',
  'admin-accounts',
  'audience',
  'budget',
  'connect',
  'declared-events',
  'deliveries',
  'events',
  'funnel',
  'health',
  'keys',
  'media',
  'meta-callbacks',
  'notifications',
  'privacy',
  'processes',
  'progress',
  'refresh',
  'rewards',
  'support',
  'sync',
  'verdicts',
]

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
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
          testTimeout: 60_000,
        },
      },
    ],
  },
})
