import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../src/index.ts'
import { makeCluster } from './start-postgres.ts'

/** One SQLite file of the newest schema, and the files of one PostgreSQL cluster, of which tests take copies. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'newest-schema-'))
  const file = join(folder, 'newest.db')
  await (await openDatabase(`file:${file}`)).close()
  project.provide('newestSchema', file)
  const dropCluster = makeCluster()
  return () => {
    dropCluster()
    rmSync(folder, { recursive: true, force: true })
  }
}
