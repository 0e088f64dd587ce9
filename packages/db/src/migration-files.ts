import { readFileSync } from 'node:fs'
import type { Dialect } from './statements/index.ts'

/** A migration as its file says it. */
export interface MigrationFile {
  index: number
  name: string
  text: string
}

/**
 * The migrations of an engine, oldest first. Beside this code are the files only in a checkout: whatever bundles it puts the
 * answer in the place of this module.
 */
export function readMigrationFiles(dialect: Dialect): MigrationFile[] {
  const folder = new URL(`../migrations/${dialect}/`, import.meta.url)
  const journal = JSON.parse(readFileSync(new URL('meta/_journal.json', folder), 'utf8')) as {
    entries: { idx: number; tag: string }[]
  }
  return journal.entries.map(({ idx, tag }) => {
    return { index: idx, name: tag, text: readFileSync(new URL(`${tag}.sql`, folder), 'utf8') }
  })
}
