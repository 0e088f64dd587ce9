import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../src/index.ts'

/** One SQLite file of the newest schema, of which the tests of a project take copies. */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'newest-schema-'))
  const file = join(folder, 'newest.db')
  await (await openDatabase(`file:${file}`)).close()
  project.provide('newestSchema', file)
  return () => rmSync(folder, { recursive: true, force: true })
}
