import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Dialect } from '@instagram-dashboard/db'

const repositoryRoot = join(import.meta.dirname, '..', '..', '..')
const releases = join(repositoryRoot, 'fixtures', 'releases')

export interface LastRelease {
  /** The file of its command. */
  program: string
  /** Number of the newest migration that it knows. */
  newestMigration(dialect: Dialect): number
}

/** The server as it was released before this version, unpacked into a folder (`scripts/pack-release.ts` packed it). */
export function unpackLastRelease(folder: string): LastRelease {
  const [file = ''] = readdirSync(releases)
  const place = join(folder, 'last-release')
  mkdirSync(place)
  execFileSync('tar', ['-xzf', join(releases, file), '-C', place])
  for (const name of ['better-sqlite3', 'pg', 'pg-boss']) {
    symlinkSync(join(repositoryRoot, 'packages/server/node_modules', name), join(place, 'node_modules', name))
  }
  return {
    program: join(place, 'server/dist/standalone.js'),
    newestMigration: (dialect) => {
      const journal = join(place, 'node_modules/@instagram-dashboard/db/migrations', dialect, 'meta/_journal.json')
      const { entries } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: { idx: number }[] }
      return Math.max(...entries.map(({ idx }) => idx))
    },
  }
}
